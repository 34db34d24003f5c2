package io.tributary.columns;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.tributary.columns.Phone.Flag;
import io.tributary.columns.PhoneMigrations.Change;
import io.tributary.columns.PhoneMigrations.Kind;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Telephone numbers as identifiers (E.164), read with the habits of the record's country and the
 * changes of prefix that its old records missed. libphonenumber decides what is valid.
 *
 * <p>A run such as {@code 0987654321}, which is not one when dialled from the zero on, is a
 * subscriber's number in Vietnam and stays; if clerks type it, its number of carriers gives it
 * away.
 */
public final class Phones implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * The digits of a subscriber inside an exchange, or of a mobile after its network prefix, in most
   * countries.
   */
  private static final int SUBSCRIBER_DIGITS = 7;

  /** A country that is not known: only numbers in international form can be read. */
  public static final String NO_COUNTRY = "ZZ";

  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private final String defaultRegion;
  private final PhoneMigrations migrations;

  private Phones(String defaultRegion, PhoneMigrations migrations) {
    this.defaultRegion = defaultRegion;
    this.migrations = migrations;
  }

  /**
   * Numbers of records without a country are read as the default region's.
   *
   * @param defaultRegion ISO 3166-1 alpha-2
   * @throws IllegalArgumentException if libphonenumber does not know the region
   */
  public static Phones of(String defaultRegion, PhoneMigrations migrations) {
    if (!NUMBERS.getSupportedRegions().contains(defaultRegion)) {
      throw new IllegalArgumentException(
          "No telephone numbers are known for region " + defaultRegion);
    }
    return new Phones(defaultRegion, migrations);
  }

  /** {@link #parse(String, String, LocalDate)} with the default region. */
  public List<Phone> parse(@Nullable String cell, @Nullable LocalDate recordedOn) {
    return parse(cell, null, recordedOn);
  }

  /**
   * The numbers of a cell, in the order written; empty for an empty cell.
   *
   * @param country ISO 3166-1 alpha-2; null means the default region, one without telephones of its
   *     own {@link #NO_COUNTRY}
   * @param recordedOn the day on which the record was last known to be true; null means that it is
   *     taken as current
   */
  public List<Phone> parse(
      @Nullable String cell, @Nullable String country, @Nullable LocalDate recordedOn) {
    String region = region(country);
    List<String> texts = PhoneCell.split(cell);
    if (texts.size() == 1) {
      return List.of(number(texts.get(0), region, recordedOn));
    }
    return texts.stream().map(text -> number(text, region, recordedOn)).distinct().toList();
  }

  private String region(@Nullable String country) {
    if (country == null) {
      return defaultRegion;
    }
    String code = country.strip().toUpperCase(Locale.ROOT);
    return NUMBERS.getSupportedRegions().contains(code) ? code : NO_COUNTRY;
  }

  private Phone number(String text, String region, @Nullable LocalDate recordedOn) {
    if (!PhoneCell.isPlain(text)) {
      if (PhoneCell.isMasked(text)) {
        return Phone.without(Flag.MASKED);
      }
      if (PhoneCell.isDestroyed(text)) {
        return Phone.without(Flag.DESTROYED);
      }
    }
    String dialled = PhoneCell.dialled(text);
    if (PhoneCell.isRun(dialled)) {
      return Phone.without(Flag.PLACEHOLDER);
    }
    try {
      return number(NUMBERS.parse(dialled, region), recordedOn);
    } catch (NumberParseException e) {
      return Phone.without(Flag.INVALID);
    }
  }

  private Phone number(PhoneNumber number, @Nullable LocalDate recordedOn) {
    String national = NUMBERS.getNationalSignificantNumber(number);
    if (isPlaceholder(national)) {
      return Phone.without(Flag.PLACEHOLDER);
    }
    boolean valid = NUMBERS.isValidNumber(number);
    Optional<Change> change = isMigrating(number) ? migrations.of(national) : Optional.empty();
    if (valid) {
      boolean wasLandline =
          recordedOn != null
              && change
                  .filter(c -> c.kind() == Kind.LANDLINE && recordedOn.isBefore(c.since()))
                  .isPresent();
      return wasLandline ? Phone.without(Flag.AMBIGUOUS) : new Phone(e164(number), Flag.OK);
    }
    return change
        .map(
            c ->
                new PhoneNumber()
                    .setCountryCode(number.getCountryCode())
                    .setNationalNumber(value(c, national)))
        .filter(NUMBERS::isValidNumber)
        .map(migrated -> new Phone(e164(migrated), Flag.MIGRATED))
        .orElseGet(() -> Phone.without(Flag.INVALID));
  }

  private boolean isMigrating(PhoneNumber number) {
    return number.getCountryCode() == NUMBERS.getCountryCodeForRegion(migrations.region());
  }

  private static boolean isPlaceholder(String national) {
    String subscriber = national.substring(Math.max(0, national.length() - SUBSCRIBER_DIGITS));
    return PhoneCell.isRepeated(subscriber) || PhoneCell.isRun("0" + national);
  }

  private static long value(Change change, String national) {
    return Long.parseLong(change.apply(national));
  }

  private static String e164(PhoneNumber number) {
    return NUMBERS.format(number, PhoneNumberFormat.E164);
  }
}

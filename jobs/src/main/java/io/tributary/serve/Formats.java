package io.tributary.serve;

import static io.tributary.serve.Column.hashed;
import static io.tributary.serve.Column.plain;
import static io.tributary.serve.Column.repeated;

import io.tributary.job.JobFailure;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The destination formats that are built in, each with the month or version of its rules. */
public final class Formats {

  private static final int PLATFORM_MINIMUM = 100;

  /** Google Ads Customer Match, the customer file with hashed contact information. */
  public static final Format GOOGLE =
      google("2026-08", GoogleKeys::givenName, GoogleKeys::familyName);

  /**
   * The same with names hashed without inner spaces. Google's own pages disagree on them; this is
   * the form to try where match rates of names such as "Nguyễn Văn" stay low.
   */
  public static final Format GOOGLE_JOINED_NAMES =
      google("2026-08-joined-names", GoogleKeys::joinedGivenName, GoogleKeys::joinedFamilyName);

  /** Meta custom audiences, the customer list with hashed identifiers, Marketing API version 25. */
  public static final Format META =
      new Format(
          "meta-custom-audiences",
          "25",
          columns(
              repeated(3, hashed("email", Field.EMAIL, PlainKeys::email)),
              repeated(3, hashed("phone", Field.PHONE, MetaKeys::phone)),
              List.of(
                  hashed("fn", Field.GIVEN_NAME, MetaKeys::name),
                  hashed("ln", Field.FAMILY_NAME, MetaKeys::name),
                  hashed("ct", Field.CITY, MetaKeys::city),
                  hashed("st", Field.REGION, MetaKeys::region),
                  hashed("zip", Field.POSTAL_CODE, MetaKeys::postalCode),
                  hashed("country", Field.COUNTRY, MetaKeys::country),
                  hashed("doby", Field.BIRTH_YEAR, MetaKeys::birthYear),
                  hashed("dobm", Field.BIRTH_MONTH, PlainKeys::asIs),
                  hashed("dobd", Field.BIRTH_DAY, PlainKeys::asIs),
                  hashed("gen", Field.GENDER, MetaKeys::gender),
                  plain("extern_id", Field.EXTERNAL_ID, PlainKeys::asIs))),
          List.of(MatchKey.of("email", Field.EMAIL), MatchKey.of("phone", Field.PHONE)),
          Dialect.COMMA,
          PLATFORM_MINIMUM,
          EnumSet.allOf(Mode.class),
          true);

  /** Hashed identifiers for a partner without rules of its own: lower-case e-mail, E.164 phone. */
  public static final Format GENERIC_HASHED =
      new Format(
          "generic-hashed",
          "1",
          columns(
              repeated(3, hashed("email_sha256", Field.EMAIL, PlainKeys::email)),
              repeated(3, hashed("phone_sha256", Field.PHONE, PlainKeys::phone)),
              List.of(plain("country", Field.COUNTRY, PlainKeys::country))),
          List.of(MatchKey.of("email", Field.EMAIL), MatchKey.of("phone", Field.PHONE)),
          Dialect.COMMA,
          1,
          EnumSet.allOf(Mode.class),
          true);

  /**
   * Readable contacts for those who write, call or post on our behalf, each on one channel: who
   * agreed to be reached on that one has agreed to no other, so its file carries no contact of
   * another. Only a full file: each one replaces the list that the receiver works from.
   */
  public static final Format GENERIC_PLAIN =
      new Format(
          "generic-plain",
          "1",
          List.of(
              plain("customer_id", Field.EXTERNAL_ID, PlainKeys::asIs),
              plain("phone", Field.PHONE, PlainKeys::phone).on("sms", "zalo", "call"),
              plain("email", Field.EMAIL, PlainKeys::email).on("email"),
              plain("given_name", Field.GIVEN_NAME, PlainKeys::text),
              plain("family_name", Field.FAMILY_NAME, PlainKeys::text),
              plain("address_line", Field.ADDRESS_LINE, PlainKeys::text).on("post"),
              plain("city", Field.CITY, PlainKeys::text),
              plain("region", Field.REGION, PlainKeys::text),
              plain("postal_code", Field.POSTAL_CODE, PlainKeys::postalCode).on("post"),
              plain("country", Field.COUNTRY, PlainKeys::country)),
          List.of(
              MatchKey.of("phone", Field.PHONE),
              MatchKey.of("email", Field.EMAIL),
              MatchKey.of("post", Field.ADDRESS_LINE, Field.CITY)),
          Dialect.FORMULA_SAFE,
          1,
          EnumSet.of(Mode.REPLACE),
          true);

  /** All of them. */
  public static final List<Format> ALL =
      List.of(GOOGLE, GOOGLE_JOINED_NAMES, META, GENERIC_HASHED, GENERIC_PLAIN);

  private Formats() {}

  /** The format of an id such as {@code meta-custom-audiences@25}. */
  public static Format named(String id) {
    return ALL.stream()
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                JobFailure.config(
                    "There is no destination format `" + id + "`.",
                    "A format is named with its version, so that a file's rules never change.",
                    "Use one of "
                        + ALL.stream().map(Format::id).collect(Collectors.joining(", "))
                        + "."));
  }

  private static Format google(String version, Normaliser givenName, Normaliser familyName) {
    return new Format(
        "google-customer-match",
        version,
        columns(
            repeated(3, hashed("Email", Field.EMAIL, GoogleKeys::email)),
            repeated(3, hashed("Phone", Field.PHONE, PlainKeys::phone)),
            List.of(
                hashed("First Name", Field.GIVEN_NAME, givenName),
                hashed("Last Name", Field.FAMILY_NAME, familyName),
                plain("Country", Field.COUNTRY, PlainKeys::country),
                plain("Zip", Field.POSTAL_CODE, PlainKeys::postalCode))),
        List.of(
            MatchKey.of("email", Field.EMAIL),
            MatchKey.of("phone", Field.PHONE),
            MatchKey.of(
                "address", Field.GIVEN_NAME, Field.FAMILY_NAME, Field.COUNTRY, Field.POSTAL_CODE)),
        Dialect.COMMA,
        PLATFORM_MINIMUM,
        EnumSet.allOf(Mode.class),
        true);
  }

  @SafeVarargs
  private static List<Column> columns(List<Column>... groups) {
    return Stream.of(groups).flatMap(List::stream).toList();
  }
}

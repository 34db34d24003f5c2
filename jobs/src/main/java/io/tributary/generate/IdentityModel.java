package io.tributary.generate;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives somebody e-mails, phones, cards, logins and devices, and a habit of buying and visiting.
 */
final class IdentityModel {
  /** Who somebody is, before any system knows them. */
  record Person(
      long number,
      String household,
      NameModel.FullName name,
      Gender gender,
      LocalDate birth,
      PlaceModel.Place home) {}

  private static final int PHONES_EACH = 3;

  private final Models models;

  IdentityModel(Models models) {
    this.models = models;
  }

  /**
   * The customer with everything that the systems will know; {@code head} is the first of the
   * household.
   */
  Customer complete(Chunk chunk, Person person, @Nullable Customer head) {
    Dice dice = chunk.dice();
    boolean isRich = dice.chance(NoiseRates.MANY_IDENTIFIERS);
    Set<DirtyCase> traits =
        isRich ? EnumSet.of(DirtyCase.MANY_IDENTIFIERS) : EnumSet.noneOf(DirtyCase.class);
    boolean hasAccount = isRich || dice.chance(NoiseRates.ACCOUNT);
    Customer.Behaviour behaviour = behaviour(chunk, hasAccount);
    List<String> emails = emails(person, isRich, dice);
    List<PhoneModel.Phone> phones = phones(person, isRich, emails.isEmpty(), dice);
    return new Customer(
        person.number(),
        person.household(),
        person.name(),
        person.gender(),
        person.birth(),
        person.home(),
        nextHome(person, traits, dice),
        emails,
        phones,
        crmIds(person, isRich, behaviour, dice),
        cards(person, isRich, behaviour, dice),
        hasAccount ? "A" + Digits.padded(person.number(), 8) : null,
        devices(isRich, hasAccount ? head : null, traits, dice),
        List.of("tok_" + dice.hex(16), "tok_" + dice.hex(16)),
        behaviour,
        dice.pick(models.products().categories()),
        traits);
  }

  /** The shop grows: the density of first purchases rises in proportion to time. */
  private Customer.Behaviour behaviour(Chunk chunk, boolean hasAccount) {
    Dice dice = chunk.dice();
    Nights nights = chunk.nights();
    LocalDateTime first =
        inOpeningHours(
            Nights.plusWeeks(nights.start(), nights.weeks() * StrictMath.sqrt(dice.uniform())),
            dice);
    boolean isProspect = dice.chance(NoiseRates.PROSPECT);
    boolean isOld = dice.chance(NoiseRates.JOINED_EARLIER);
    LocalDateTime earlier =
        inOpeningHours(
            LocalDate.of(2014, 1, 1).atStartOfDay().plusDays(dice.between(0, 3600)), dice);
    boolean visits = hasAccount || dice.chance(0.25);
    return new Customer.Behaviour(
        isOld ? earlier : first,
        isProspect ? null : first,
        models.purchases().habit(dice),
        visits ? 0.1 + dice.gamma(0.8) * 0.6 : 0,
        dice.pick(Store.ALL));
  }

  /** The same day, at a time when stores are open. */
  static LocalDateTime inOpeningHours(LocalDateTime at, Dice dice) {
    return at.truncatedTo(ChronoUnit.DAYS).plusSeconds(8 * 3600L + dice.between(0, 14 * 3600 - 1));
  }

  private List<String> emails(Person person, boolean isRich, Dice dice) {
    double u = dice.uniform();
    boolean isVietnamese = person.home().country() == Country.VN;
    double phoneOnly = isVietnamese ? NoiseRates.PHONE_ONLY : NoiseRates.WESTERN_PHONE_ONLY;
    double withEmail =
        isVietnamese
            ? NoiseRates.PHONE_AND_EMAIL + NoiseRates.EMAIL_ONLY
            : NoiseRates.WESTERN_PHONE_AND_EMAIL + NoiseRates.WESTERN_EMAIL_ONLY;
    int count = isRich ? 3 : u >= phoneOnly && u < phoneOnly + withEmail ? 1 : 0;
    List<String> emails = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long number = person.number() * 3 + i;
      emails.add(models.emails().draw(person.name(), person.birth().getYear(), number, dice));
    }
    return emails;
  }

  private List<PhoneModel.Phone> phones(
      Person person, boolean isRich, boolean isWithoutEmail, Dice dice) {
    Country country = person.home().country();
    double has =
        country == Country.VN
            ? NoiseRates.PHONE_AND_EMAIL / (NoiseRates.PHONE_AND_EMAIL + NoiseRates.EMAIL_ONLY)
            : NoiseRates.WESTERN_PHONE_AND_EMAIL
                / (NoiseRates.WESTERN_PHONE_AND_EMAIL + NoiseRates.WESTERN_EMAIL_ONLY);
    double withoutEmail =
        country == Country.VN
            ? NoiseRates.PHONE_ONLY / (1 - NoiseRates.PHONE_AND_EMAIL - NoiseRates.EMAIL_ONLY)
            : NoiseRates.WESTERN_PHONE_ONLY
                / (1 - NoiseRates.WESTERN_PHONE_AND_EMAIL - NoiseRates.WESTERN_EMAIL_ONLY);
    int count =
        isRich
            ? 2
            : dice.chance(isWithoutEmail ? withoutEmail : has) ? (dice.chance(0.06) ? 2 : 1) : 0;
    List<PhoneModel.Phone> phones = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      phones.add(models.phones().phone(country, person.number() * PHONES_EACH + i));
    }
    return phones;
  }

  private PlaceModel.@Nullable Place nextHome(Person person, Set<DirtyCase> traits, Dice dice) {
    if (!dice.chance(NoiseRates.MOVER)) {
      return null;
    }
    PlaceModel.Place next = models.places().draw(person.home().country(), dice);
    if (next.province().equals(person.home().province())) {
      return null;
    }
    traits.add(DirtyCase.MOVED);
    return next;
  }

  private static List<String> crmIds(
      Person person, boolean isRich, Customer.Behaviour behaviour, Dice dice) {
    boolean onlyTrace = behaviour.firstPurchase() == null;
    if (!isRich && !onlyTrace && !dice.chance(NoiseRates.CRM)) {
      return List.of();
    }
    String first = "KH" + Digits.padded(person.number() * 2, 9);
    return dice.chance(NoiseRates.SECOND_CRM_ROW)
        ? List.of(first, "KH" + Digits.padded(person.number() * 2 + 1, 9))
        : List.of(first);
  }

  private static List<String> cards(
      Person person, boolean isRich, Customer.Behaviour behaviour, Dice dice) {
    List<String> cards = new ArrayList<>();
    boolean buys = behaviour.firstPurchase() != null;
    boolean more = buys && (isRich || dice.chance(NoiseRates.CARD));
    for (int i = 0; i < 3 && more; i++) {
      cards.add(Digits.checked("893" + Digits.padded(person.number() * 3 + i, 9)));
      more = dice.chance(NoiseRates.SECOND_CARD);
    }
    return cards;
  }

  /** A second member of a household with a login often uses the first one's device. */
  private static List<Device> devices(
      boolean isRich, @Nullable Customer head, Set<DirtyCase> traits, Dice dice) {
    List<Device> devices = new ArrayList<>();
    if (head != null && head.account() != null && dice.chance(NoiseRates.SHARED_DEVICE)) {
      traits.add(DirtyCase.SHARED_DEVICE);
      devices.add(head.devices().get(0));
    }
    int count = isRich ? 4 : dice.between(1, 2);
    while (devices.size() < count) {
      devices.add(Device.draw(dice));
    }
    return devices;
  }
}

package io.tributary.generate;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Draws customers, household by household; a household never crosses two chunks. */
final class Population {
  private static final Weighted<Integer> HOUSEHOLD_SIZES =
      new Weighted<Integer>().add(1, 55).add(2, 25).add(3, 12).add(4, 6).add(5, 2);
  private static final int ADULT_FROM = 1950;
  private static final int ADULT_TO = 1988;

  private final boolean isMixed;
  private final NameModel names;
  private final PlaceModel places;
  private final IdentityModel identities;

  Population(Generator.Locale locale, Models models) {
    this.isMixed = locale == Generator.Locale.MIXED;
    this.names = models.names();
    this.places = models.places();
    this.identities = new IdentityModel(models);
  }

  /** The customers with these running numbers. */
  List<Customer> draw(Chunk chunk, long from, long to) {
    List<Customer> customers = new ArrayList<>();
    while (from + customers.size() < to) {
      long next = from + customers.size();
      int size = (int) Math.min(HOUSEHOLD_SIZES.draw(chunk.dice()), to - next);
      customers.addAll(household(chunk, next, size));
    }
    return passPhonesOn(customers, chunk);
  }

  private List<Customer> household(Chunk chunk, long first, int size) {
    Dice dice = chunk.dice();
    Country country = country(dice);
    PlaceModel.Place home = places.draw(country, dice);
    List<Customer> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Customer head = members.isEmpty() ? null : members.get(0);
      members.add(identities.complete(chunk, person(first + i, members, home, dice), head));
    }
    boolean sharesPhone =
        size > 1 && dice.chance(NoiseRates.FAMILY_PHONE) && members.get(0).phone() != null;
    return sharesPhone ? shared(members) : members;
  }

  private Country country(Dice dice) {
    boolean western = isMixed && dice.chance(NoiseRates.WESTERN_HOUSEHOLD);
    return western
        ? dice.pick(List.of(Country.US, Country.GB, Country.FR, Country.DE))
        : Country.VN;
  }

  /**
   * The second member is the spouse with a family name of their own, the others are children of the
   * first.
   */
  private IdentityModel.Person person(
      long number, List<Customer> members, PlaceModel.Place home, Dice dice) {
    int rank = members.size();
    Customer head = members.isEmpty() ? null : members.get(0);
    Gender gender =
        rank == 1 && head != null ? head.gender().other() : dice.chance(0.55) ? Gender.F : Gender.M;
    Customer parent = rank >= 2 ? head : null;
    Set<String> taken =
        members.stream().map(member -> member.name().given()).collect(Collectors.toSet());
    NameModel.FullName name =
        parent != null
            ? names.drawGiven(home.country(), parent.name().family(), gender, taken, dice)
            : names.draw(home.country(), gender, taken, dice);
    int year =
        parent != null
            ? Math.min(2009, parent.birth().getYear() + dice.between(20, 34))
            : dice.between(ADULT_FROM, ADULT_TO);
    LocalDate birth = LocalDate.ofYearDay(year, dice.between(1, 365));
    String household = "H" + Digits.padded(head == null ? number : number - rank, 8);
    return new IdentityModel.Person(number, household, name, gender, birth, home);
  }

  /** Everybody uses the first member's phone. */
  private static List<Customer> shared(List<Customer> members) {
    List<PhoneModel.Phone> phones = members.get(0).phones();
    return members.stream()
        .map(member -> withPhones(member, phones, DirtyCase.FAMILY_PHONE))
        .toList();
  }

  /** Gives some newcomers a phone that a customer of years ago no longer has. */
  private static List<Customer> passPhonesOn(List<Customer> customers, Chunk chunk) {
    LocalDate today = chunk.nights().first();
    List<Customer> donors =
        new ArrayList<>(customers.stream().filter(c -> isLongGone(c, today)).toList());
    List<Customer> all = new ArrayList<>(customers);
    for (int i = 0; i < all.size() && !donors.isEmpty(); i++) {
      Customer heir = all.get(i);
      boolean isNew = heir.behaviour().knownSince().toLocalDate().isAfter(today.minusYears(1));
      boolean fits =
          isNew && heir.traits().isEmpty() && heir.phones().size() == 1 && !heir.crmIds().isEmpty();
      if (fits && chunk.dice().chance(NoiseRates.PASSED_ON_PHONE)) {
        Customer donor = donors.remove(donors.size() - 1);
        if (donor.name().country() == heir.name().country()
            && !donor.household().equals(heir.household())) {
          all.set(i, withPhones(heir, donor.phones(), DirtyCase.PASSED_ON_PHONE));
        }
      }
    }
    return all;
  }

  private static boolean isLongGone(Customer c, LocalDate today) {
    return c.behaviour().firstPurchase() == null
        && c.phones().size() == 1
        && !c.crmIds().isEmpty()
        && c.traits().isEmpty()
        && c.behaviour().weeklyVisits() == 0
        && c.behaviour().knownSince().toLocalDate().isBefore(today.minusYears(3));
  }

  private static Customer withPhones(Customer c, List<PhoneModel.Phone> phones, DirtyCase trait) {
    EnumSet<DirtyCase> traits = EnumSet.of(trait);
    traits.addAll(c.traits());
    return new Customer(
        c.number(),
        c.household(),
        c.name(),
        c.gender(),
        c.birth(),
        c.home(),
        c.nextHome(),
        c.emails(),
        phones,
        c.crmIds(),
        c.cards(),
        c.account(),
        c.devices(),
        c.paymentTokens(),
        c.behaviour(),
        c.interest(),
        traits);
  }
}

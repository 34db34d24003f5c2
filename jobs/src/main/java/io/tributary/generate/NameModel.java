package io.tributary.generate;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Names with weights by country and gender, and how clerks spell them. */
final class NameModel {
  /** A name as its bearer spells it; middle may be empty. */
  record FullName(Country country, String family, String middle, String given) {
    /** Vietnam puts the family name first. */
    String display() {
      return country == Country.VN
          ? (family + " " + middle + " " + given).replace("  ", " ")
          : given + " " + family;
    }
  }

  private record Lists(
      Weighted<String> family,
      Map<Gender, Weighted<String>> middle,
      Map<Gender, Weighted<String>> given) {
    Lists() {
      this(new Weighted<>(), new EnumMap<>(Gender.class), new EnumMap<>(Gender.class));
    }

    void add(String part, String gender, String name, int weight) {
      if (part.equals("family")) {
        family.add(name, weight);
      } else {
        (part.equals("middle") ? middle : given)
            .computeIfAbsent(Gender.valueOf(gender), g -> new Weighted<>())
            .add(name, weight);
      }
    }
  }

  private final Map<Country, Lists> lists = new EnumMap<>(Country.class);

  NameModel() {
    for (String[] row : WordList.read("names_vn.csv", ",")) {
      list(Country.VN).add(row[0], row[1], row[2], Integer.parseInt(row[3]));
    }
    for (String[] row : WordList.read("names_western.csv", ",")) {
      list(Country.valueOf(row[0])).add(row[1], row[2], row[3], Integer.parseInt(row[4]));
    }
  }

  private Lists list(Country country) {
    return lists.computeIfAbsent(country, c -> new Lists());
  }

  /**
   * A name with a family name of its own.
   *
   * @param taken given names of those who live there: nobody calls a child like its sister
   */
  FullName draw(Country country, Gender gender, Set<String> taken, Dice dice) {
    return drawGiven(country, list(country).family().draw(dice), gender, taken, dice);
  }

  /** A member of a family: the family name is given. */
  FullName drawGiven(Country country, String family, Gender gender, Set<String> taken, Dice dice) {
    Weighted<String> middle = list(country).middle().get(gender);
    Weighted<String> given = list(country).given().get(gender);
    if (given == null) {
      throw new IllegalStateException("No given names for " + country + " " + gender);
    }
    return new FullName(
        country, family, middle == null ? "" : middle.draw(dice), given.drawOther(taken, dice));
  }

  /** The name as one clerk typed it; what went wrong is added to {@code found}. */
  String spell(Customer customer, Dice dice, Set<DirtyCase> found) {
    FullName name = customer.name();
    double u = dice.uniform();
    for (NoiseRates.Spelling spelling : NoiseRates.SPELLINGS) {
      u -= spelling.rate();
      if (u < 0) {
        String typed = spell(spelling.dirtyCase(), customer, dice);
        if (!typed.equals(name.display())) {
          found.add(spelling.dirtyCase());
        }
        return typed;
      }
    }
    return name.display();
  }

  private static String spell(DirtyCase dirtyCase, Customer customer, Dice dice) {
    FullName name = customer.name();
    String display = name.display();
    return switch (dirtyCase) {
      case NO_DIACRITICS -> Typing.plain(display);
      case UPPER_CASE_NAME -> Typing.capitals(display);
      case DECOMPOSED_NAME -> Typing.decomposed(display);
      case TONE_PLACEMENT -> Typing.otherTone(display);
      case NAME_TYPO -> Typing.slip(display, dice);
      case HONORIFIC_NAME -> customer.gender().honorific(name.country(), dice) + " " + name.given();
      case TAGGED_NAME -> "KH " + name.given() + " Q" + dice.between(1, 12);
      default -> throw new IllegalArgumentException("No spelling: " + dirtyCase);
    };
  }
}

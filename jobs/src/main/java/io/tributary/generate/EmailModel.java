package io.tributary.generate;

import java.util.Locale;
import java.util.Set;

/** E-mail addresses made of the name, and how they are mistyped. */
final class EmailModel {
  static final String NOREPLY = "noreply@hoasenmart.vn";

  private final Weighted<String> domains =
      new Weighted<String>()
          .add("gmail.com", 78)
          .add("yahoo.com.vn", 5)
          .add("yahoo.com", 5)
          .add("outlook.com", 5)
          .add("hotmail.com", 3)
          .add("fpt.vn", 2)
          .add("vnn.vn", 1);

  /** A new address; the number at the end keeps namesakes apart. */
  String draw(NameModel.FullName name, int birthYear, long number, Dice dice) {
    String family = Typing.slug(name.family());
    String given = Typing.slug(name.given());
    String local =
        switch (dice.between(0, 3)) {
          case 0 -> given + "." + family;
          case 1 -> family + given + birthYear % 100;
          case 2 -> family + Typing.slug(name.middle()) + given;
          default -> given + birthYear;
        };
    return local + "." + Long.toString(number, 36) + "@" + domains.draw(dice);
  }

  /** The address as one clerk typed it. */
  String spell(String email, Dice dice, Set<DirtyCase> found) {
    double u = dice.uniform();
    if (u < NoiseRates.NOREPLY_EMAIL) {
      found.add(DirtyCase.NOREPLY_EMAIL);
      return NOREPLY;
    }
    if (u < NoiseRates.NOREPLY_EMAIL + NoiseRates.EMAIL_TYPO) {
      found.add(DirtyCase.EMAIL_TYPO);
      return email
          .replace("gmail.com", "gmial.com")
          .replace("yahoo", "yaho")
          .replace("hotmail", "hotmal");
    }
    if (u < 0.08) {
      return email.toUpperCase(Locale.ROOT);
    }
    return u < 0.10 ? email + " " : email;
  }
}

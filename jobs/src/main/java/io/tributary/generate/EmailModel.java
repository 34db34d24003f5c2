package io.tributary.generate;

import java.util.Locale;
import java.util.Set;

/** E-mail addresses made of the name, and how they are mistyped. */
final class EmailModel {
  static final String NOREPLY = "noreply@hoasenmart.vn";

  /** Six digits of base 36, and a step through them that meets each once. */
  private static final long RANGE = 2_176_782_336L;

  private static final long STEP = 1_618_033_997L;

  private final Weighted<String> domains =
      new Weighted<String>()
          .add("gmail.com", 78)
          .add("yahoo.com.vn", 5)
          .add("yahoo.com", 5)
          .add("outlook.com", 5)
          .add("hotmail.com", 3)
          .add("fpt.vn", 2)
          .add("vnn.vn", 1);

  /**
   * A new address. What follows the name keeps namesakes apart, and is scattered: what members of
   * one household choose differs in more than a digit.
   */
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
    String apart = Long.toString(number * STEP % RANGE, 36);
    return local + "." + apart + "@" + domains.draw(dice);
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

package io.tributary.generate;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Phones by country, each used once, and how clerks write them down. */
final class PhoneModel {
  /** A phone in its national form of today, with the leading zero where the country has one. */
  record Phone(Country country, String national) {
    /** As a system of a Vietnamese shop stores it. */
    String stored() {
      return country == Country.VN ? national : e164();
    }

    String e164() {
      return switch (country) {
        case VN -> "+84" + national.substring(1);
        case US -> "+1" + national;
        case GB -> "+44" + national.substring(1);
        case FR -> "+33" + national.substring(1);
        case DE -> "+49" + national.substring(1);
      };
    }
  }

  private static final LocalDateTime MOBILES_MOVED = LocalDateTime.of(2018, 9, 15, 0, 0);
  private static final LocalDateTime LANDLINES_MOVED = LocalDateTime.of(2017, 6, 17, 0, 0);
  private static final List<String> FAKES =
      List.of("0900000000", "0123456789", "0999999999", "0987654321", "0000000000", "0911111111");
  private static final List<String> NOTES = List.of(" (Zalo)", " - vợ", " gọi giờ HC");
  private static final List<String> OLD_LANDLINES = List.of("08 38", "04 37", "0511 38", "061 38");
  private static final List<String> US_AREAS =
      List.of("212", "310", "512", "503", "217", "415", "617", "305");
  private static final long STEP = 198_765_433L;

  private final List<String> prefixes = new ArrayList<>();
  private final Map<String, String> before2018 = new HashMap<>();

  PhoneModel() {
    for (String[] row : WordList.read("phones_vn.csv", ";")) {
      prefixes.add(row[0]);
      if (!row[1].isEmpty()) {
        before2018.put(row[0], row[1]);
      }
    }
  }

  /**
   * The phone with this running number: a step through the whole range, so that no two numbers give
   * one phone.
   */
  Phone phone(Country country, long number) {
    return new Phone(
        country,
        switch (country) {
          case VN -> {
            long at = scattered(number, prefixes.size() * 10_000_000L);
            yield prefixes.get((int) (at / 10_000_000)) + Digits.padded(at % 10_000_000, 7);
          }
          case US -> {
            long at = scattered(number, US_AREAS.size() * 8_000_000L);
            yield US_AREAS.get((int) (at / 8_000_000)) + (2_000_000 + at % 8_000_000);
          }
          case GB -> "074" + Digits.padded(scattered(number, 100_000_000L), 8);
          case FR -> "06" + Digits.padded(scattered(number, 100_000_000L), 8);
          case DE -> "0151" + Digits.padded(scattered(number, 100_000_000L), 8);
        });
  }

  private static long scattered(long number, long range) {
    return (number * STEP + 12_345_678L) % range;
  }

  /**
   * What a clerk enters for a customer: mostly the phone, sometimes an invented one or the shop's.
   */
  String clerk(Phone phone, Store store, LocalDateTime at, Dice dice, Set<DirtyCase> found) {
    double u = dice.uniform();
    if (u < NoiseRates.FAKE_PHONE) {
      found.add(DirtyCase.FAKE_PHONE);
      return dice.pick(FAKES);
    }
    if (u < NoiseRates.FAKE_PHONE + NoiseRates.SHOP_PHONE) {
      found.add(DirtyCase.SHOP_PHONE);
      return store.phone();
    }
    return spell(phone, at, dice, found);
  }

  /** The phone as written at that time; what is odd about it is added to {@code found}. */
  String spell(Phone phone, LocalDateTime at, Dice dice, Set<DirtyCase> found) {
    if (phone.country() != Country.VN) {
      return dice.chance(0.6) ? phone.e164() : phone.national();
    }
    if (at.isBefore(LANDLINES_MOVED) && dice.chance(NoiseRates.OLD_LANDLINE_IF_OLD_RECORD)) {
      found.add(DirtyCase.OLD_LANDLINE);
      return dice.pick(OLD_LANDLINES) + phone.national().substring(4);
    }
    String old = before2018.get(phone.national().substring(0, 3));
    if (old != null
        && at.isBefore(MOBILES_MOVED)
        && dice.chance(NoiseRates.OLD_FORM_IF_OLD_RECORD)) {
      found.add(DirtyCase.ELEVEN_DIGIT_PHONE);
      return old + phone.national().substring(3);
    }
    return slipped(phone.national(), dice, found);
  }

  private static String slipped(String national, Dice dice, Set<DirtyCase> found) {
    double u = dice.uniform();
    if ((u -= NoiseRates.PHONE_TYPO) < 0) {
      found.add(DirtyCase.PHONE_TYPO);
      int at = dice.between(4, 9);
      char digit = (char) ('0' + (national.charAt(at) - '0' + dice.between(1, 9)) % 10);
      return national.substring(0, at) + digit + national.substring(at + 1);
    }
    if ((u -= NoiseRates.PHONE_WITH_NOTE) < 0) {
      found.add(DirtyCase.PHONE_WITH_NOTE);
      return national + dice.pick(NOTES);
    }
    if ((u -= NoiseRates.PHONE_WITHOUT_ZERO) < 0) {
      found.add(DirtyCase.PHONE_WITHOUT_ZERO);
      return national.substring(1);
    }
    if (u - NoiseRates.SPREADSHEET_PHONE < 0) {
      found.add(DirtyCase.SPREADSHEET_PHONE);
      return national.charAt(1) + "." + national.substring(2, 4) + "E+08";
    }
    return formatted(national, dice);
  }

  private static String formatted(String national, Dice dice) {
    String rest = national.substring(1);
    return switch (dice.between(1, 12)) {
      case 1 -> "+84" + rest;
      case 2 -> "84" + rest;
      case 3 ->
          national.substring(0, 4) + " " + national.substring(4, 7) + " " + national.substring(7);
      case 4 ->
          national.substring(0, 4) + "." + national.substring(4, 7) + "." + national.substring(7);
      default -> national;
    };
  }

  /** The first two and last two digits, as marketplaces show them. */
  static String masked(String national) {
    return national.substring(0, 2)
        + "*".repeat(national.length() - 4)
        + national.substring(national.length() - 2);
  }
}

package io.tributary.columns;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of one region whose prefix changed, read from {@code conf/phones/<region>.csv}.
 *
 * @param region ISO 3166-1 alpha-2 code of the region that they belong to
 * @param changes one change a row
 */
public record PhoneMigrations(String region, List<Change> changes) implements Serializable {

  private static final List<String> COLUMNS =
      List.of("kind", "old_prefix", "new_prefix", "subscriber_digits", "since");

  public PhoneMigrations {
    changes = List.copyOf(changes);
  }

  /** What a number was when its prefix changed. */
  public enum Kind {
    MOBILE,
    LANDLINE
  }

  /**
   * One changed prefix, without the trunk zero.
   *
   * @param since the day from which the new prefix could be dialled
   */
  public record Change(
      Kind kind, String oldPrefix, String newPrefix, int subscriberDigits, LocalDate since)
      implements Serializable {

    boolean fits(String national) {
      return national.length() == oldPrefix.length() + subscriberDigits
          && national.startsWith(oldPrefix);
    }

    String apply(String national) {
      return newPrefix + national.substring(oldPrefix.length());
    }
  }

  /** No changes: libphonenumber's knowledge of the region is enough. */
  public static PhoneMigrations none(String region) {
    return new PhoneMigrations(region, List.of());
  }

  /**
   * Reads the text of a migration file; prefixes in it carry the trunk zero, as people dial them.
   *
   * @throws IllegalArgumentException naming the row, if one cannot be read
   */
  public static PhoneMigrations parse(String region, String csv) {
    return new PhoneMigrations(
        region, ReferenceRows.parse(csv, COLUMNS).stream().map(PhoneMigrations::change).toList());
  }

  private static Change change(Map<String, String> row) {
    try {
      return new Change(
          switch (cell(row, "kind")) {
            case "mobile" -> Kind.MOBILE;
            case "landline" -> Kind.LANDLINE;
            default -> throw new IllegalArgumentException("kind is neither mobile nor landline");
          },
          withoutTrunkZero(cell(row, "old_prefix")),
          withoutTrunkZero(cell(row, "new_prefix")),
          Integer.parseInt(cell(row, "subscriber_digits")),
          LocalDate.parse(cell(row, "since")));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Cannot read the migration " + row.values() + ": " + e.getMessage(), e);
    }
  }

  private static String cell(Map<String, String> row, String column) {
    return row.getOrDefault(column, "");
  }

  private static String withoutTrunkZero(String prefix) {
    if (!prefix.matches("0\\d+")) {
      throw new IllegalArgumentException("a prefix starts with the trunk zero");
    }
    return prefix.substring(1);
  }

  /** The change that a national number (without trunk zero) falls under, if any. */
  Optional<Change> of(String national) {
    return changes.stream().filter(change -> change.fits(national)).findFirst();
  }
}

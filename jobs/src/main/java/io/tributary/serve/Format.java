package io.tributary.serve;

import static java.util.stream.Collectors.joining;

import io.tributary.job.JobFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The file that a destination takes, as data: its columns with their rules, and its limits. A rule
 * of a platform that changes is a new version, never an edit, since what was sent under the old one
 * must still be removable.
 *
 * <p>A row is an array of cells in the order of {@link #columns}; an unknown value is an empty
 * cell. Everything here is a pure function and serialisable, so rows are made where the customers
 * are.
 *
 * @param version the platform's own version, or the month in which its rules were read
 * @param keys what the destination finds a customer by; a customer without any gets no row
 * @param minimumSize the fewest rows that the destination accepts for an audience; it does not hold
 *     for removals
 * @param modes how an audience can be kept up to date
 * @param takesBack whether a customer who was sent can be taken out again
 */
public record Format(
    String name,
    String version,
    List<Column> columns,
    List<MatchKey> keys,
    Dialect dialect,
    int minimumSize,
    Set<Mode> modes,
    boolean takesBack)
    implements Serializable {

  private static final String JOINED_BY = "|";

  public Format {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    modes = Set.copyOf(modes);
  }

  /** Name and version, as in {@code google-customer-match@2026-08}. */
  public String id() {
    return name + "@" + version;
  }

  /** The first line's cells. */
  public String[] header() {
    return columns.stream().map(Column::header).toArray(String[]::new);
  }

  /**
   * The row of a customer: normalised, and hashed where the destination wants it.
   *
   * @return empty if there is nothing that the destination could find the customer by. A key of
   *     several fields that is not complete is left out of the row: platforms refuse it, or match
   *     too widely.
   */
  public Optional<String[]> cells(Member member) {
    String[] cells = columns.stream().map(column -> column.cell(member)).toArray(String[]::new);
    for (MatchKey key : keys) {
      if (!isComplete(key, 0, cells)) {
        indexes(key, 0).forEach(i -> cells[i] = "");
      }
    }
    return sentKeys(cells).isEmpty() ? Optional.empty() : Optional.of(cells);
  }

  /** The keys in a row, for the ledger of what a destination holds. */
  public List<SentKey> sentKeys(String[] cells) {
    List<SentKey> sent = new ArrayList<>();
    for (MatchKey key : keys) {
      for (int position = 0; position <= lastPosition(); position++) {
        if (isComplete(key, position, cells)) {
          sent.add(sentKey(key, position, cells));
        }
      }
    }
    return sent;
  }

  /**
   * The row with the cells of some keys empty.
   *
   * @return empty if no key is left
   */
  public Optional<String[]> without(String[] cells, Collection<SentKey> unwanted) {
    String[] kept = cells.clone();
    for (MatchKey key : keys) {
      for (int position = 0; position <= lastPosition(); position++) {
        if (isComplete(key, position, cells) && unwanted.contains(sentKey(key, position, cells))) {
          indexes(key, position).forEach(i -> kept[i] = "");
        }
      }
    }
    return sentKeys(kept).isEmpty() ? Optional.empty() : Optional.of(kept);
  }

  /** Whether a key of this type can be sent, and so taken back. */
  public boolean hasKey(String type) {
    return keys.stream().anyMatch(key -> key.type().equals(type));
  }

  /**
   * The row that takes back one key, as it was sent. It needs nothing else of the customer.
   *
   * @throws IllegalArgumentException for a key of a type that this format does not send
   */
  public String[] removal(SentKey sent) {
    MatchKey key =
        keys.stream()
            .filter(candidate -> candidate.type().equals(sent.type()))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(id() + " has no key of type " + sent.type()));
    int[] indexes = indexes(key, 0).toArray();
    String[] values =
        indexes.length == 1
            ? new String[] {sent.value()}
            : sent.value().split("\\" + JOINED_BY, indexes.length);
    String[] cells = new String[columns.size()];
    Arrays.fill(cells, "");
    for (int i = 0; i < values.length; i++) {
      cells[indexes[i]] = values[i];
    }
    return cells;
  }

  /** The channels on which its receivers reach customers; none if they only find them. */
  public Set<String> channels() {
    return columns.stream()
        .flatMap(column -> column.channels().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The same format for a channel: without contacts of other channels, so that a customer who
   * cannot be reached on this one gets no row.
   */
  public Format on(String channel) {
    return with(columns.stream().filter(column -> column.isFor(channel)).toList());
  }

  /**
   * The same format with some of its columns only, so that a receiver gets no more than it needs.
   *
   * @param headers the columns to keep; none means all
   */
  public Format only(List<String> headers) {
    if (headers.isEmpty()) {
      return this;
    }
    Set<String> known = columns.stream().map(Column::header).collect(Collectors.toSet());
    if (!known.containsAll(headers)) {
      throw columnsRefused(
          headers, "there are the columns " + String.join(", ", new TreeSet<>(known)) + ".");
    }
    Format kept =
        with(columns.stream().filter(column -> headers.contains(column.header())).toList());
    if (kept.keys().isEmpty()) {
      String needed =
          keys.stream().map(k -> String.join(" and ", k.contacts())).collect(joining(" or "));
      throw columnsRefused(
          headers, "with these alone no customer can be found: that takes " + needed + ".");
    }
    return kept;
  }

  /** With some of its columns, and the keys whose fields these hold. */
  private Format with(List<Column> kept) {
    Set<Field> fields = kept.stream().map(Column::field).collect(Collectors.toSet());
    List<MatchKey> keptKeys = keys.stream().filter(k -> fields.containsAll(k.fields())).toList();
    return new Format(name, version, kept, keptKeys, dialect, minimumSize, modes, takesBack);
  }

  private JobFailure columnsRefused(List<String> headers, String why) {
    return JobFailure.config(
        "The columns " + String.join(", ", headers) + " do not make a file of " + id() + ".",
        "In this format " + why,
        "Correct `columns` of the destination, or leave it empty for all columns.");
  }

  private boolean isComplete(MatchKey key, int position, String[] cells) {
    int[] indexes = indexes(key, position).toArray();
    return indexes.length == key.fields().size()
        && Arrays.stream(indexes).noneMatch(i -> cells[i].isEmpty());
  }

  private SentKey sentKey(MatchKey key, int position, String[] cells) {
    return new SentKey(
        key.type(),
        indexes(key, position).mapToObj(i -> cells[i]).collect(Collectors.joining(JOINED_BY)));
  }

  private int lastPosition() {
    return columns.stream().mapToInt(Column::position).max().orElse(0);
  }

  private IntStream indexes(MatchKey key, int position) {
    return IntStream.range(0, columns.size())
        .filter(i -> columns.get(i).position() == position)
        .filter(i -> key.fields().contains(columns.get(i).field()));
  }
}

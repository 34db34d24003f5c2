package io.tributary.generate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a fixed number of customers, drawn from their own dice: the unit of parallel work.
 * Nothing in a chunk depends on another one, so that memory stays flat and the order of work does
 * not matter.
 */
final class Chunk {
  /** Customers in a chunk; a change of it changes every generated file. */
  static final int SIZE = 1_000;

  private static final String CUSTOMERS = "truth/customers.csv";
  private static final String HOUSEHOLDS = "truth/households.csv";

  /** A row of a file; its position is known when the chunk is sealed. */
  static final class Line {
    private final long at;
    private final String text;
    private int position;

    private Line(long at, String text) {
      this.at = at;
      this.text = text;
    }
  }

  private record Finding(DirtyCase dirtyCase, String file, @Nullable Line line, String key) {}

  /** The rows of one file as bytes. */
  record Part(byte[] bytes, int lines) {}

  /**
   * Where a dirty case sits: {@code position} counts the chunk's rows of that file from 0; below 0
   * = no single row.
   */
  record Case(DirtyCase dirtyCase, String file, int position, String key) {}

  /** What a chunk adds to the files. */
  record Sealed(
      Map<String, Part> parts, Map<String, List<IntentFile.Intent>> intents, List<Case> cases) {}

  private final int index;
  private final Nights nights;
  private final Dice dice;
  private final Map<String, List<Line>> files = new TreeMap<>();
  private final Map<String, List<IntentFile.Intent>> intents = new TreeMap<>();
  private final Map<String, Line> truths = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private long rows;

  Chunk(int index, Nights nights, Dice dice) {
    this.index = index;
    this.nights = nights;
    this.dice = dice;
  }

  int index() {
    return index;
  }

  Nights nights() {
    return nights;
  }

  Dice dice() {
    return dice;
  }

  /** A number that no other ticket, order or message of any chunk has. */
  long nextNumber() {
    return index * 1_000_000L + ++rows;
  }

  /** Adds a row; a file's rows are in the order of {@code at} within the chunk. */
  Line line(String file, LocalDateTime at, String text) {
    Line line = new Line(at.toEpochSecond(ZoneOffset.UTC), text);
    files.computeIfAbsent(file, f -> new ArrayList<>()).add(line);
    return line;
  }

  void intent(String file, IntentFile.Intent intent) {
    intents.computeIfAbsent(file, f -> new ArrayList<>()).add(intent);
  }

  /** States whose record it is; stating it again changes nothing. */
  void truth(String recordKey, Customer customer, String kind) {
    truths.computeIfAbsent(
        recordKey,
        key -> {
          line(HOUSEHOLDS, LocalDateTime.MIN, key + "," + customer.household() + "," + kind);
          return line(CUSTOMERS, LocalDateTime.MIN, key + "," + customer.entityId() + "," + kind);
        });
  }

  void found(DirtyCase dirtyCase, String file, @Nullable Line line, String key) {
    findings.add(new Finding(dirtyCase, file, line, key));
  }

  void found(Set<DirtyCase> cases, String file, Line line, String key) {
    cases.forEach(dirtyCase -> found(dirtyCase, file, line, key));
  }

  /** Sorts and encodes the rows. */
  Sealed seal() {
    Map<String, Part> parts = new TreeMap<>();
    files.forEach((file, lines) -> parts.put(file, encode(lines)));
    List<Case> cases =
        findings.stream()
            .map(
                f ->
                    new Case(
                        f.dirtyCase(),
                        f.file(),
                        f.line() == null ? -1 : f.line().position,
                        f.key()))
            .toList();
    return new Sealed(parts, intents, cases);
  }

  private static Part encode(List<Line> lines) {
    lines.sort(Comparator.comparingLong(line -> line.at));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(lines.size() * 200);
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      line.position = i;
      bytes.writeBytes(line.text.getBytes(StandardCharsets.UTF_8));
      bytes.write('\n');
    }
    return new Part(bytes.toByteArray(), lines.size());
  }
}

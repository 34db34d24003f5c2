package io.tributary.collect;

import io.tributary.lake.Files;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;

/** Tries a contract on one file and writes nothing. */
public final class SourceCheck {

  /**
   * What a file would become.
   *
   * @param refused why the file would be refused whole: it cannot be read, and then the counts are
   *     those before that point, or too many of its lines break the contract, or it is a snapshot
   *     of nothing
   * @param sample the first good rows, field to canonical text
   * @param reasons how often each rule was broken, by column and rule
   * @param coverage identifier field to the number of good rows that have a value
   */
  public record Result(
      Optional<String> refused,
      long lines,
      long good,
      long rejected,
      List<Map<String, String>> sample,
      Map<String, Long> reasons,
      Map<String, Long> coverage) {}

  private final SourceReading reading;
  private final @Nullable LocalDate deliveredOn;
  private final int sampleSize;

  /** Natural keys of tickets of which a line breaks the contract: none of their lines is loaded. */
  private final Set<String> broken;

  private final List<Map<String, String>> sample = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Long> coverage = new TreeMap<>();
  private long lines;
  private long good;

  private SourceCheck(
      SourceReading reading, @Nullable LocalDate deliveredOn, int sampleSize, Set<String> broken) {
    this.reading = reading;
    this.deliveredOn = deliveredOn;
    this.sampleSize = sampleSize;
    this.broken = broken;
    reading.parser().identifierFields().forEach(field -> coverage.put(field, 0L));
  }

  /**
   * Reads the whole file; one with a broken line of a ticket twice, since the lines of that ticket
   * may stand anywhere.
   *
   * @param path of the file, on any file system
   * @param zone the business time zone
   * @param sampleSize number of good rows to show
   */
  public static Result of(
      Files files,
      String path,
      String source,
      SourceContract contract,
      ZoneId zone,
      int sampleSize) {
    SourceReading reading = SourceReading.of(source, contract, zone);
    LocalDate day = DeliveryDate.in(new Path(path).getName(), contract.deliveredOn()).orElse(null);
    SourceCheck check = new SourceCheck(reading, day, sampleSize, Set.of());
    try {
      Set<String> broken = new HashSet<>();
      check.read(files, path, contract.isGrouped() ? broken::add : key -> {});
      if (!broken.isEmpty()) {
        check = new SourceCheck(reading, day, sampleSize, broken);
        check.read(files, path, key -> {});
      }
      return check.result(check.reasonToRefuse(contract));
    } catch (RefusedFileException refused) {
      return check.result(Optional.of(refused.reason()));
    } catch (IOException e) {
      return check.result(Optional.of(Unreadable.reason(e)));
    }
  }

  private Optional<String> reasonToRefuse(SourceContract contract) {
    if (lines == 0 && contract.delivers() == SourceContract.Delivers.SNAPSHOT) {
      return Optional.of(FileDecisions.EMPTY_SNAPSHOT);
    }
    double share = contract.greatestRejectShare();
    if (lines - good <= share * lines) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d lines break the contract, more than reject-threshold %s: correct the"
                + " contract, or have the file delivered again",
            lines - good,
            lines,
            share));
  }

  /**
   * @param keys of rows that break the contract, where they can be told
   */
  private void read(Files files, String path, Consumer<String> keys) throws IOException {
    Consumer<DeliveredRow> rows = row -> count(reading.parser().parse(row, deliveredOn), keys);
    if (reading.format().type() == SourceContract.FormatType.PARQUET) {
      parquet(files, path, rows);
    } else {
      text(files, path, rows);
    }
  }

  private void text(Files files, String path, Consumer<DeliveredRow> rows) throws IOException {
    String name = new Path(path).getName();
    Set<String> needed = reading.parser().neededColumns();
    try (RowReader reader = RowReader.open(files.open(path), name, reading.format(), needed)) {
      for (DeliveredRow row = reader.next(); row != null; row = reader.next()) {
        rows.accept(row);
      }
    }
  }

  private void parquet(Files files, String path, Consumer<DeliveredRow> rows)
      throws RefusedFileException {
    Iterator<Row> found =
        Staging.parquetRows(files, path, reading.parser().neededColumns())
            .orderBy(functions.col(Staging.LINE_OF_PARQUET))
            .toLocalIterator();
    try {
      while (found.hasNext()) {
        rows.accept(ReadParquetFile.delivered(found.next()));
      }
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared.
      if (ReadParquetFile.isDamage(e)) {
        throw new RefusedFileException(Staging.NO_PARQUET);
      }
      throw e;
    }
  }

  private void count(CheckedRow row, Consumer<String> keys) {
    lines++;
    String key = row.naturalKey();
    if (!row.isGood()) {
      Set<Reason> distinct = new HashSet<>(row.reasons());
      distinct.forEach(this::count);
      if (key != null) {
        keys.accept(key);
      }
      return;
    }
    if (key != null && broken.contains(key)) {
      count(new Reason(null, Rules.OTHER_LINE_REJECTED));
      return;
    }
    good++;
    if (sample.size() < sampleSize) {
      sample.add(Map.copyOf(row.values()));
    }
    coverage.replaceAll((field, rows) -> rows + (row.values().containsKey(field) ? 1 : 0));
  }

  private void count(Reason reason) {
    reasons.merge(reason.toString(), 1L, Long::sum);
  }

  private Result result(Optional<String> refused) {
    return new Result(
        refused,
        lines,
        good,
        lines - good,
        List.copyOf(sample),
        new TreeMap<>(reasons),
        new TreeMap<>(coverage));
  }
}

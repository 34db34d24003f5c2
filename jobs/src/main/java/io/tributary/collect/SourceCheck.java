package io.tributary.collect;

import io.tributary.lake.Files;
import java.io.IOException;
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
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

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

  private final RowParser parser;
  private final int sampleSize;
  private final List<Map<String, String>> sample = new ArrayList<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final Map<String, Long> coverage = new TreeMap<>();
  private long lines;
  private long good;

  private SourceCheck(RowParser parser, int sampleSize) {
    this.parser = parser;
    this.sampleSize = sampleSize;
    parser.identifierFields().forEach(field -> coverage.put(field, 0L));
  }

  /**
   * Reads the whole file.
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
    SourceCheck check = new SourceCheck(reading.parser(), sampleSize);
    try {
      if (reading.format().type() == SourceContract.FormatType.PARQUET) {
        check.parquet(files, path);
      } else {
        check.text(files, path, reading.format());
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

  private void text(Files files, String path, FileFormat format) throws IOException {
    String name = new Path(path).getName();
    try (RowReader reader =
        RowReader.open(files.open(path), name, format, parser.neededColumns())) {
      for (DeliveredRow row = reader.next(); row != null; row = reader.next()) {
        count(parser.parse(row));
      }
    }
  }

  private void parquet(Files files, String path) throws RefusedFileException {
    Iterator<Row> rows =
        Staging.parquetRows(files, path, parser.neededColumns())
            .orderBy(functions.col(Staging.LINE_OF_PARQUET))
            .toLocalIterator();
    try {
      while (rows.hasNext()) {
        count(parser.parse(ReadParquetFile.delivered(rows.next())));
      }
    } catch (Exception e) {
      // Spark throws checked exceptions undeclared.
      if (ReadParquetFile.isDamage(e)) {
        throw new RefusedFileException(Staging.NO_PARQUET);
      }
      throw e;
    }
  }

  private void count(CheckedRow row) {
    lines++;
    if (!row.isGood()) {
      Set<Reason> distinct = new HashSet<>(row.reasons());
      distinct.forEach(reason -> reasons.merge(reason.toString(), 1L, Long::sum));
      return;
    }
    good++;
    if (sample.size() < sampleSize) {
      sample.add(Map.copyOf(row.values()));
    }
    coverage.replaceAll((field, rows) -> rows + (row.values().containsKey(field) ? 1 : 0));
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

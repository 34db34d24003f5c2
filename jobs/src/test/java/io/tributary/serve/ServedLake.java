package io.tributary.serve;

import io.tributary.job.Job;
import io.tributary.job.JobReport;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.lake.Stamp;
import io.tributary.tables.Table;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A lake and its outbox, read as text. */
final class ServedLake {

  private final TestLake lake;
  private final Path outbox;

  ServedLake(SparkSession spark, Path directory) {
    lake = new TestLake(spark, directory);
    outbox = directory.resolve("outbox");
  }

  TestLake lake() {
    return lake;
  }

  Path folder(String destination) {
    return outbox.resolve("delivered").resolve(destination);
  }

  Path prepared() {
    return outbox.resolve("prepared");
  }

  JobReport run(Job job, Instant asOf) {
    return lake.run(job, asOf);
  }

  /** Runs a job on a lake that breaks on the way. */
  void run(Job job, Instant asOf, UnaryOperator<Lake> broken) {
    JobReport report = new JobReport();
    Stamp stamp = new Stamp(1, "run-1", job.name(), asOf);
    Lake scoped = lake.lake().forJob(stamp, job.reads(), job.writes(), report::wrote);
    job.run(new Run(1, "run-1", asOf, TestLake.ZONE, broken.apply(scoped), lake.files(), report));
  }

  String delivered(String destination, String name) throws IOException {
    return Files.readString(folder(destination).resolve(name), StandardCharsets.UTF_8);
  }

  /** Names of all files of a destination, hidden ones too, sorted. */
  List<String> names(String destination) throws IOException {
    if (!Files.isDirectory(folder(destination))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder(destination))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Everything below the outbox: path to text. */
  Map<String, String> outbox() throws IOException {
    try (Stream<Path> files = Files.walk(outbox)) {
      Map<String, String> texts = new TreeMap<>();
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(outbox.relativize(file).toString(), Files.readString(file));
      }
      return texts;
    }
  }

  /** Rows as text, sorted. */
  List<String> rows(Table table) {
    return lake.lake().read(table).collectAsList().stream().map(Row::toString).sorted().toList();
  }

  List<String> deliveries() {
    return lake.lake().read(Deliveries.TABLE).collectAsList().stream()
        .map(Delivery::of)
        .map(
            d ->
                "%s %s %s rows %d of %d of %d, attempts %d, at %s"
                    .formatted(
                        d.destination(),
                        d.content(),
                        d.state(),
                        d.rows(),
                        d.allowed(),
                        d.members(),
                        d.attempts(),
                        d.publishedAt()))
        .sorted()
        .toList();
  }

  /** Reason and customers, sorted, of the only interval of a destination. */
  List<String> exclusions(String destination) {
    Map<String, String> destinations =
        lake.lake().read(Deliveries.TABLE).collectAsList().stream()
            .map(Delivery::of)
            .collect(Collectors.toMap(Delivery::id, Delivery::destination));
    return lake.lake().read(DeliveryExclusions.TABLE).collectAsList().stream()
        .filter(row -> destination.equals(destinations.get(row.getString(0))))
        .map(row -> row.getString(1) + " " + row.getLong(2))
        .sorted()
        .toList();
  }

  List<Long> versions() {
    return Stream.of(Deliveries.TABLE, DeliveryExclusions.TABLE, DeliveredKeys.TABLE)
        .map(lake.lake()::version)
        .toList();
  }
}

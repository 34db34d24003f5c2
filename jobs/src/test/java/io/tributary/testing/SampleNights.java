package io.tributary.testing;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.Pipeline;
import io.tributary.config.Settings;
import io.tributary.crypto.KeyFile;
import io.tributary.job.Job;
import io.tributary.job.JobRunner;
import io.tributary.job.Progress;
import io.tributary.job.RunOutcome;
import io.tributary.lake.LakeContents;
import io.tributary.lake.Roots;
import io.tributary.lake.StoredLake;
import io.tributary.lake.WriterLease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Two nights of data-samples through the shipped pipeline, run once for all tests of a build:
 * {@code @ExtendWith(SampleNights.Extension.class)}. Tests may run it again and look at it, but
 * must leave the tables as they are.
 */
public final class SampleNights {
  public static final Path ROOT =
      Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();
  public static final Instant FIRST = Instant.parse("2026-11-08T17:00:00Z");
  public static final Instant LAST = Instant.parse("2026-11-10T17:00:00Z");

  /** Run of the last night. */
  public static final String LAST_RUN = "run-000002";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "hmac.key";
  private static final String FIRST_CONTENTS = "first-night.json";
  private static final WriterLease.Config LEASE =
      new WriterLease.Config(Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(2));

  private final Path directory;
  private final Path key;
  private final SparkSession spark;
  private final TestLake lake;
  private final List<Job> jobs;

  /**
   * @param key of the pseudonyms: where it lies is a setting, so a copy has it where the first has
   */
  private SampleNights(SparkSession spark, Path directory, Path key) {
    this.spark = spark;
    this.directory = directory;
    this.key = key;
    this.lake = TestLake.onDisk(spark, directory);
    KeyFile.createIfMissing(key);
    this.jobs = Pipeline.of(settings()).jobs("nightly", List.of());
  }

  private void runAll() throws IOException {
    copy(ROOT.resolve("data-samples/landing"), directory.resolve("landing"));
    requireSuccess(run(FIRST));
    JSON.writeValue(directory.resolve(FIRST_CONTENTS).toFile(), LakeContents.of(lake.lake()));
    copy(ROOT.resolve("data-samples/overlays/2026-11-09"), directory.resolve("landing"));
    requireSuccess(run(LAST));
  }

  private static void requireSuccess(RunOutcome outcome) {
    if (!outcome.succeeded()) {
      throw new IllegalStateException("A night failed", outcome.failures().get(0));
    }
  }

  /** Where the nights were run. */
  private static Path folder() throws IOException {
    return BuildFolder.of(
        "nights",
        folder -> new SampleNights(SparkExtension.session(), folder, folder.resolve(KEY)).runAll());
  }

  /** What the tables said after the first night: what every other way to run it must equal. */
  public static Map<String, String> firstContents() throws IOException {
    return JSON.readValue(folder().resolve(FIRST_CONTENTS).toFile(), new TypeReference<>() {});
  }

  /** The key of the pseudonyms: with another one no two lakes are equal. */
  public static Path key() throws IOException {
    return folder().resolve(KEY);
  }

  /** Where lake, landing, outbox and reports lie, as {@code --set} takes it. */
  public Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("lake.root", directory.resolve("lake").toString());
    places.put("landing.root", directory.resolve("landing").toString());
    places.put("outbox.root", directory.resolve("outbox").toString());
    places.put("report.root", directory.resolve("reports").toString());
    places.put("keys.hmac-file", key.toString());
    places.put("spark.sql.shuffle.partitions", "2");
    return places;
  }

  /** What a command prints in this lake. */
  public Printed printed(String... command) {
    List<String> words = new ArrayList<>(List.of(command));
    places().forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    return Printed.by(words);
  }

  public Settings settings() {
    return Settings.load(ROOT.resolve("conf"), ROOT.resolve("conf/local.conf"), places());
  }

  public Path directory() {
    return directory;
  }

  public StoredLake lake() {
    return lake.lake();
  }

  public Roots roots() {
    return lake.roots();
  }

  /** Runs the nightly pipeline for one night. */
  public RunOutcome run(Instant night) {
    Clock clock = Clock.systemUTC();
    return new JobRunner(
            lake.lake(),
            lake.files(),
            TestLake.ZONE,
            clock,
            () -> WriterLease.take(spark, lake.roots(), "test", LEASE, clock),
            Progress.SILENT)
        .run("nightly", jobs, night);
  }

  private static void copy(Path from, Path to) {
    if (!Files.isDirectory(from)) {
      return;
    }
    try {
      FileUtils.copyDirectory(from.toFile(), to.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives tests the nights, and the session like {@link SparkExtension}. */
  public static final class Extension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SampleNights.class;
    }

    @Override
    public SampleNights resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Nights.OF_THIS_JVM;
    }
  }

  private static final class Nights {
    static final SampleNights OF_THIS_JVM = copied();

    private static SampleNights copied() {
      try {
        SparkSession spark = SparkExtension.session();
        Path nights = folder();
        Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "nights-");
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> FileUtil.fullyDelete(directory.toFile())));
        copy(nights, directory);
        return new SampleNights(spark, directory, nights.resolve(KEY));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

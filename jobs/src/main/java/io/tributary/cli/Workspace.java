package io.tributary.cli;

import io.tributary.collect.SourceContract;
import io.tributary.config.Settings;
import io.tributary.crypto.KeyFile;
import io.tributary.job.JobFailure;
import io.tributary.job.JobOutcome.State;
import io.tributary.job.JobRunner;
import io.tributary.job.Progress;
import io.tributary.job.RunOutcome;
import io.tributary.job.Sessions;
import io.tributary.lake.Files;
import io.tributary.lake.Roots;
import io.tributary.lake.Stamp;
import io.tributary.lake.StoredLake;
import io.tributary.lake.WriterLease;
import io.tributary.report.Interval;
import io.tributary.report.ReportPages;
import io.tributary.report.RunReport;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.Destination;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** The opened settings and, once somebody asks, the Spark session with lake and files. */
public final class Workspace implements AutoCloseable {
  private final Settings settings;
  private final Roots roots;
  private final Landing landing;
  private final Outbox outbox;
  private final Business business;
  private final WriterLease.Config lock;
  private final Keys keys;
  private final RunReport.Config reports;
  private final boolean isGuest = Sessions.isRunning();
  private @Nullable SparkSession session;

  record Landing(String root) {}

  record Outbox(String root) {}

  record Business(ZoneId timeZone) {}

  record Keys(String hmacFile) {}

  Workspace(Settings settings) {
    this.settings = settings;
    this.roots = settings.bind("lake", Roots.class);
    this.landing = settings.bind("landing", Landing.class);
    this.outbox = settings.bind("outbox", Outbox.class);
    this.business = settings.bind("business", Business.class);
    this.lock = settings.bind("lock", WriterLease.Config.class);
    this.keys = settings.bind("keys", Keys.class);
    this.reports = settings.bind("report", RunReport.Config.class);
    settings.texts("spark");
  }

  Settings settings() {
    return settings;
  }

  ZoneId zone() {
    return business.timeZone();
  }

  Roots roots() {
    return roots;
  }

  String landingRoot() {
    return landing.root();
  }

  String outboxRoot() {
    return outbox.root();
  }

  String reportRoot() {
    return reports.root();
  }

  String hmacFile() {
    return keys.hmacFile();
  }

  /** The session, started on first use. */
  synchronized SparkSession session() {
    if (session == null) {
      session = Sessions.start("tributary", settings.texts("spark"));
    }
    return session;
  }

  /** The lake to look at. */
  StoredLake lake() {
    return StoredLake.open(session(), roots, Tables.ALL);
  }

  /**
   * The lake for a command that writes one table by itself.
   *
   * @param command as the commit names it
   */
  StoredLake lakeToWrite(Table table, String command, Instant now) {
    Stamp stamp = new Stamp(0, "command", command, now);
    return lake().forJob(stamp, Set.of(), Set.of(table), write -> {});
  }

  Files files() {
    return new Files(session(), landing.root(), outbox.root());
  }

  /**
   * What runs jobs on this lake.
   *
   * @throws io.tributary.job.JobFailure CONFIG when the key of the pseudonyms is not there: the
   *     jobs that need it come long after the files were read
   */
  JobRunner runner(Progress progress) {
    KeyFile.read(Path.of(keys.hmacFile()));
    Clock clock = Clock.systemUTC();
    return new JobRunner(lake(), files(), zone(), clock, this::lease, progress);
  }

  /** Takes the lake for writing; waits for a run that holds it. */
  WriterLease lease() {
    return WriterLease.take(session(), roots, holder(), lock, Clock.systemUTC());
  }

  /** Writes the page of an interval and the index of reports. */
  Path report(Interval interval) {
    return new ReportPages(lake(), reports)
        .write(
            interval,
            settings.definitions("sources", SourceContract.class),
            settings.definitions("segments", SegmentDefinition.class),
            settings.definitions("destinations", Destination.class).values());
  }

  /** Whether the settings ask for a report after a pipeline. */
  boolean isReported(String pipeline) {
    return reports.after().contains(pipeline);
  }

  /**
   * Reports a run that did something, where the settings ask for it. The run is over: a report that
   * cannot be written does not make it fail.
   */
  void reportAfter(String pipeline, RunOutcome outcome) {
    boolean isIdle = outcome.jobs().stream().allMatch(job -> job.state() == State.SKIPPED);
    if (isIdle || !isReported(pipeline)) {
      return;
    }
    try {
      System.err.println("Report: " + report(new Interval(pipeline, outcome.asOf(), zone())));
    } catch (JobFailure failure) {
      System.err.println("No report: " + failure.getMessage());
    }
  }

  @Override
  public synchronized void close() {
    if (session != null && !isGuest) {
      session.stop();
    }
    session = null;
  }

  private static String holder() {
    String process = "process " + ProcessHandle.current().pid();
    try {
      return InetAddress.getLocalHost().getHostName() + ", " + process;
    } catch (UnknownHostException e) {
      return process;
    }
  }
}

package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import io.tributary.lake.StoredLake;
import io.tributary.lake.TableHealth;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.ops.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Every table, and the clock against what the ledger of runs has seen. */
final class LakeCheckup {
  /** A table of more files whose mean is smaller than this is slow to read. */
  private static final long MANY_FILES = 200;

  private static final long SMALL = 8L << 20;
  private static final Duration SKEW = Duration.ofMinutes(2);

  private final StoredLake lake;
  private final Clock clock = Clock.systemUTC();

  LakeCheckup(Workspace workspace) {
    this.lake = workspace.lake();
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    int written = 0;
    boolean isLedgerFine = true;
    for (Table table : Tables.ALL) {
      TableHealth health = lake.health(table);
      if (health.problem().isPresent()) {
        findings.add(broken(table, health.problem().get()));
        isLedgerFine &= !table.equals(Runs.TABLE);
      } else if (health.files() > MANY_FILES && health.bytes() / health.files() < SMALL) {
        findings.add(
            Finding.warn(
                table.qualifiedName(),
                health.files() + " small files",
                "tributary run weekly --as-of DAY merges them"));
      }
      written += health.version() >= 0 ? 1 : 0;
    }
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok("tables", written + " of " + Tables.ALL.size() + " written, all readable"));
    }
    if (isLedgerFine) {
      findings.add(clock());
    }
    return findings;
  }

  private static Finding broken(Table table, String problem) {
    return Finding.bad(
        table.qualifiedName(),
        problem,
        table.layer() == Table.Layer.BRONZE || table.layer() == Table.Layer.OPS
            ? "restore the folder from its backup; do not delete it, it is the memory of what was"
                + " delivered"
            : "restore the folder from its backup");
  }

  private Finding clock() {
    // The last run and not the latest time: a run since then shows that the clocks agree again.
    Column last = struct(col(Runs.RUN_NO), col(Runs.STARTED_AT));
    Row run = lake.read(Runs.TABLE).agg(max_by(col(Runs.STARTED_AT), last)).head();
    return clock(run.isNullAt(0) ? Instant.MIN : run.getTimestamp(0).toInstant(), clock.instant());
  }

  /**
   * @param began when the last run did
   */
  static Finding clock(Instant began, Instant now) {
    Instant second = now.truncatedTo(ChronoUnit.SECONDS);
    if (began.isAfter(now.plus(SKEW))) {
      return Finding.warn(
          "clock",
          "the last run began at " + began + ", and this machine's clock says " + second,
          "see by NTP (timedatectl) which is right. If this clock is behind, set it: until it has"
              + " caught up hourly rounds send nothing. If that of the run was ahead, the next run"
              + " clears this");
    }
    return Finding.ok("clock", second.toString());
  }
}

package io.tributary.cli;

import static org.apache.spark.sql.functions.max;

import io.tributary.lake.StoredLake;
import io.tributary.lake.TableHealth;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.ops.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    Row last = lake.read(Runs.TABLE).agg(max(Runs.STARTED_AT)).head();
    Instant now = clock.instant();
    if (!last.isNullAt(0) && last.getTimestamp(0).toInstant().isAfter(now.plus(SKEW))) {
      return Finding.bad(
          "clock",
          "a run of the past began in the future: this machine's clock says " + now,
          "set the clock (NTP), or the lease of the lake and SFTP servers mistake who is alive");
    }
    return Finding.ok("clock", now.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString());
  }
}

package io.tributary.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.lake.DeltaLake;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Runs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the last runs and what each source delivered. */
@Command(
    name = "status",
    description =
        "Show the last runs and what each source delivered, with what failed and how to go on.",
    footer = {"", "Example: tributary status"})
public final class StatusCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(names = "--runs", defaultValue = "5", description = "How many runs to show (default 5).")
  int runs = 5;

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      DeltaLake lake = workspace.lake();
      List<Row> lastRuns =
          lake.read(Runs.TABLE)
              .groupBy(Runs.RUN_NO, Runs.RUN_ID, Runs.PIPELINE, Runs.AS_OF)
              .agg(
                  count(when(col(Runs.STATE).notEqual("STARTED"), 1)).as("jobs"),
                  count(when(col(Runs.STATE).equalTo("SKIPPED"), 1)).as("skipped"),
                  max(when(col(Runs.STATE).equalTo("FAILED"), col(Runs.JOB))).as("failed"),
                  max(when(col(Runs.STATE).equalTo("FAILED"), col(Runs.MESSAGE))).as("message"),
                  sum(Runs.SECONDS).as("seconds"))
              .orderBy(col(Runs.RUN_NO).desc())
              .limit(runs)
              .collectAsList();
      List<Row> sources =
          lake.read(CollectedFiles.TABLE)
              .groupBy(CollectedFiles.SOURCE)
              .agg(
                  max(CollectedFiles.DELIVERED_ON).as("last"),
                  count(lit(1)).as("files"),
                  count(when(col(CollectedFiles.STATE).equalTo("REFUSED"), 1)).as("refused"),
                  coalesce(sum(CollectedFiles.LOADED), lit(0L)).as("loaded"),
                  coalesce(sum(CollectedFiles.REJECTED), lit(0L)).as("rejected"),
                  coalesce(sum(CollectedFiles.DUPLICATES), lit(0L)).as("duplicates"))
              .orderBy(CollectedFiles.SOURCE)
              .collectAsList();
      System.out.println(global.json ? json(lastRuns, sources) : text(lastRuns, sources));
      return 0;
    }
  }

  private static String json(List<Row> runs, List<Row> sources) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runs", runs.stream().map(StatusCommand::cells).toList());
    json.put("sources", sources.stream().map(StatusCommand::cells).toList());
    return Json.of(json);
  }

  private static Map<String, Object> cells(Row row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      Object value = row.getAs(name);
      boolean isPlain = value == null || value instanceof Number;
      cells.put(
          name,
          isPlain
              ? value
              : value instanceof java.sql.Timestamp at
                  ? at.toInstant().toString()
                  : value.toString());
    }
    return cells;
  }

  private static String text(List<Row> runs, List<Row> sources) {
    TextTable runTable =
        new TextTable("run", "pipeline", "as of", "jobs", "skipped", "seconds", "failed");
    for (Row row : runs) {
      runTable.row(
          row.getAs(Runs.RUN_ID),
          row.getAs(Runs.PIPELINE),
          row.getTimestamp(row.fieldIndex(Runs.AS_OF)).toInstant(),
          row.getAs("jobs"),
          row.getAs("skipped"),
          String.format(Locale.ROOT, "%.1f", row.<Double>getAs("seconds")),
          row.getAs("failed") == null ? "" : row.getAs("failed") + ": " + row.getAs("message"));
    }
    TextTable sourceTable =
        new TextTable(
            "source", "last delivery", "files", "refused", "loaded", "rejected", "duplicates");
    for (Row row : sources) {
      Object[] cells = new Object[row.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.get(i);
      }
      sourceTable.row(cells);
    }
    return "Runs, newest first\n"
        + runTable.render("  ")
        + "\n\nSources\n"
        + sourceTable.render("  ");
  }
}

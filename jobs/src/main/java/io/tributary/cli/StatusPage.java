package io.tributary.cli;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.collect.SourceContract;
import io.tributary.lake.StoredLake;
import io.tributary.report.Rows;
import io.tributary.report.Standing;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Runs;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** How things stand: the last runs, each source against its contract, what to do next. */
final class StatusPage {
  private static final String LAST = "last_delivery";
  private static final String STANDING = "standing";
  private static final String OWNER = "owner";

  private final List<Map<String, @Nullable Object>> runs;
  private final List<Map<String, @Nullable Object>> sources = new ArrayList<>();
  private final List<String> next = new ArrayList<>();

  /**
   * @param lastDayDue the last business day whose files must be there
   * @param steps what the ledgers of this lake say is to be done
   * @param shown how many runs, counting all stages and repeats of one as one
   */
  StatusPage(
      StoredLake lake,
      Map<String, SourceContract> contracts,
      LocalDate lastDayDue,
      NextSteps steps,
      int shown) {
    this.runs = Rows.of(lastRuns(lake).limit(shown));
    Map<String, Map<String, @Nullable Object>> delivered = new LinkedHashMap<>();
    Rows.of(deliveredBySource(lake))
        .forEach(row -> delivered.put(String.valueOf(row.get(CollectedFiles.SOURCE)), row));
    contracts.forEach(
        (source, contract) ->
            sources.add(
                with(
                    standing(source, contract, delivered.remove(source), lastDayDue),
                    OWNER,
                    contract.owner())));
    delivered.values().forEach(row -> sources.add(with(row, STANDING, "no contract")));
    advise(steps);
  }

  /**
   * A row for each pipeline and data interval, whatever stages and repeats it took: a scheduler
   * runs each stage, and each retry, as a run of its own.
   */
  private static Dataset<Row> lastRuns(StoredLake lake) {
    Column isJob = col(Runs.JOB).notEqual(Standing.RUN);
    Column state = col(STANDING).getField(Runs.STATE);
    Column isFailed = state.equalTo("FAILED");
    Column isOpen = not(isFailed).and(col(STANDING).getField(Standing.NEEDS_LOOK));
    return lake.read(Runs.TABLE)
        .groupBy(Runs.PIPELINE, Runs.AS_OF, Runs.JOB)
        .agg(
            Standing.ofAttempts().as(STANDING),
            max(Runs.RUN_NO).as(Runs.RUN_NO),
            max_by(col(Runs.RUN_ID), col(Runs.RUN_NO)).as(Runs.RUN_ID))
        .groupBy(Runs.PIPELINE, Runs.AS_OF)
        .agg(
            max(Runs.RUN_NO).as(Runs.RUN_NO),
            max_by(col(Runs.RUN_ID), col(Runs.RUN_NO)).as(Runs.RUN_ID),
            count(when(isJob, 1)).as("jobs"),
            count(when(state.equalTo("SKIPPED"), 1)).as("skipped"),
            max(when(isFailed, col(Runs.JOB))).as("failed"),
            max(when(isFailed, col(STANDING).getField(Runs.MESSAGE))).as("message"),
            sort_array(collect_set(when(isOpen, col(Runs.JOB)))).as("open"),
            sum(col(STANDING).getField(Runs.SECONDS)).as("seconds"))
        .orderBy(col(Runs.RUN_NO).desc());
  }

  private static Dataset<Row> deliveredBySource(StoredLake lake) {
    Column isRefused = col(CollectedFiles.STATE).equalTo("REFUSED");
    // A superseded row may be of a file that was refused: the one in its place tells.
    Column isDelivered = col(CollectedFiles.STATE).isin("LOADED", "DUPLICATE");
    return lake.read(CollectedFiles.TABLE)
        .groupBy(CollectedFiles.SOURCE)
        .agg(
            max(when(isDelivered, col(CollectedFiles.DELIVERED_ON))).as(LAST),
            count(lit(1)).as("files"),
            count(when(isRefused, 1)).as("refused"),
            coalesce(sum(CollectedFiles.LOADED), lit(0L)).as("loaded"),
            coalesce(sum(CollectedFiles.REJECTED), lit(0L)).as("rejected"),
            coalesce(sum(CollectedFiles.DUPLICATES), lit(0L)).as("duplicates"))
        .orderBy(CollectedFiles.SOURCE);
  }

  private static Map<String, @Nullable Object> standing(
      String source,
      SourceContract contract,
      @Nullable Map<String, @Nullable Object> delivered,
      LocalDate lastDayDue) {
    Object last = delivered == null ? null : delivered.get(LAST);
    if (delivered == null || last == null) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put(CollectedFiles.SOURCE, source);
      row.put(LAST, null);
      row.putAll(delivered == null ? Map.of() : delivered);
      return with(row, STANDING, "no delivery yet");
    }
    LocalDate latest = LocalDate.parse(last.toString());
    long days = ChronoUnit.DAYS.between(latest, lastDayDue);
    String every =
        contract.freshness().map(Duration::toDays).map(n -> " (every " + n + " d)").orElse("");
    return with(
        delivered,
        STANDING,
        contract.isLate(latest, lastDayDue) ? days + " days old: late" + every : "fresh");
  }

  private static Map<String, @Nullable Object> with(
      Map<String, @Nullable Object> row, String column, String value) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(row);
    all.put(column, value);
    return all;
  }

  /** What stands between now and a good next run, most urgent first. */
  private void advise(NextSteps steps) {
    if (runs.isEmpty()) {
      next.add("Nothing ran yet: tributary run nightly --as-of DAY");
      return;
    }
    next.addAll(steps.ofRuns());
    for (Map<String, @Nullable Object> source : sources) {
      if (!String.valueOf(source.get(STANDING)).equals("fresh")) {
        Object owner = source.getOrDefault(OWNER, "");
        next.add(
            "Source "
                + source.get(CollectedFiles.SOURCE)
                + ": "
                + source.get(STANDING)
                + (owner.equals("") ? "." : ". Ask " + owner + "."));
      }
    }
    next.addAll(steps.ofDeliveries());
    if (next.isEmpty()) {
      next.add("Nothing: the last run is done and every source is fresh.");
    }
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runs", runs);
    json.put("sources", sources);
    json.put("next", next);
    return json;
  }

  String text() {
    TextTable runTable =
        new TextTable(
            "last run", "pipeline", "as of", "jobs", "skipped", "seconds", "failed", "open");
    for (Map<String, @Nullable Object> row : runs) {
      runTable.row(
          cells(
              row,
              Runs.RUN_ID,
              Runs.PIPELINE,
              Runs.AS_OF,
              "jobs",
              "skipped",
              "seconds",
              "failed",
              "open"));
    }
    TextTable sourceTable =
        new TextTable(
            "source", "last delivery", "files", "refused", "loaded", "rejected", "duplicates", "");
    for (Map<String, @Nullable Object> row : sources) {
      sourceTable.row(
          cells(
              row,
              CollectedFiles.SOURCE,
              LAST,
              "files",
              "refused",
              "loaded",
              "rejected",
              "duplicates",
              STANDING));
    }
    StringJoiner text = new StringJoiner("\n");
    text.add("Runs, newest first").add(runTable.render("  ")).add("");
    text.add("Sources").add(sourceTable.render("  ")).add("");
    text.add("What to do");
    next.forEach(sentence -> text.add("  " + sentence));
    return text.toString();
  }

  private static Object[] cells(Map<String, @Nullable Object> row, String... columns) {
    return java.util.Arrays.stream(columns).map(row::get).map(StatusPage::cell).toArray();
  }

  private static Object cell(@Nullable Object value) {
    if (value instanceof Double seconds) {
      return String.format(Locale.ROOT, "%.1f", seconds);
    }
    if (value instanceof List<?> names) {
      return names.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
    return value == null ? "" : value;
  }
}

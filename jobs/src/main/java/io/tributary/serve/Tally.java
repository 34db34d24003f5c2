package io.tributary.serve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many members of a segment a destination may have, and why not the others. {@code members =
 * allowed + excluded}.
 */
record Tally(long allowed, Map<Exclusion, Long> excluded) {

  private static final String SENT = "SENT";

  static final Tally NOBODY = new Tally(0, Map.of());

  Tally {
    Map<Exclusion, Long> ordered = new EnumMap<>(Exclusion.class);
    ordered.putAll(excluded);
    excluded = ordered;
  }

  long members() {
    return allowed + excluded.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The tally of each destination and segment; what comes to the driver is bounded by the settings.
   *
   * @param rows as {@link AudienceRows#without} gives them
   */
  static Map<List<String>, Tally> byAudience(Dataset<Row> rows) {
    Map<List<String>, Map<String, Long>> counts = new HashMap<>();
    rows.groupBy(
            col(AudienceRows.DESTINATION),
            col(AudienceRows.SEGMENT),
            coalesce(col(AudienceRows.REASON), lit(SENT)))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(
                        List.of(row.getString(0), row.getString(1)), key -> new HashMap<>())
                    .put(row.getString(2), row.getLong(3)));
    Map<List<String>, Tally> tallies = new HashMap<>();
    counts.forEach((audience, byReason) -> tallies.put(audience, of(byReason)));
    return tallies;
  }

  private static Tally of(Map<String, Long> byReason) {
    Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
    byReason.forEach(
        (reason, customers) -> {
          if (!reason.equals(SENT)) {
            excluded.put(Exclusion.valueOf(reason), customers);
          }
        });
    return new Tally(byReason.getOrDefault(SENT, 0L), excluded);
  }
}

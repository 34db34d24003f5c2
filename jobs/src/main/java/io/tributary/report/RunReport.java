package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.tributary.collect.SourceContract;
import io.tributary.lake.Lake;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.Destination;
import io.tributary.tables.ops.Runs;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The report of one interval as one JSON document; {@link ReportPages} makes it a page. Customers
 * and segments are told as the tables hold them now, so a report is made right after its run.
 */
public final class RunReport {

  /**
   * Settings of the reports.
   *
   * @param root folder of the pages
   * @param locale how numbers, money and days are written; of {@code vi} the words are Vietnamese,
   *     else English
   * @param after pipelines after which a report is made without being asked for
   * @param keepDays pages of older intervals are deleted
   * @param pricePerHour what an hour of the machine or cluster costs; 0 shows no cost
   * @param priceCurrency currency of that
   */
  public record Config(
      String root,
      String locale,
      List<String> after,
      int keepDays,
      double pricePerHour,
      String priceCurrency) {
    public Config {
      if (Locale.forLanguageTag(locale).getLanguage().isEmpty()) {
        throw new IllegalArgumentException("locale must be a language tag such as vi-VN or en-GB");
      }
      if (keepDays < 1) {
        throw new IllegalArgumentException("keep-days must be 1 or more");
      }
      if (pricePerHour < 0) {
        throw new IllegalArgumentException("price-per-hour must not be negative");
      }
      after = List.copyOf(after);
    }
  }

  private RunReport() {}

  /**
   * The interval of the last run of a pipeline.
   *
   * @param asOf the end of the interval, where it is not that of the last of all runs
   * @return none when there is no such run
   */
  public static Optional<Interval> interval(
      Lake lake, String pipeline, Optional<Instant> asOf, ZoneId zone) {
    List<Row> last =
        lake.read(Runs.TABLE)
            .where(col(Runs.PIPELINE).equalTo(pipeline))
            .where(asOf.map(end -> col(Runs.AS_OF).equalTo(Timestamp.from(end))).orElse(lit(true)))
            .orderBy(col(Runs.RUN_NO).desc())
            .limit(1)
            .select(Runs.AS_OF)
            .collectAsList();
    return last.stream()
        .map(row -> new Interval(pipeline, row.getTimestamp(0).toInstant(), zone))
        .findFirst();
  }

  /** Everything that the page of an interval shows. */
  static Map<String, Object> document(
      Lake lake,
      Interval interval,
      Config config,
      Map<String, SourceContract> sources,
      Map<String, SegmentDefinition> segments,
      Collection<Destination> destinations) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("pipeline", interval.pipeline());
    document.put("as_of", interval.asOf().toString());
    document.put("day", interval.day().toString());
    document.putAll(page(interval.zone(), config));
    document.put("delivered", DeliveredFiles.of(lake, interval, sources));
    document.put("identity", Identities.of(lake, interval));
    document.put("value", CustomerValue.of(lake));
    document.put("segments", SegmentChanges.of(lake, interval, segments));
    document.put("readiness", Readiness.of(lake, interval, destinations));
    document.put("work", JobTimes.of(lake, interval, config.pricePerHour()));
    return document;
  }

  /** Everything that the index shows, besides which pages there are. */
  static Map<String, Object> index(Lake lake, ZoneId zone, Config config) {
    Map<String, Object> document = new LinkedHashMap<>(page(zone, config));
    document.put("runs", PastRuns.of(lake));
    return document;
  }

  private static Map<String, Object> page(ZoneId zone, Config config) {
    return Map.of(
        "locale", config.locale(),
        "time_zone", zone.getId(),
        "price_per_hour", config.pricePerHour(),
        "price_currency", config.priceCurrency());
  }
}

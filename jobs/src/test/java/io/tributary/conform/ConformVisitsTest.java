package io.tributary.conform;

import static io.tributary.conform.Delivered.asOf;
import static io.tributary.conform.Delivered.values;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.job.JobReport;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.Sessions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkExtension.class)
class ConformVisitsTest {
  private static final String DAY = "2026-11-10";
  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

  @Test
  void cutsVisitsAsAPlainLoopDoes(SparkSession spark, @TempDir Path directory) {
    SessionOracle oracle = new SessionOracle(new Random(30), 900);
    Delivered hits = Delivered.of(DeliveredRows.HITS);
    oracle.hits.forEach(hit -> hits.row(hit.source(), null, DAY, hit.values()));
    TestLake lake = new TestLake(spark, directory);
    hits.into(lake, spark);
    ConformConfig config = Delivered.config(directory);

    lake.run(new ConformVisits(config), asOf(DAY));

    Column[] compared =
        List.of(
                Sessions.SOURCE,
                Sessions.VISITOR_ID,
                Sessions.RECORD_KEY,
                Sessions.STARTED_AT,
                Sessions.ENDED_AT,
                Sessions.BUSINESS_ON,
                Sessions.HIT_COUNT,
                Sessions.SEARCH_COUNT,
                Sessions.CART_COUNT,
                Sessions.WISHLIST_COUNT,
                Sessions.CHECKOUT_COUNT,
                Sessions.LAST_CART_AT,
                Sessions.HAS_LOGIN,
                Sessions.HAS_PURCHASE,
                Sessions.UTM_CAMPAIGN)
            .stream()
            .map(name -> col(name).cast(Types.STRING))
            .toArray(Column[]::new);
    Set<String> actual = new TreeSet<>();
    for (Row row : lake.lake().read(Sessions.TABLE).select(compared).collectAsList()) {
      actual.add(row.toString());
    }
    assertThat(actual).isEqualTo(oracle.sessions(Reference.read(config, TestLake.ZONE).hmac()));
    assertThat(lake.lake().read(Sessions.TABLE).select(Sessions.SESSION_ID).distinct().count())
        .isEqualTo(actual.size());
  }

  @Test
  void tellsDeviceCampaignAndRobot(SparkSession spark, @TempDir Path directory) {
    Delivered hits =
        Delivered.of(DeliveredRows.HITS)
            .row("web", null, DAY, hit("00:00:00Z", "c1", "url", "https://s.vn/a?x=1&page=2"))
            .row(
                "web",
                null,
                DAY,
                hit(
                    "00:10:00Z",
                    "c1",
                    "url",
                    "https://s.vn/b?utm_source=mail&utm_campaign=tet",
                    "event",
                    "purchase",
                    "order_id",
                    "O1"))
            .row("web", null, DAY, hit("00:20:00Z", "c1", "url", "/c?utm_source=late"))
            .row(
                "weblog",
                null,
                DAY,
                values(
                    "occurred_at",
                    "2026-11-09T20:00:00Z",
                    "ip",
                    "66.249.66.1",
                    "user_agent",
                    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                    "url",
                    "/",
                    "referrer",
                    "https://lan@Ref.example.com/p?q=1"));
    TestLake lake = new TestLake(spark, directory);
    hits.into(lake, spark);

    lake.run(new ConformVisits(Delivered.config(directory)), asOf(DAY));

    assertThat(
            lake.lake()
                .read(Sessions.TABLE)
                .orderBy(Sessions.SOURCE)
                .select(
                    Sessions.IS_BOT,
                    Sessions.DEVICE_CLASS,
                    Sessions.PAGE_COUNT,
                    Sessions.UTM_SOURCE,
                    Sessions.UTM_CAMPAIGN,
                    Sessions.LANDING_URL,
                    Sessions.REFERRER_HOST)
                .collectAsList())
        .hasToString(
            "[[false,Phone,2,mail,tet,https://s.vn/a?page=2,null],"
                + " [true,Robot,1,null,null,/,ref.example.com]]");
  }

  /** An app has no addresses: its events carry the campaign themselves. */
  @Test
  void takesACampaignFromTheFieldsOfAnEvent(SparkSession spark, @TempDir Path directory) {
    Delivered hits =
        Delivered.of(DeliveredRows.HITS)
            .row("app", null, DAY, hit("00:00:00Z", "c1", "event", "search"))
            .row(
                "app",
                null,
                DAY,
                hit(
                    "00:05:00Z",
                    "c1",
                    "utm_source",
                    "push lan@example.com",
                    "utm_campaign",
                    " tet ",
                    "url",
                    "/a?utm_source=mail&utm_medium=email"))
            .row("app", null, DAY, hit("00:06:00Z", "c1", "utm_source", "late"))
            .row("app", null, DAY, hit("02:00:00Z", "c1", "utm_medium", "0912 345 678"));
    TestLake lake = new TestLake(spark, directory);
    hits.into(lake, spark);

    lake.run(new ConformVisits(Delivered.config(directory)), asOf(DAY));

    assertThat(
            lake.lake()
                .read(Sessions.TABLE)
                .orderBy(Sessions.STARTED_AT)
                .select(Sessions.UTM_SOURCE, Sessions.UTM_MEDIUM, Sessions.UTM_CAMPAIGN)
                .collectAsList())
        .hasToString("[[push _,email,tet], [null,_,null]]");
  }

  /** Hits of a back end come from one address: an account tells its visitors apart. */
  @Test
  void tellsVisitorsOfABackEndByTheirAccounts(SparkSession spark, @TempDir Path directory) {
    Delivered hits = Delivered.of(DeliveredRows.HITS);
    for (int i = 0; i < 20; i++) {
      hits.row(
          "shop",
          null,
          DAY,
          values(
              "occurred_at", DAY + "T01:%02d:00Z".formatted(i),
              "account", "shop:A" + i % 2,
              "ip", i % 3 == 0 ? "203.0.113.9" : null));
    }
    TestLake lake = new TestLake(spark, directory);
    hits.into(lake, spark);

    lake.run(new ConformVisits(Delivered.config(directory)), asOf(DAY));

    assertThat(
            lake.lake()
                .read(Sessions.TABLE)
                .orderBy(Sessions.RECORD_KEY)
                .select(Sessions.RECORD_KEY, Sessions.HIT_COUNT, Sessions.HAS_LOGIN)
                .collectAsList())
        .hasToString("[[shop:A0,10,true], [shop:A1,10,true]]");
  }

  @Test
  void keepsSessionsWhoseHitsAreGone(SparkSession spark, @TempDir Path directory) {
    String old = "2026-11-05";
    ConformConfig config = Delivered.config(directory, "conform.hits.keep = 3d");
    ConformVisits visits = new ConformVisits(config);
    Delivered first =
        Delivered.of(DeliveredRows.HITS)
            .row("web", null, old, values("occurred_at", old + "T01:00:00Z", "cookie", "web:a"))
            .row("web", null, old, values("occurred_at", old + "T09:00:00Z", "cookie", "web:b"));
    TestLake lake =
        new TestLake(spark, directory)
            .with(CollectedFiles.TABLE, Delivered.files(spark, "events", "web", old));
    first.into(lake, spark);
    lake.run(visits, asOf(old));
    Delivered later =
        Delivered.of(DeliveredRows.HITS)
            .row("web", null, DAY, values("occurred_at", DAY + "T01:00:00Z", "cookie", "web:a"))
            .row("web", null, DAY, values("occurred_at", old + "T02:00:00Z", "cookie", "web:a"));
    later.into(lake, spark);
    lake.with(CollectedFiles.TABLE, Delivered.files(spark, "events", "web", old, "web", DAY));

    lake.run(new ExpireHits(config), asOf(DAY));
    JobReport report = lake.run(visits, asOf(DAY));

    assertThat(lake.lake().read(DeliveredRows.HITS).count()).isEqualTo(2);
    assertThat(
            lake.lake()
                .read(Sessions.TABLE)
                .select(col(Sessions.STARTED_AT).cast(Types.STRING))
                .orderBy(Sessions.STARTED_AT)
                .collectAsList())
        .hasToString("[[2026-11-05 01:00:00], [2026-11-05 09:00:00], [2026-11-10 01:00:00]]");
    assertThat(report.counts().get("hits too late: web")).isEqualTo(1);
  }

  private static Map<String, String> hit(String time, String cookie, String... more) {
    Map<String, String> hit = values(more);
    hit.putAll(
        values(
            "occurred_at", "2026-11-10T" + time, "cookie", "web:" + cookie, "user_agent", IPHONE));
    return hit;
  }
}

package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.collect.SourceContract;
import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.Destination;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Runs;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.testing.Printed;
import io.tributary.testing.SampleNights;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The report of the last of the sample nights: its figures, its discretion and its looks. */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class RunReportTest {
  private static final Interval NIGHT = new Interval("nightly", SampleNights.LAST, TestLake.ZONE);

  /** Sources, rejects and audiences: what a run without files does not draw. */
  private static final int QUIET_CHARTS = 3;

  private static final String UNKNOWN = "a reason of tomorrow";

  private static final List<String> FILE_REASONS =
      List.of(
          "same content as crm/customers_2026-11-08.csv",
          "a snapshot without rows would delete everything of the source: have it delivered again",
          "7 of 9 lines break the contract (email not-allowed 7), more than reject-threshold 0.1:"
              + " correct the contract, and the file is tried again, or have it delivered again",
          "required columns are missing: email (is the delimiter really ';'?): have them delivered,"
              + " or correct the contract",
          "columns come twice in the header: email",
          "the compressed file is cut off: have it delivered again, whole",
          "the text is not UTF-8, which the contract declares; it looks like another one: declare"
              + " format.encoding, or have it delivered in UTF-8",
          "the file cannot be read (AccessDeniedException): let this account read it, and it is"
              + " taken with the next run",
          "it is a link out of the landing root: deliver the file itself",
          UNKNOWN);

  private static final List<String> EXIT_REASONS =
      List.of(
          "did not purchase in 21 days; net_value more than 1000 USD",
          "did cart on web or app at least 2 times after the last purchase",
          "did purchase of sku SP1001 for at least 100 USD in 30 days",
          "in vip",
          "not in vip; region is known",
          "has_email is true; region is not HN or HCM",
          "last_visit_at since 30 days ago",
          "CUSTOMER_GONE",
          "ABSORBED",
          "SEGMENT_REMOVED");

  private static String page(SampleNights nights, Path root, String locale) throws IOException {
    RunReport.Config config =
        new RunReport.Config(root.toString(), locale, List.of("nightly"), 1, 0.5, "USD");
    Map<String, SourceContract> sources =
        nights.settings().definitions("sources", SourceContract.class);
    Map<String, SegmentDefinition> segments =
        nights.settings().definitions("segments", SegmentDefinition.class);
    Collection<Destination> destinations =
        nights.settings().definitions("destinations", Destination.class).values();
    return Files.readString(
        new ReportPages(nights.lake(), config).write(NIGHT, sources, segments, destinations));
  }

  private static JsonNode document(String page) throws IOException {
    String json =
        page.replaceAll(
            "(?s).*<script type=\"application/json\" id=\"data\">(.*?)</script>.*", "$1");
    return new ObjectMapper().readTree(json);
  }

  private static long sum(JsonNode rows, String column) {
    return StreamSupport.stream(rows.spliterator(), false)
        .mapToLong(row -> row.get(column).asLong())
        .sum();
  }

  @Test
  void figuresAddUpAndNobodyIsNamedAndAllIsDrawn(SampleNights nights, @TempDir Path reports)
      throws Exception {
    Files.writeString(reports.resolve("nightly_2026-11-08T170000Z.html"), "of an old night");
    String page = page(nights, reports, "en-GB");
    figuresAreThoseOfTheTables(document(page), nights.lake(), SampleNights.LAST_RUN);
    nobodyIsNamed(page, nights.lake());
    assertThat(reports.resolve("nightly_2026-11-08T170000Z.html")).doesNotExist();
    String index = Files.readString(reports.resolve("index.html"));
    assertThat(document(index).get("runs")).hasSize(2);
    assertThat(document(index).get("pages").toString()).isEqualTo("[\"" + NIGHT.fileName() + "\"]");
    everythingIsDrawn(
        page, index, page(nights, reports, "vi-VN"), newCustomers(nights), withheld(page));
  }

  /** Every rule of a contract has a word; {@code reasoned} below looks at sentences. */
  @Test
  void everyRuleThatALineCanBreakHasAVietnameseWord() throws IOException {
    Path rules = SampleNights.ROOT.resolve("jobs/src/main/java/io/tributary/collect/Rules.java");
    Path words = SampleNights.ROOT.resolve("jobs/src/main/resources/io/tributary/report/words.js");
    List<String> names =
        Pattern.compile("= \"([a-z-]+)\";")
            .matcher(Files.readString(rules))
            .results()
            .map(rule -> '"' + rule.group(1).replace('-', ' ') + "\": \"")
            .toList();

    assertThat(names).hasSizeGreaterThan(15);
    assertThat(Files.readString(words)).contains(names);
  }

  @Test
  void aReportIsMadeOfTheIntervalThatIsAskedFor(SampleNights nights) {
    Printed first = nights.printed("report", "nightly", "--as-of=2026-11-08");
    Printed none = nights.printed("report", "nightly", "--as-of=2026-11-01");

    assertThat(first.out()).contains("nightly_2026-11-08T170000Z.html");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.err()).contains("There is no run of nightly as of 2026-11-01T17:00:00Z");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed(SampleNights nights, @TempDir Path reports)
      throws IOException {
    Path file = Files.createFile(reports.resolve("no-folder"));

    assertThatThrownBy(() -> page(nights, file, "en-GB"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("report.root");
  }

  /** By how many customers the last night has changed {@code gold.customers}. */
  private static long newCustomers(SampleNights nights) {
    Map<String, String> written =
        nights
            .lake()
            .read(Runs.TABLE)
            .where(col(Runs.RUN_NO).equalTo(1).and(col(Runs.JOB).equalTo("build-profiles")))
            .select(Runs.OUTPUTS)
            .head()
            .getJavaMap(0);
    long before =
        SparkExtension.session()
            .read()
            .format("delta")
            .option("versionAsOf", written.get(Customers.TABLE.qualifiedName()))
            .load(nights.roots().path(Customers.TABLE))
            .count();
    return nights.lake().read(Customers.TABLE).count() - before;
  }

  /**
   * The same night as it would be told if a required file had been missing, and if one member of an
   * audience were held out of an experiment.
   */
  private static String withheld(String page) throws IOException {
    ObjectNode document = (ObjectNode) document(page);
    ObjectNode work = (ObjectNode) document.get("work");
    work.put("needs_look", 2);
    for (JsonNode node : work.get("jobs")) {
      ObjectNode job = (ObjectNode) node;
      boolean isCollect = job.get("job").asText().equals("collect-files");
      if (isCollect || job.get("job").asText().equals("deliver-audiences")) {
        job.put("state", isCollect ? "SUCCEEDED" : "SKIPPED");
        job.put("message", isCollect ? "crm is missing." : "withheld: crm is missing");
        job.put("needs_look", true);
      }
    }
    ArrayNode exclusions = (ArrayNode) document.at("/readiness/exclusions");
    ObjectNode large = (ObjectNode) exclusions.get(0);
    for (JsonNode node : exclusions) {
      boolean isLarger = node.get("customer_count").asLong() > large.get("customer_count").asLong();
      large = isLarger ? (ObjectNode) node : large;
    }
    ObjectNode heldOut = large.deepCopy().put("reason", "HOLDOUT").put("customer_count", 1);
    large.put("customer_count", large.get("customer_count").asLong() - 1);
    exclusions.add(heldOut);
    return page(document);
  }

  /** The same as a weekly run would be told, which takes no file and sends none. */
  private static String quiet(String page) throws IOException {
    ObjectNode document = (ObjectNode) document(page);
    document.put("pipeline", "weekly");
    ((ObjectNode) document.get("delivered")).putArray("files");
    ((ObjectNode) document.get("delivered")).putArray("rejects");
    ((ObjectNode) document.get("readiness")).putArray("deliveries");
    return page(document);
  }

  private static String page(JsonNode document) {
    return ReportPages.page(
        "report.html", new ObjectMapper().convertValue(document, new TypeReference<>() {}));
  }

  /** The same with each kind of reason that the tables can hold, and one that nobody knows. */
  private static String reasoned(String page) throws IOException {
    ObjectNode document = (ObjectNode) document(page);
    ArrayNode files = (ArrayNode) document.at("/delivered/files");
    ObjectNode refused = ((ObjectNode) files.get(0)).put("state", "REFUSED");
    for (String reason : FILE_REASONS) {
      files.add(refused.deepCopy().put("reason", reason));
    }
    files.remove(0);
    ArrayNode exits = ((ObjectNode) document.get("segments")).putArray("exits");
    String segment = document.at("/segments/now/0/segment").asText();
    for (int i = 0; i < EXIT_REASONS.size(); i++) {
      // The page shows three of a segment.
      String of = document.at("/segments/now/" + i / 3 + "/segment").asText(segment);
      exits
          .addObject()
          .put("segment", of)
          .put("exit_reason", EXIT_REASONS.get(i))
          .put("customers", 1);
    }
    return page(document);
  }

  private static void figuresAreThoseOfTheTables(
      JsonNode document, StoredLake lake, String lastRun) {
    List<Row> customers = lake.read(Customers.TABLE).collectAsList();
    List<Row> buyers =
        customers.stream().filter(row -> row.<Long>getAs(Customers.ORDER_COUNT) > 0).toList();
    JsonNode value = document.get("value");
    assertThat(value.get("customers").asLong()).isEqualTo(customers.size());
    assertThat(value.get("buyers").asLong()).isEqualTo(buyers.size());
    BigDecimal total =
        buyers.stream()
            .map(row -> row.<BigDecimal>getAs(Customers.NET_VALUE))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(value.get("total").decimalValue()).isEqualByComparingTo(total);
    for (String spread : List.of("buckets", "rfm")) {
      assertThat(sum(value.get(spread), "customers")).as(spread).isEqualTo(buyers.size());
    }
    assertThat(sum(document.at("/identity/sizes"), "customers")).isEqualTo(customers.size());
    assertThat(sum(document.at("/identity/records"), "records"))
        .isEqualTo(lake.read(CustomerRecords.TABLE).where("NOT is_deleted").count())
        .isEqualTo(
            customers.stream().mapToLong(row -> row.<Long>getAs(Customers.RECORD_COUNT)).sum());
    JsonNode files = document.at("/delivered/files");
    assertThat(sum(files, "lines"))
        .isPositive()
        .isEqualTo(sum(files, "loaded") + sum(files, "rejected") + sum(files, "duplicates"));
    assertThat(files)
        .hasSize(
            (int)
                lake.read(CollectedFiles.TABLE)
                    .where(col(CollectedFiles.RUN_ID).equalTo(lastRun))
                    .count());
    assertThat(document.at("/work/jobs")).hasSize(14);
    everyMemberHasAFate(document.get("readiness"));
  }

  private static void everyMemberHasAFate(JsonNode readiness) {
    JsonNode exclusions = readiness.get("exclusions");
    int checked = 0;
    for (JsonNode delivery : readiness.get("deliveries")) {
      long excluded =
          StreamSupport.stream(exclusions.spliterator(), false)
              .filter(row -> row.get("delivery_id").equals(delivery.get("delivery_id")))
              .mapToLong(row -> row.get("customer_count").asLong())
              .sum();
      if (excluded > 0) {
        checked++;
        assertThat(delivery.get("allowed_count").asLong() + excluded)
            .isEqualTo(delivery.get("member_count").asLong());
      }
    }
    assertThat(checked).isPositive();
  }

  private static void nobodyIsNamed(String page, StoredLake lake) throws IOException {
    String document = document(page).toString();
    List<String> personal =
        lake.read(CustomerContacts.TABLE)
            .where(
                col(CustomerContacts.FIELD)
                    .isin(
                        "full_name",
                        "email",
                        "phone",
                        "address_line",
                        "birth_date",
                        "zalo",
                        "facebook")
                    .and(length(col(CustomerContacts.VALUE)).geq(6)))
            .select(CustomerContacts.VALUE)
            .union(lake.read(Customers.TABLE).select(Customers.CUSTOMER_ID))
            .union(lake.read(IdentifierStatus.TABLE).select(IdentifierStatus.IDENTIFIER_ID))
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();

    assertThat(personal).hasSizeGreaterThan(5_000).noneMatch(document::contains);
  }

  private static void everythingIsDrawn(
      String page, String index, String vietnamese, long newCustomers, String withheld)
      throws Exception {
    boolean isThere = Browser.program().isPresent();
    assertThat(isThere || !"true".equals(System.getenv("CI"))).as("no Chromium in CI").isTrue();
    assumeThat(isThere).as("NO CHROMIUM HERE: nobody has looked at the report").isTrue();
    List<JsonNode> results =
        new Browser(Path.of("target/report-check"))
            .open("desktop", page, 1280)
            .open("phone", page, 390)
            .open("index", index, 1280)
            .open("index-phone", index, 390)
            .open("vietnamese", vietnamese, 1280)
            .open("vietnamese-phone", vietnamese, 390)
            .open("withheld", withheld, 1280)
            .open("quiet", quiet(page), 1280)
            .open("reasoned", reasoned(vietnamese), 1280)
            .look();

    assertThat(results).hasSize(9);
    Map<String, JsonNode> byName = new HashMap<>();
    results.forEach(result -> byName.put(result.get("name").asText(), result));
    nobodyIsLostOnTheWay(byName.get("desktop"));
    nobodyIsLostOnTheWay(byName.get("withheld"));
    assertThat(byName.get("withheld").get("funnels").toString()).contains("Held out 1");
    assertThat(byName.get("desktop").get("change").asText())
        .contains((newCustomers > 0 ? "+" : "") + newCustomers + " in this run");
    aWithheldNightIsNoGoodOne(byName.get("desktop"), byName.get("withheld"));
    assertThat(byName.get("index").get("runs").get(0).toString()).contains("done");
    assertThat(byName.get("quiet").get("attention").asText())
        .isEqualTo("Nothing needs a look: all jobs are done.");
    assertThat(byName.get("reasoned").get("untranslated").toString())
        .isEqualTo("[\"" + UNKNOWN + "\"]");
    assertThat(byName.get("reasoned").get("attention").asText()).contains("(hỏi ");
    assertThat(byName.get("reasoned").get("exits").toString())
        .contains("không mua hàng trong 21 ngày; net_value trên 1000 USD (1)");
    for (JsonNode result : results) {
      String name = result.get("name").asText();
      assertThat(result.get("errors")).as(name + ": console errors").isEmpty();
      assertThat(result.get("charts").asInt()).as(name + ": charts").isGreaterThan(1);
      assertThat(result.get("undrawn"))
          .as(name + ": charts not drawn")
          .hasSize(name.equals("quiet") ? QUIET_CHARTS : 0);
      assertThat(result.get("overflow").asInt())
          .as(name + ": wider than the window")
          .isNotPositive();
      assertThat(result.get("texts").asInt()).as(name + ": elements").isGreaterThan(50);
      assertThat(result.get("faint")).as(name + ": texts without contrast").isEmpty();
      assertThat(result.get("requests")).as(name + ": requests").isEmpty();
      assertThat(result.get("untranslated"))
          .as(name + ": untranslated")
          .hasSize(name.equals("reasoned") ? 1 : 0);
    }
  }

  /** As the page shows them: members = allowed + what each loss counts. */
  private static void nobodyIsLostOnTheWay(JsonNode result) {
    assertThat(result.get("funnels")).hasSizeGreaterThan(3);
    for (JsonNode row : result.get("funnels")) {
      long losses =
          Stream.of(row.get(6).asText().split(" · "))
              .filter(loss -> !loss.isEmpty() && !loss.startsWith("Allowed, not sent"))
              .mapToLong(loss -> number(loss.replaceAll(".* ", "")))
              .sum();
      long members = number(row.get(2).asText());
      long reachable = number(row.get(3).asText());
      long allowed = number(row.get(4).asText());
      assertThat(allowed + losses).as(row.toString()).isEqualTo(members);
      assertThat(reachable).as(row.toString()).isBetween(allowed, members);
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.replace(",", ""));
  }

  private static void aWithheldNightIsNoGoodOne(JsonNode good, JsonNode withheld) {
    assertThat(good.get("state").asText()).isEqualTo("All jobs done");
    assertThat(good.get("attention").asText()).doesNotContain("Job ");
    assertThat(withheld.get("state").asText()).isEqualTo("2 jobs need a look");
    assertThat(withheld.get("attention").asText())
        .contains("Job collect-files left something open: crm is missing.")
        .contains("Job deliver-audiences did not run: withheld: crm is missing");
    assertThat(withheld.get("calm").asBoolean()).isFalse();
  }
}

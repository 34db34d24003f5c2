package io.tributary.conform;

import static io.tributary.conform.Delivered.asOf;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collect.CollectFiles;
import io.tributary.collect.SourceContract;
import io.tributary.collect.SourceDraft;
import io.tributary.config.Settings;
import io.tributary.crypto.Hmac;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What delivered files come to, by way of their contract. */
@ExtendWith(SparkExtension.class)
class ConformedFilesTest {
  private static final String DAY = "2026-11-10";

  @TempDir private Path directory;

  @Test
  void whoUnsubscribesInADraftedCampaignIsDenied(SparkSession spark) throws IOException {
    TestLake lake = new TestLake(spark, directory);
    Path file =
        deliver(
            "responses",
            """
            campaign_id,channel,subject,response,responded_at,message_id
            T1,Email,an@example.com,Sent,2026-11-10T01:00:00Z,1
            T1,Email,an@example.com,Unsubscribed,2026-11-10T02:00:00Z,1
            T1,SMS,0912345678,opt-out,2026-11-10T03:00:00Z,2
            T1,Email,ba@example.com,SPAM,2026-11-10T04:00:00Z,3
            T1,Email,ca@example.com,Opened,2026-11-10T05:00:00Z,4
            """);
    SourceDraft.Draft draft = SourceDraft.of(lake.files(), file.toString());
    ConformConfig config = Delivered.config(directory);

    collect(lake, Map.of(draft.name(), draft.contract()));
    lake.run(new ConformConsents(config), asOf(DAY));

    Hmac hmac = Reference.read(config, TestLake.ZONE).hmac();
    assertThat(
            texts(
                lake,
                Consents.TABLE,
                Consents.SUBJECT_KEY,
                Consents.PURPOSE,
                Consents.CHANNEL,
                Consents.STATE,
                Consents.METHOD))
        .containsExactlyInAnyOrder(
            hmac.hex("global", "email", "an@example.com") + " marketing email DENIED campaign",
            hmac.hex("global", "email", "ba@example.com") + " marketing email DENIED campaign",
            hmac.hex("global", "phone", "+84912345678") + " marketing sms DENIED campaign");
    assertThat(texts(lake, CampaignResponses.TABLE, CampaignResponses.RESPONSE))
        .containsExactly("complained", "opened", "sent", "unsubscribed", "unsubscribed");
  }

  private static final String ORDERS =
      """
      kind = tickets, path = "%1$s/*", delivered-on = "yyyy-MM-dd", delivers = events, format = csv
      natural-key = [ticket_no], revenue = true
      fields {
        ticket_no = order, status = status, occurred_at { constant = "2026-11-09T08:00:00" }
        %2$s
        kind { constant = SALE }, currency { constant = USD }
      }
      lines.fields { %3$s sku = sku, quantity { constant = 1 }, unit_price = price }
      owner = "test", terms { basis = contract, purposes = [service], retention = 30d }
      """;

  private static final String UPDATED =
      "updated_at { column = at, formats = [\"dd/MM/yyyy HH:mm\"] }";

  /** Values of the orders of a flat file that holds some of them more than once. */
  @Test
  void anOrderCountsOnceInAFlatFile(SparkSession spark) throws IOException {
    TestLake lake = new TestLake(spark, directory);
    String head = "order,line,sku,price,status,at\n";
    deliver(
        "numbered",
        head
            // Paid, then delivered; the other way round in the file; twice in one minute.
            + "N1,1,A,10,paid,09/11/2026 09:00\nN1,2,B,5,paid,09/11/2026 09:00\n"
            + "N1,1,A,10,delivered,09/11/2026 15:00\nN1,2,B,5,delivered,09/11/2026 15:00\n"
            + "N2,1,A,10,delivered,09/11/2026 15:00\nN2,1,A,10,placed,09/11/2026 09:00\n"
            + "N3,1,A,10,placed,09/11/2026 09:00\nN3,1,A,10,delivered,09/11/2026 09:00\n"
            // Each line at its own time, and each with its own status in the later version.
            + "N4,1,A,10,delivered,09/11/2026 09:00\nN4,2,B,5,delivered,09/11/2026 15:00\n"
            + "N5,1,A,10,placed,09/11/2026 09:00\nN5,2,B,5,placed,09/11/2026 09:00\n"
            + "N5,1,A,10,delivered,09/11/2026 15:00\nN5,2,B,5,returned,09/11/2026 15:00\n");
    deliver(
        "pieces",
        head
            + "P1,,A,10,placed,09/11/2026 09:00\nP1,,A,10,placed,09/11/2026 09:00\n"
            + "P1,,A,10,delivered,09/11/2026 15:00\nP1,,A,10,delivered,09/11/2026 15:00\n"
            + "P2,,A,10,delivered,09/11/2026 09:00\nP2,,B,5,delivered,09/11/2026 15:00\n");
    // No time: the last in the file where lines have numbers, else one order.
    deliver("untimed", head + "U1,1,A,10,paid,\nU1,1,A,10,delivered,\nU1,2,B,5,delivered,\n");
    deliver("unknown", head + "X1,,A,10,delivered,\nX1,,A,10,cancelled,\n");

    String number = "line_no = line,";
    collect(
        lake,
        Map.of(
            "numbered", ORDERS.formatted("numbered", UPDATED, number),
            "pieces", ORDERS.formatted("pieces", UPDATED, ""),
            "untimed", ORDERS.formatted("untimed", "", number),
            "unknown", ORDERS.formatted("unknown", "", "")));
    lake.run(new ConformTickets(Delivered.config(directory)), asOf(DAY));

    assertThat(
            texts(
                lake,
                Transactions.TABLE,
                Transactions.TICKET_NO,
                Transactions.STATUS,
                Transactions.NET_AMOUNT))
        .containsExactly(
            "N1 delivered 15.000",
            "N2 delivered 10.000",
            "N3 delivered 10.000",
            "N4 delivered 15.000",
            "N5 delivered 15.000",
            "P1 delivered 20.000",
            "P2 delivered 15.000",
            "U1 delivered 15.000",
            "X1 delivered 20.000");
    assertThat(texts(lake, DeliveredRows.TICKETS, DeliveredRows.FILE_ID, DeliveredRows.LINE_NO))
        .hasSize(15)
        .doesNotHaveDuplicates();
  }

  private static void collect(TestLake lake, Map<String, String> contracts) {
    Map<String, SourceContract> sources = new TreeMap<>();
    contracts.forEach(
        (name, contract) ->
            sources.put(
                name,
                Settings.of("source {\n" + contract + "\n}").bind("source", SourceContract.class)));
    lake.run(
        new CollectFiles(
            sources,
            new CollectFiles.Config(Duration.ZERO, Duration.ZERO),
            Clock.fixed(Instant.parse("2100-01-01T00:00:00Z"), ZoneOffset.UTC)),
        asOf(DAY));
  }

  private Path deliver(String source, String rows) throws IOException {
    Path file = directory.resolve("landing/" + source + "/" + source + "_" + DAY + ".csv");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, rows, StandardCharsets.UTF_8);
  }

  /** Columns of a table as text, in order. */
  private static List<String> texts(TestLake lake, Table table, String... columns) {
    Column[] parts =
        Stream.of(columns).map(name -> col(name).cast(Types.STRING)).toArray(Column[]::new);
    return lake.lake()
        .read(table)
        .select(concat_ws(" ", parts).as("text"))
        .orderBy("text")
        .as(Encoders.STRING())
        .collectAsList();
  }
}

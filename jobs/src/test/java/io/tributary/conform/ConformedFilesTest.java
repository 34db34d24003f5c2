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
import io.tributary.job.JobReport;
import io.tributary.tables.Table;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Consents;
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

    collect(lake, draft.name(), draft.contract());
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

  private JobReport collect(TestLake lake, String source, String contract) {
    SourceContract bound =
        Settings.of("source {\n" + contract + "\n}").bind("source", SourceContract.class);
    return lake.run(
        new CollectFiles(
            Map.of(source, bound),
            new CollectFiles.Config(Duration.ZERO),
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

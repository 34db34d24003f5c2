package io.tributary.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourceContractTest {
  private static final Path CONTRACTS = Path.of(System.getProperty("project.root"), "conf/sources");
  private static final String MINIMAL =
      """
      kind = products, path = "x/*", delivered-on = "yyyy-MM-dd", delivers = snapshot, format = csv
      natural-key = [sku], owner = me, terms { basis = none, purposes = [], retention = 1d }
      """;

  @Test
  void allShippedContractsBind() throws IOException {
    try (Stream<Path> files = Files.list(CONTRACTS)) {
      Map<String, SourceContract> contracts =
          files.collect(
              java.util.stream.Collectors.toMap(
                  file -> file.getFileName().toString().replace(".conf", ""),
                  file -> Settings.definition(file, SourceContract.class)));
      assertThat(contracts).hasSize(13);
      assertThat(contracts.get("marketplace").isGrouped()).isTrue();
      assertThat(contracts.get("pos").isGrouped()).isFalse();
      contracts.forEach((name, c) -> RowParser.of(name, c, ZoneId.of("Asia/Ho_Chi_Minh")));
    }
  }

  /** At two in the morning the files of yesterday are due, and not before. */
  @Test
  void aDayIsDueSomeHoursAfterItsEnd() {
    CollectFiles.Config twoHours = new CollectFiles.Config(Duration.ZERO, Duration.ofHours(2));
    CollectFiles.Config atOnce = new CollectFiles.Config(Duration.ZERO, Duration.ZERO);
    ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");
    Instant midnight = Instant.parse("2026-11-08T17:00:00Z");
    Instant two = midnight.plus(Duration.ofHours(2));
    LocalDate yesterday = LocalDate.of(2026, 11, 8);

    assertThat(atOnce.lastDayDue(midnight, zone)).isEqualTo(yesterday);
    assertThat(twoHours.lastDayDue(midnight, zone)).isEqualTo(yesterday.minusDays(1));
    assertThat(twoHours.lastDayDue(two.minusSeconds(1), zone)).isEqualTo(yesterday.minusDays(1));
    assertThat(twoHours.lastDayDue(two, zone)).isEqualTo(yesterday);
    assertThatThrownBy(() -> new CollectFiles.Config(Duration.ZERO, Duration.ofDays(1)))
        .hasMessageContaining("due-by");
  }

  @Test
  void namesTheNearestFieldForAnUnknownOne() {
    assertThatThrownBy(() -> bind(MINIMAL + "fields { sku = a, naem = b }"))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("did you mean 'name'");
  }

  @Test
  void refusesContractsThatCannotWork() {
    assertThatThrownBy(() -> bind(MINIMAL + "fields { name = b }"))
        .hasMessageContaining("must map 'sku'");
    assertThatThrownBy(() -> bind(MINIMAL + "fields { sku = a }, natural-key = [brand]"))
        .hasMessageContaining("'brand', which is not mapped");
    assertThatThrownBy(() -> bind(MINIMAL + "fields { sku = a }, format = xls"))
        .hasMessageContaining("expected one of csv");
    assertThatThrownBy(() -> bind(MINIMAL + "fields { sku = a }, reject-threshold = 5"))
        .hasMessageContaining("between 0 and 1");
    assertThatThrownBy(() -> bind(MINIMAL + "fields { sku { column = a, formats = [\"bb\"] } }"))
        .hasMessageContaining("date pattern");
    assertThatThrownBy(() -> bind(MINIMAL + "fields { sku { trim = true } }"))
        .hasMessageContaining("either 'column' or 'constant'");
    String consents =
        MINIMAL.replace("products", "consents").replace("[sku]", "[subject]")
            + "fields { subject_type = t, subject = s, decided_at = d, state = x, %s }";
    assertThatThrownBy(() -> bind(consents.formatted("purpose = p")))
        .hasMessageContaining("must map 'purpose' and 'channel'");
    assertThatThrownBy(() -> bind(consents.formatted("channel = c")))
        .hasMessageContaining("must map 'purpose' and 'channel'");
    assertThat(bind(consents.formatted("channel = c, response = r")).kind())
        .isEqualTo(Kind.CONSENTS);
    assertThatThrownBy(() -> bind(consents.replace(", state = x", "").formatted("response = r")))
        .hasMessageContaining("must map 'channel'");
    String let = " { column = x, values { no = DENIED }, unmapped = absent }";
    String lossy = consents.replace("state = x", "state" + let);
    assertThatThrownBy(() -> bind(lossy.formatted("purpose = p, channel = c")))
        .hasMessageContaining("'state' must not have 'unmapped = absent'");
    assertThatThrownBy(() -> bind(consents.formatted("channel = c, response" + let)))
        .hasMessageContaining("'response' must not have 'unmapped = absent'");
    assertThatThrownBy(() -> bind(lossy.formatted("channel = c, response = r")))
        .hasMessageContaining("'state' must not have 'unmapped = absent'");
    String loose = " { column = p, values { all = ads }, unmapped = absent }";
    assertThatThrownBy(() -> bind(consents.formatted("channel = c, purpose" + loose)))
        .hasMessageContaining("'purpose' must not have 'unmapped = absent'");
    assertThatThrownBy(() -> bind(consents.formatted("purpose = p, channel" + loose)))
        .hasMessageContaining("'channel' must not have 'unmapped = absent'");
    String rejecting = loose.replace("absent", "absent, required = true");
    assertThat(bind(consents.formatted("purpose = p, channel" + rejecting)).kind())
        .isEqualTo(Kind.CONSENTS);
    assertThatThrownBy(() -> bind(tickets("[store_id, order_id]")))
        .hasMessageContaining("must name 'ticket_no'");
  }

  /** Tickets that name the ticket which they return. */
  private static String tickets(String naturalKey) {
    return MINIMAL.replace("products", "tickets").replace("[sku]", naturalKey)
        + """
        fields {
          ticket_no = no, store_id = store, order_id = order, returns_ticket_no = returns
          occurred_at = at, kind { constant = RETURN }, currency { constant = VND }
        }
        """;
  }

  @Test
  void namesTheSaleOfAReturnByTheKeyThatTheSaleHas() {
    Map<String, String> delivered =
        Map.of("no", "7", "store", "S|1", "order", "O1", "returns", "5", "at", "2026-11-08");

    assertThat(originalKey("[store_id, ticket_no]", delivered)).isEqualTo("S\\|1|5");
    assertThat(originalKey("[ticket_no]", delivered)).isEqualTo("5");
    assertThat(originalKey("[order_id]", delivered)).isEqualTo("5");
  }

  private static @Nullable String originalKey(String naturalKey, Map<String, String> delivered) {
    CheckedRow row =
        RowParser.of("pos", bind(tickets(naturalKey)), ZoneId.of("UTC"))
            .parse(DeliveredRow.of(1, delivered), null);
    assertThat(row.reasons()).isEmpty();
    return row.values().get("returns_natural_key");
  }

  @Test
  void takesTheDeliveryDateFromTheName() {
    assertThat(DeliveryDate.in("orders_2026-11-08.csv", "yyyy-MM-dd"))
        .hasToString("Optional[2026-11-08]");
    assertThat(DeliveryDate.in("orders_20261108.csv", "yyyyMMdd"))
        .hasToString("Optional[2026-11-08]");
    assertThat(DeliveryDate.in("orders_120261108.csv", "yyyyMMdd")).isEmpty();
    assertThat(DeliveryDate.in("orders_2026-13-08.csv", "yyyy-MM-dd")).isEmpty();
  }

  private static SourceContract bind(String hocon) {
    return Settings.of("s {\n" + hocon + "\n}").bind("s", SourceContract.class);
  }
}

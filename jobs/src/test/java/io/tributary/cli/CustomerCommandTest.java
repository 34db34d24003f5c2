package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.lake.StoredLake;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.ops.Accesses;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.testing.Printed;
import io.tributary.testing.SampleNights;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page of one customer of the sample nights. */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class CustomerCommandTest {
  /** Of a shorter value a mask shows nothing. */
  private static final int LONG = 6;

  @Test
  void valuesAreMaskedUnlessAskedForAndThenTheLookIsRecorded(SampleNights nights) throws Exception {
    String customer = withEvidence(nights.lake());
    List<String> direct = directValues(nights.lake(), customer);
    List<Row> before = looks(nights.lake());

    Printed masked = nights.printed("customer", customer);
    Printed unknown = nights.printed("customer", "nobody@example.com", "--show-pii");
    assertThat(looks(nights.lake())).isEqualTo(before);
    Instant begun = Instant.now();
    Printed shown = nights.printed("customer", customer, "--show-pii");
    Instant ended = Instant.now();

    assertThat(direct).hasSizeGreaterThan(3);
    assertThat(List.of(masked.exitCode(), shown.exitCode())).containsOnly(0);
    assertThat(direct).noneMatch(masked.out()::contains).allMatch(shown.out()::contains);
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("Nobody is known under that");
    List<Row> looks = looks(nights.lake());
    assertThat(looks).hasSize(before.size() + 1);
    Row look = looks.get(looks.size() - 1);
    assertThat(look.<Timestamp>getAs(Accesses.ACCESSED_AT).toInstant()).isBetween(begun, ended);
    assertThat(look.<String>getAs(Accesses.ACCESSED_BY)).isEqualTo(System.getProperty("user.name"));
    assertThat(look.<String>getAs(Accesses.CUSTOMER_ID)).isEqualTo(customer);
    assertThat(look.<String>getAs(Accesses.COMMAND)).isEqualTo("customer");
    assertThat(look.getList(look.fieldIndex(Accesses.TABLES))).isEmpty();
  }

  /** Each grant that has evidence names it, as it was delivered. */
  @Test
  void consentIsShownWithWhatProvesIt(SampleNights nights) throws Exception {
    String customer = withEvidence(nights.lake());
    Printed page = nights.printed("customer", customer, "--show-pii", "--json");

    int proved = 0;
    for (JsonNode consent : new ObjectMapper().readTree(page.out()).get("consent")) {
      Row event =
          nights
              .lake()
              .read(Consents.TABLE)
              .where(col(Consents.EVIDENCE).equalTo(consent.get(Consents.EVIDENCE).asText()))
              .head();
      for (String said :
          List.of(
              Consents.PURPOSE,
              Consents.CHANNEL,
              Consents.METHOD,
              Consents.PLACE,
              Consents.STATE)) {
        assertThat(consent.get(said).asText()).isEqualTo(event.<String>getAs(said));
      }
      assertThat(consent.get(Consents.POLICY_VERSION).asText()).isNotEmpty();
      assertThat(consent.get(CustomerConsents.DECIDED_AT).asText())
          .isEqualTo(event.<Timestamp>getAs(Consents.OCCURRED_AT).toInstant().toString());
      proved++;
    }
    assertThat(proved).isPositive();
  }

  /** The one with most contacts of those whose every consent has evidence. */
  private static String withEvidence(StoredLake lake) {
    return lake.read(CustomerConsents.TABLE)
        .groupBy(CustomerConsents.CUSTOMER_ID)
        .agg(org.apache.spark.sql.functions.every(col(CustomerConsents.HAS_EVIDENCE)).as("proved"))
        .where("proved")
        .join(
            lake.read(CustomerContacts.TABLE)
                .groupBy(CustomerContacts.CUSTOMER_ID)
                .agg(
                    count_if(col(CustomerContacts.FIELD).equalTo("phone")).as("phones"),
                    count(lit(1)).as("contacts"))
                .where(col("phones").gt(0)),
            CustomerConsents.CUSTOMER_ID)
        // Many ids differ from key to key, and each installation has a key of its own.
        .orderBy(col("contacts").desc(), col(CustomerConsents.CUSTOMER_ID))
        .head()
        .getString(0);
  }

  private static List<String> directValues(StoredLake lake, String customer) {
    return lake.read(CustomerContacts.TABLE)
        .where(col(CustomerContacts.CUSTOMER_ID).equalTo(customer))
        .select(CustomerContacts.VALUE)
        .union(
            lake.read(CustomerLinks.TABLE)
                .where(col(CustomerLinks.CUSTOMER_ID).equalTo(customer))
                .join(lake.read(CustomerRecords.TABLE), CustomerLinks.RECORD_KEY)
                .select(CustomerRecords.FULL_NAME))
        .where(length(col(CustomerContacts.VALUE)).geq(LONG))
        .distinct()
        .as(Encoders.STRING())
        .collectAsList();
  }

  private static List<Row> looks(StoredLake lake) {
    return lake.read(Accesses.TABLE).orderBy(Accesses.ACCESSED_AT).collectAsList();
  }
}

package io.tributary.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.config.Settings;
import io.tributary.segment.SegmentDefinition;
import io.tributary.serve.Destination;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.gold.SegmentSnapshots;
import io.tributary.tables.ops.Runs;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of segments, whom a destination can find, and how customers changed. */
@ExtendWith(SparkExtension.class)
class AudiencesTest {
  private static final Path CONF =
      Path.of(System.getProperty("project.root", ".."), "conf").toAbsolutePath();
  private static final Instant AS_OF = Instant.parse("2026-11-10T17:00:00Z");
  private static final Instant BEFORE = Instant.parse("2026-11-08T17:00:00Z");
  private static final Interval NIGHT = new Interval("nightly", AS_OF, TestLake.ZONE);

  private static TestLake lake;

  @BeforeAll
  static void fill(SparkSession spark, @TempDir Path dir) {
    TestRows members = TestRows.of(SegmentMembers.TABLE);
    member(members, "vip", "sms-only", BEFORE, null);
    member(members, "vip", "mail-only", AS_OF, null);
    member(members, "vip", "post-only", BEFORE, null);
    member(members, "vip", "unknown", BEFORE, null);
    member(members, "vip", "sms-only-gone", BEFORE, AS_OF);
    member(members, "long-gone", "sms-only", BEFORE, BEFORE);
    member(members, "just-gone", "sms-only", BEFORE, AS_OF);
    TestRows contacts = TestRows.of(CustomerContacts.TABLE);
    contact(contacts, "sms-only", "phone");
    contact(contacts, "sms-only-gone", "phone");
    contact(contacts, "mail-only", "email");
    for (String field : List.of("given_name", "family_name", "country", "postal_code")) {
      contact(contacts, "post-only", field);
    }
    contact(contacts, "unknown", "given_name");
    TestRows snapshots = TestRows.of(SegmentSnapshots.TABLE);
    for (String customer : List.of("a", "b")) {
      snapshots.row(
          SegmentSnapshots.AS_OF_ON, "2026-11-08",
          SegmentSnapshots.SEGMENT, "vip",
          SegmentSnapshots.CUSTOMER_ID, customer);
    }
    TestRows events = TestRows.of(CustomerEvents.TABLE);
    Map.of("CREATED", 5, "SPLIT", 2, "ABSORBED", 1, "RETIRED", 3, "JOINED", 9, "LEFT", 4)
        .forEach(
            (kind, howMany) -> {
              for (int i = 0; i < howMany; i++) {
                events.row(CustomerEvents.AS_OF, AS_OF, CustomerEvents.KIND, kind);
              }
            });
    events.row(CustomerEvents.AS_OF, BEFORE, CustomerEvents.KIND, "CREATED");
    lake =
        new TestLake(spark, dir)
            .with(SegmentMembers.TABLE, members.in(spark))
            .with(CustomerContacts.TABLE, contacts.in(spark))
            .with(SegmentSnapshots.TABLE, snapshots.in(spark))
            .with(CustomerEvents.TABLE, events.in(spark))
            .with(
                Runs.TABLE,
                TestRows.of(Runs.TABLE)
                    .row(
                        Runs.RUN_NO, 1L,
                        Runs.JOB, "evaluate-segments",
                        Runs.STAGE, "segment",
                        Runs.STATE, "SUCCEEDED",
                        Runs.AS_OF, AS_OF)
                    .in(spark));
  }

  private static void member(
      TestRows members, String segment, String customer, Instant entered, Instant left) {
    members.row(
        SegmentMembers.SEGMENT, segment,
        SegmentMembers.CUSTOMER_ID, customer,
        SegmentMembers.ENTERED_AT, entered,
        SegmentMembers.LEFT_AT, left);
  }

  private static void contact(TestRows contacts, String customer, String field) {
    contacts.row(
        CustomerContacts.CUSTOMER_ID,
        customer,
        CustomerContacts.FIELD,
        field,
        CustomerContacts.RANK,
        1,
        CustomerContacts.VALUE,
        "x");
  }

  @Test
  void aSegmentWithoutMembersIsToldAndADayWithoutThemIsZero() {
    Map<String, SegmentDefinition> definitions =
        new HashMap<>(
            Settings.load(CONF, CONF.resolve("local.conf"), Map.of())
                .definitions("segments", SegmentDefinition.class));
    definitions.keySet().retainAll(List.of("vip", "buyers"));

    Map<String, Object> section = SegmentChanges.of(lake.lake(), NIGHT, definitions);

    assertThat((List<?>) section.get("now"))
        .isEqualTo(List.of(now("buyers", 0, 0, 0), now("just-gone", 0, 0, 1), now("vip", 4, 1, 1)));
    List<String> history = new ArrayList<>();
    for (Object day : (List<?>) section.get("history")) {
      Map<?, ?> row = (Map<?, ?>) day;
      history.add(row.get("segment") + " " + row.get("as_of_on") + " " + row.get("members"));
    }
    assertThat(history)
        .containsExactly(
            "buyers 2026-11-08 0",
            "buyers 2026-11-10 0",
            "just-gone 2026-11-08 0",
            "just-gone 2026-11-10 0",
            "vip 2026-11-08 2",
            "vip 2026-11-10 0");
  }

  private static Map<String, Object> now(String segment, long members, long entered, long left) {
    return Map.of("segment", segment, "members", members, "entered", entered, "left", left);
  }

  @Test
  void whoIsReachableDependsOnTheKeysOfTheDestination() {
    Map<String, Destination> destinations =
        Settings.load(CONF, CONF.resolve("local.conf"), Map.of())
            .definitions("destinations", Destination.class);

    Map<String, Object> section = Readiness.of(lake.lake(), NIGHT, destinations.values());

    Map<String, Object> vip = new TreeMap<>();
    for (Object row : (List<?>) section.get("reachable")) {
      Map<?, ?> audience = (Map<?, ?>) row;
      if (audience.get("segment").equals("vip")) {
        vip.put(String.valueOf(audience.get("destination")), audience.get("reachable"));
      }
    }
    // Google also finds by name, country and postal code; our SMS file has only phones.
    assertThat(vip).isEqualTo(Map.of("google", 3L, "meta", 2L, "partner", 2L, "sms", 1L));
  }

  @Test
  void aSplitMakesACustomer() {
    assertThat(Identities.of(lake.lake(), NIGHT)).containsEntry("change", 5L + 2 - 1 - 3);
  }
}

package io.tributary.serve;

import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.testing.TestLake;
import io.tributary.testing.TestRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/** Customers with contacts, consents and segments, as the gold tables hold them. */
final class ServedCustomers {

  static final String NIGHT = "2026-11-09T17:00:00Z";

  private final List<Object[]> contacts = new ArrayList<>();
  private final List<Object[]> consents = new ArrayList<>();
  private final List<Object[]> stays = new ArrayList<>();

  /** A customer with contacts: field, value, field, value …; a field may come again. */
  ServedCustomers customer(String id, String... fieldsAndValues) {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < fieldsAndValues.length; i += 2) {
      String field = fieldsAndValues[i];
      seen.add(field);
      contacts.add(
          new Object[] {
            CustomerContacts.CUSTOMER_ID,
            id,
            CustomerContacts.FIELD,
            field,
            CustomerContacts.RANK,
            Collections.frequency(seen, field),
            CustomerContacts.VALUE,
            fieldsAndValues[i + 1]
          });
    }
    return this;
  }

  ServedCustomers consent(
      String id, String purpose, String channel, String state, Boolean hasEvidence) {
    consents.add(
        new Object[] {
          CustomerConsents.CUSTOMER_ID, id,
          CustomerConsents.PURPOSE, purpose,
          CustomerConsents.CHANNEL, channel,
          CustomerConsents.STATE, state,
          CustomerConsents.HAS_EVIDENCE, hasEvidence
        });
    return this;
  }

  ServedCustomers agreesToAds(String id) {
    return consent(id, "ads", "ads", "GRANTED", true);
  }

  ServedCustomers member(String segment, String id) {
    return stay(segment, id, null, null);
  }

  ServedCustomers stay(String segment, String id, String leftAt, String arm) {
    stays.add(
        new Object[] {
          SegmentMembers.SEGMENT, segment,
          SegmentMembers.CUSTOMER_ID, id,
          SegmentMembers.ENTERED_AT, leftAt == null ? NIGHT : "2026-11-01T17:00:00Z",
          SegmentMembers.LEFT_AT, leftAt,
          SegmentMembers.ARM, arm
        });
    return this;
  }

  /** The same customers in another order. */
  ServedCustomers shuffled(long seed) {
    Random random = new Random(seed);
    Collections.shuffle(contacts, random);
    Collections.shuffle(consents, random);
    Collections.shuffle(stays, random);
    return this;
  }

  /** Puts them into the lake in place of all others. */
  void into(TestLake lake, SparkSession spark) {
    TestRows contactRows = TestRows.of(CustomerContacts.TABLE);
    contacts.forEach(contactRows::row);
    TestRows consentRows = TestRows.of(CustomerConsents.TABLE);
    consents.forEach(consentRows::row);
    TestRows memberRows = TestRows.of(SegmentMembers.TABLE);
    stays.forEach(memberRows::row);
    lake.with(CustomerContacts.TABLE, contactRows.in(spark))
        .with(CustomerConsents.TABLE, consentRows.in(spark))
        .with(SegmentMembers.TABLE, memberRows.in(spark));
  }
}

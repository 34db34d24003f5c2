package io.tributary.profile;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerMetrics;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.ThirdPartyAttributes;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Builds the golden record of every live customer, and from it the customer. */
public final class BuildProfiles implements Job {
  private final Config config;

  /**
   * @param reportingCurrency ISO 4217; of the value of a customer without purchases
   * @param sourceTrust sources, most trusted first
   * @param survivorship name of a section to its rules
   */
  public record Config(
      String reportingCurrency,
      List<String> sourceTrust,
      Map<String, SurvivorshipRules> survivorship,
      Fallback thirdPartyFallback) {
    public Config {
      Currency.getInstance(reportingCurrency);
      List<String> stated = new ArrayList<>();
      survivorship.values().forEach(rules -> stated.addAll(rules.fields()));
      Set<String> missing = new TreeSet<>(SurvivorshipRules.RECORD_FIELDS);
      missing.addAll(SurvivorshipRules.IDENTIFIER_FIELDS);
      if (Set.copyOf(stated).size() != stated.size()) {
        throw new IllegalArgumentException("a field stands in two sections of survivorship");
      }
      missing.removeAll(stated);
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException("no section of survivorship holds " + missing);
      }
    }
  }

  /**
   * Attributes of vendors ({@code source.attribute}) to ask where the customer's own sources say
   * nothing.
   */
  public record Fallback(List<String> ageBand, List<String> gender) {}

  public BuildProfiles(Config config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(
        CustomerRecords.TABLE,
        Identifiers.TABLE,
        IdentifierStatus.TABLE,
        CustomerLinks.TABLE,
        CustomerIds.TABLE,
        CustomerMetrics.TABLE,
        ThirdPartyAttributes.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(CustomerContacts.TABLE, Customers.TABLE);
  }

  @Override
  public String settings() {
    return config.toString();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    // Both tables are made of the records, and the customers of the golden values too.
    Dataset<Row> records =
        LinkedRecords.of(
                lake.read(CustomerRecords.TABLE),
                lake.read(CustomerLinks.TABLE),
                lake.read(Identifiers.TABLE),
                lake.read(IdentifierStatus.TABLE))
            .persist();
    Dataset<Row> contacts =
        Survivorship.ranked(new Candidates(config).of(records), config.survivorship()).persist();
    try {
      lake.overwrite(CustomerContacts.TABLE, contacts);
      lake.overwrite(
          Customers.TABLE,
          new Profiles(config, run.businessDay(), run.zone())
              .of(
                  Profiles.recorded(records),
                  contacts,
                  ThirdParty.ofCustomers(
                      contacts, lake.read(ThirdPartyAttributes.TABLE), run.businessDay()),
                  lake.read(CustomerMetrics.TABLE),
                  lake.read(CustomerIds.TABLE)));
    } finally {
      contacts.unpersist();
      records.unpersist();
    }
  }
}

package io.tributary.privacy;

import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Resolves the decisions of all subjects of a customer to one state a purpose and channel. */
public final class ResolveConsents implements Job {
  private final Config config;

  /**
   * @param sources sources whose grants count; a denial counts whoever delivers it
   * @param purposes purposes that can be agreed to
   * @param channels channels that can be agreed to
   */
  public record Config(List<String> sources, List<String> purposes, List<String> channels) {
    public Config {
      if (sources.isEmpty() || purposes.isEmpty() || channels.isEmpty()) {
        throw new IllegalArgumentException("sources, purposes and channels must not be empty");
      }
    }
  }

  /**
   * @param delivering names of the contracts of kind consents
   * @throws JobFailure CONFIG when one is not listed: its grants would be left out unnoticed
   */
  public ResolveConsents(Config config, Set<String> delivering) {
    this.config = config;
    Set<String> missing = new TreeSet<>(delivering);
    config.sources().forEach(missing::remove);
    if (!missing.isEmpty()) {
      throw JobFailure.config(
          "privacy.sources does not list " + String.join(", ", missing),
          "a contract of kind consents delivers decisions, and only a listed source can grant",
          "add it to privacy.sources, or remove the contract from conf/sources");
    }
  }

  @Override
  public Set<Table> reads() {
    return Set.of(
        Consents.TABLE,
        CustomerLinks.TABLE,
        CustomerRecords.TABLE,
        CustomerEvents.TABLE,
        CustomerIds.TABLE,
        Identifiers.TABLE,
        IdentifierStatus.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(CustomerConsents.TABLE);
  }

  @Override
  public String settings() {
    return config.toString();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Dataset<Row> events = lake.read(Consents.TABLE);
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    Dataset<Row> links = lake.read(CustomerLinks.TABLE);
    Dataset<Row> identifiers = lake.read(Identifiers.TABLE);
    Dataset<Row> decisions =
        ConsentRules.decisions(ConsentRules.known(events, config), run.asOf()).persist();
    Dataset<Row> former =
        FormerRecords.of(
                ConsentRules.denials(decisions),
                identifiers,
                links,
                lake.read(CustomerEvents.TABLE))
            .persist();
    try {
      Dataset<Row> subjects =
          ConsentSubjects.of(links, records, identifiers, lake.read(IdentifierStatus.TABLE));
      Dataset<Row> all =
          former.isEmpty()
              ? subjects
              : subjects.union(FormerRecords.subjects(ofToday(former, lake), records, identifiers));
      lake.overwrite(CustomerConsents.TABLE, ConsentRules.resolved(decisions, all));
    } finally {
      former.unpersist();
      decisions.unpersist();
    }

    long unknown = ConsentRules.unknown(events, config).count();
    run.report().count("consent events left out", unknown);
    if (unknown > 0) {
      run.report()
          .note(
              unknown
                  + " consent events were left out: grants of a source, or decisions on a purpose or"
                  + " channel, that conf/privacy.conf does not list");
    }
  }

  /** Absorbed customers lead to those of today, as many steps as the longest way has. */
  private static Dataset<Row> ofToday(Dataset<Row> former, Lake lake) {
    Dataset<Row> absorbed = FormerRecords.absorbed(lake.read(CustomerIds.TABLE));
    Dataset<Row> today = former;
    while (!FormerRecords.ofAbsorbed(today, absorbed).isEmpty()) {
      today = FormerRecords.oneStepOn(today, absorbed);
    }
    return today;
  }
}

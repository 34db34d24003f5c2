package io.tributary.conform;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.Consents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Decisions about consent, and responses to campaigns, by subject. After the records. */
public final class ConformConsents implements Job {
  private final ConformConfig config;

  public ConformConsents(ConformConfig config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(DeliveredRows.CONSENTS, CustomerRecords.TABLE, Identifiers.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(Consents.TABLE, CampaignResponses.TABLE);
  }

  @Override
  public String settings() {
    return config.fingerprint();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Reference reference = Reference.read(config, run.zone());
    Dataset<Row> subjects =
        Decisions.subjects(lake.read(DeliveredRows.CONSENTS), reference).persist();
    Dataset<Row> owners =
        Decisions.owners(lake.read(CustomerRecords.TABLE), lake.read(Identifiers.TABLE));
    try {
      lake.overwrite(Consents.TABLE, Decisions.consents(subjects, owners, reference));
      lake.overwrite(CampaignResponses.TABLE, Decisions.responses(subjects, reference));
      Tally.of(run.report(), "consents", subjects, Decisions.leftOut())
          .forEach((why, count) -> note(run, why, count));
    } finally {
      subjects.unpersist();
    }
  }

  /** A denial among them holds nothing back: that must not stay unseen. */
  private static void note(Run run, String why, long count) {
    if (why.startsWith(Decisions.WITHOUT_SCOPE)) {
      run.report()
          .note(
              count
                  + " decisions were left out "
                  + why
                  + ". Have both delivered, or state them in the contract");
    }
    if (why.startsWith(Decisions.DENIALS_WITHOUT_SUBJECT)) {
      run.report()
          .note(
              count
                  + " "
                  + why
                  + ". They hold nobody back: have them delivered again with the whole phone, e-mail"
                  + " or id of the customer, or correct 'subject_type' in the contract");
    }
  }
}

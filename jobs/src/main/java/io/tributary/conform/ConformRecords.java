package io.tributary.conform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Kept;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.bronze.KindFields;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.CustomerRecordVersions;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Sessions;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Everything that stands for a customer: CRM rows, cards, logins, sightings, and what identifies
 * them.
 */
public final class ConformRecords implements Job {
  private static final String FLAG = "_flag";

  /**
   * The run and the delivery that first showed a record. Written once: no late file and no new
   * history changes them, because the seniority of customer ids rests on them.
   */
  private static final Set<String> FIRST_SEEN =
      Set.of(CustomerRecords.FIRST_RUN, CustomerRecords.FIRST_DELIVERED_ON);

  private final ConformConfig config;

  public ConformRecords(ConformConfig config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(
        DeliveredRows.CUSTOMERS,
        DeliveredRows.CARDS,
        DeliveredRows.TICKETS,
        DeliveredRows.HITS,
        Sessions.TABLE,
        CollectedFiles.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(CustomerRecords.TABLE, CustomerRecordVersions.TABLE, Identifiers.TABLE);
  }

  @Override
  public String settings() {
    return config.fingerprint();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Reference reference = Reference.read(config, run.zone());
    Dataset<Row> versions = versions(lake, reference).persist();
    Dataset<Row> encounters = encounters(lake, versions, reference).persist();
    Dataset<Row> memory =
        EventRecords.remembered(lake.read(CustomerRecords.TABLE), lake.read(Sessions.TABLE))
            .persist();
    try {
      // Identifiers before records: what is remembered of a record is found by its stored kind.
      lake.renew(
          Identifiers.TABLE,
          identifiers(lake, versions, encounters, memory, reference),
          Kept.marked(Map.of(Identifiers.IS_DELETED, true)));
      lake.overwrite(CustomerRecordVersions.TABLE, RecordVersions.history(versions));
      lake.renew(
          CustomerRecords.TABLE,
          DefaultBirthDates.cleared(RecordVersions.latest(versions), run.report())
              .unionByName(EventRecords.of(encounters, memory, reference))
              .withColumn(CustomerRecords.FIRST_RUN, lit(run.number())),
          new Kept(Map.of(CustomerRecords.IS_DELETED, true), FIRST_SEEN));
      Tally.of(
          run.report(),
          "records",
          versions
              .where(col(RecordVersions.IS_LATEST))
              .select(explode(col(CustomerRecords.QUALITY_FLAGS)).as(FLAG)),
          col(FLAG));
    } finally {
      memory.unpersist();
      encounters.unpersist();
      versions.unpersist();
    }
  }

  private static Dataset<Row> versions(Lake lake, Reference reference) {
    Dataset<Row> delivered =
        DeliveredRecords.of(
            lake.read(DeliveredRows.CUSTOMERS),
            lake.read(DeliveredRows.CARDS),
            lake.read(CollectedFiles.TABLE),
            reference);
    return RecordVersions.of(NormalisedRecords.of(delivered, reference), reference);
  }

  private Dataset<Row> encounters(Lake lake, Dataset<Row> versions, Reference reference) {
    Dataset<Row> files = lake.read(CollectedFiles.TABLE);
    Dataset<Row> hits = lake.read(DeliveredRows.HITS);
    Dataset<Row> visits =
        RetainedDays.of(files, hits, lake.read(Sessions.TABLE))
            .whole(
                Visits.of(Hits.of(hits), config.visits().inactivity(), reference),
                Sessions.SOURCE,
                Sessions.BUSINESS_ON);
    return EventRecords.onTickets(Tickets.of(lake.read(DeliveredRows.TICKETS), files, reference))
        .unionByName(EventRecords.inVisits(visits, reference))
        .unionByName(EventRecords.onRecords(versions, reference));
  }

  private static Dataset<Row> identifiers(
      Lake lake,
      Dataset<Row> versions,
      Dataset<Row> encounters,
      Dataset<Row> memory,
      Reference reference) {
    // Hits show these types only: a contact point lives as long as the ticket that showed it.
    Dataset<Row> remembered =
        lake.read(Identifiers.TABLE)
            .where(
                col(Identifiers.TYPE)
                    .isin(KindFields.COOKIE, KindFields.DEVICE, KindFields.ACCOUNT))
            .join(
                memory.select(CustomerRecords.RECORD_KEY),
                new String[] {CustomerRecords.RECORD_KEY},
                "left_semi");
    return RecordIdentifiers.of(versions, encounters, remembered, reference);
  }
}

package io.tributary.conform;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;

import io.tributary.job.Job;
import io.tributary.job.Run;
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
    return config.toString();
  }

  @Override
  public void run(Run run) {
    Lake lake = run.lake();
    Reference reference = Reference.read(config, run.zone());
    Dataset<Row> versions = versions(lake, reference).persist();
    Dataset<Row> encounters = encounters(lake, versions, reference).persist();
    Dataset<Row> stored = lake.read(CustomerRecords.TABLE);
    Dataset<Row> memory = EventRecords.remembered(stored, lake.read(Sessions.TABLE));
    try {
      // Identifiers before records: what is remembered of a record is found by its stored kind.
      lake.overwrite(Identifiers.TABLE, identifiers(lake, versions, encounters, memory, reference));
      lake.overwrite(CustomerRecordVersions.TABLE, RecordVersions.history(versions));
      Dataset<Row> records =
          RecordVersions.latest(versions)
              .unionByName(EventRecords.of(encounters, memory, reference));
      lake.overwrite(
          CustomerRecords.TABLE,
          Withdrawn.kept(
              CustomerRecords.TABLE,
              FirstSeen.keep(records, stored, run.number()),
              stored,
              Map.of(CustomerRecords.IS_DELETED, true)));
    } finally {
      encounters.unpersist();
      versions.unpersist();
    }
    Tally.of(
        run.report(),
        "records",
        lake.read(CustomerRecords.TABLE)
            .select(explode(col(CustomerRecords.QUALITY_FLAGS)).as(FLAG)),
        col(FLAG));
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
        RetainedDays.whole(
            Visits.of(Hits.of(hits), config.visits().inactivity(), reference),
            RetainedDays.gone(files, hits),
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
    Dataset<Row> storedIdentifiers = lake.read(Identifiers.TABLE);
    // Hits show these types only: a contact point lives as long as the ticket that showed it.
    Dataset<Row> remembered =
        storedIdentifiers
            .where(
                col(Identifiers.TYPE)
                    .isin(KindFields.COOKIE, KindFields.DEVICE, KindFields.ACCOUNT))
            .join(
                memory.select(CustomerRecords.RECORD_KEY),
                new String[] {CustomerRecords.RECORD_KEY},
                "left_semi");
    Dataset<Row> identifiers =
        RecordIdentifiers.ofVersions(versions, reference)
            .unionByName(RecordIdentifiers.ofEncounters(encounters, remembered, reference));
    return Withdrawn.kept(
        Identifiers.TABLE, identifiers, storedIdentifiers, Map.of(Identifiers.IS_DELETED, true));
  }
}

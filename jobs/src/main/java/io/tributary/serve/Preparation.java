package io.tributary.serve;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Makes everything that a delivery needs before it is sent: the files, the reasons why members are
 * not in them, and the ledger of keys. All of it can be made again until the deliveries stand in
 * {@code gold.deliveries}; from then on the files are fixed.
 */
final class Preparation {

  private static final String SENT = "SENT";

  private final Run run;
  private final Path folder;
  private final DeliveryLedger ledger;
  private final int maxSharedKey;

  /**
   * @param folder where the files lie until they are sent
   * @param maxSharedKey the most customers who may carry one key
   */
  Preparation(Run run, Path folder, DeliveryLedger ledger, int maxSharedKey) {
    this.run = run;
    this.folder = folder;
    this.ledger = ledger;
    this.maxSharedKey = maxSharedKey;
  }

  /** The deliveries of some audiences, PREPARED with a file in the folder, or REFUSED. */
  List<Delivery> prepare(List<Audience> audiences) {
    Map<String, Format> formats = new HashMap<>();
    audiences.forEach(audience -> formats.put(audience.name(), audience.format()));
    Dataset<Row> withShared = membersWithCells(audiences, formats).persist();
    Dataset<Row> rows = AudienceRows.withoutSharedKeys(withShared, formats, maxSharedKey).persist();
    try {
      Map<List<String>, Tally> tallies = tallies(rows);
      return prepare(audiences, formats, rows, tallies);
    } finally {
      rows.unpersist();
      withShared.unpersist();
    }
  }

  private Dataset<Row> membersWithCells(List<Audience> audiences, Map<String, Format> formats) {
    Lake lake = run.lake();
    Dataset<Row> members =
        AudienceRows.members(
            lake.read(SegmentMembers.TABLE),
            lake.read(CustomerConsents.TABLE),
            lake.rows(
                AudienceRows.AUDIENCES, audiences.stream().map(Preparation::withConsent).toList()));
    Dataset<Row> contacts = ContactsPivot.of(lake.read(CustomerContacts.TABLE));
    return AudienceRows.rows(members, contacts, formats);
  }

  private List<Delivery> prepare(
      List<Audience> audiences,
      Map<String, Format> formats,
      Dataset<Row> rows,
      Map<List<String>, Tally> tallies) {
    Lake lake = run.lake();
    Dataset<Row> all = contents(audiences);
    Dataset<Row> remembered = contents(audiences.stream().filter(Audience::takesBackKeys).toList());
    Dataset<Row> published =
        lake.read(Deliveries.TABLE)
            .where(col(Deliveries.STATE).equalTo(Delivery.State.PUBLISHED.name()))
            .select(Deliveries.DELIVERY_ID);
    Dataset<Row> held = KeyChanges.held(lake.read(DeliveredKeys.TABLE), published, remembered);
    Dataset<Row> current = KeyChanges.current(rows, remembered);
    Dataset<Row> added = KeyChanges.added(current, held);
    Dataset<Row> gone = KeyChanges.gone(current, held);
    noteStranded(held);
    AudienceFiles files =
        AudienceFiles.write(
            folder,
            FileName.interval(run.asOf(), run.zone()),
            audiences,
            KeyChanges.fileRows(rows, all, added, gone, formats).toLocalIterator());
    List<Delivery> deliveries = new ArrayList<>();
    List<Row> keyDeliveries = new ArrayList<>();
    List<Row> exclusions = new ArrayList<>();
    for (Audience audience : audiences) {
      Tally tally =
          tallies.getOrDefault(List.of(audience.name(), audience.segment()), Tally.NOBODY);
      deliveries.addAll(deliveries(audience, files, tally));
      if (audience.takesBackKeys()) {
        keyDeliveries.add(keyDeliveries(audience, files));
      }
      exclusions.addAll(exclusions(audience, tally));
    }
    lake.upsert(
        DeliveredKeys.TABLE,
        KeyChanges.ledger(added, gone, lake.rows(KeyChanges.DELIVERIES, keyDeliveries)));
    lake.replaceKeys(
        DeliveryExclusions.TABLE,
        DeliveryExclusions.DELIVERY_ID,
        audiences.stream().map(a -> a.deliveryId(a.content(), run.asOf())).toList(),
        lake.rows(DeliveryExclusions.TABLE.schema(), exclusions));
    return deliveries;
  }

  /** One row an audience and reason: bounded by the settings. */
  private static Map<List<String>, Tally> tallies(Dataset<Row> rows) {
    Map<List<String>, Map<String, Long>> counts = new HashMap<>();
    rows.groupBy(
            col(AudienceRows.DESTINATION),
            col(AudienceRows.SEGMENT),
            coalesce(col(AudienceRows.REASON), lit(SENT)))
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(
            row ->
                counts
                    .computeIfAbsent(
                        List.of(row.getString(0), row.getString(1)), key -> new HashMap<>())
                    .put(row.getString(2), row.getLong(3)));
    Map<List<String>, Tally> tallies = new HashMap<>();
    counts.forEach((audience, byReason) -> tallies.put(audience, tally(byReason)));
    return tallies;
  }

  private static Tally tally(Map<String, Long> byReason) {
    Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
    byReason.forEach(
        (reason, customers) -> {
          if (!reason.equals(SENT)) {
            excluded.put(Exclusion.valueOf(reason), customers);
          }
        });
    return new Tally(byReason.getOrDefault(SENT, 0L), excluded);
  }

  private List<Delivery> deliveries(Audience audience, AudienceFiles files, Tally tally) {
    Content content = audience.content();
    List<Delivery> deliveries = new ArrayList<>();
    deliveries.add(
        files
            .file(audience, content)
            .map(file -> prepared(audience, content, file, tally))
            .orElseGet(() -> refused(audience, files.rowsOfRefused(audience, content), tally)));
    files
        .file(audience, Content.REMOVE)
        .map(file -> prepared(audience, Content.REMOVE, file, tally))
        .ifPresent(deliveries::add);
    return deliveries;
  }

  private Delivery prepared(Audience audience, Content content, PreparedFile file, Tally tally) {
    Delivery first = Delivery.prepared(audience, content, run.asOf(), file, tally, 0);
    return ledger
        .attempt(first.id())
        .map(
            earlier -> {
              if (!file.sha256().equals(earlier.sha256())) {
                run.report()
                    .note(
                        "The file "
                            + file.name()
                            + " of an earlier attempt was gone from the outbox and its data has"
                            + " changed since: another file goes out under its name.");
              }
              return Delivery.prepared(
                  audience, content, run.asOf(), file, tally, earlier.attempts());
            })
        .orElse(first);
  }

  private Delivery refused(Audience audience, long rows, Tally tally) {
    int fewest = audience.fewestRows(audience.content());
    boolean isNothingNew = rows == 0 && audience.content() == Content.ADD;
    String reason =
        isNothingNew ? "Nothing to add." : rows + " rows, and at least " + fewest + " are needed.";
    if (!isNothingNew) {
      run.report().count("files refused", 1);
      run.report().note("No file of " + audience.title() + ": " + reason);
    }
    return Delivery.refused(audience, audience.content(), run.asOf(), rows, tally, reason);
  }

  private Row keyDeliveries(Audience audience, AudienceFiles files) {
    Content content = audience.content();
    String adds =
        files.file(audience, content).isPresent() ? audience.deliveryId(content, run.asOf()) : null;
    String removes =
        files.file(audience, Content.REMOVE).isPresent()
            ? audience.deliveryId(Content.REMOVE, run.asOf())
            : content == Content.FULL ? adds : null;
    return RowFactory.create(audience.name(), audience.segment(), adds, removes);
  }

  private List<Row> exclusions(Audience audience, Tally tally) {
    String id = audience.deliveryId(audience.content(), run.asOf());
    return tally.excluded().entrySet().stream()
        .map(entry -> RowFactory.create(id, entry.getKey().name(), entry.getValue()))
        .toList();
  }

  private void noteStranded(Dataset<Row> held) {
    for (Row row : KeyChanges.stranded(held).collectAsList()) {
      run.report()
          .note(
              row.getString(0)
                  + " holds keys of type "
                  + row.getString(1)
                  + ", which its format no longer sends: they cannot be taken back.");
    }
  }

  private Dataset<Row> contents(List<Audience> audiences) {
    return run.lake()
        .rows(
            KeyChanges.AUDIENCES,
            audiences.stream()
                .map(
                    audience ->
                        RowFactory.create(
                            audience.name(),
                            audience.segment(),
                            audience.content().name(),
                            audience.format().keys().stream().map(MatchKey::type).toArray()))
                .toList());
  }

  private static Row withConsent(Audience audience) {
    Destination.Consent consent = audience.destination().consent();
    return RowFactory.create(
        audience.name(), audience.segment(), consent.purpose(), consent.channel());
  }
}

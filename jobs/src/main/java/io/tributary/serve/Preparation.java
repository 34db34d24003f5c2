package io.tributary.serve;

import static org.apache.spark.sql.functions.col;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Makes everything that a delivery needs before it is sent: the files, the reasons why members are
 * not in them, and the ledger of keys. All of it can be made again until the deliveries stand in
 * {@code gold.deliveries}; from then on the files are fixed.
 */
final class Preparation {

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
    KeyChanges changes = changes(audiences, rows).persist();
    try {
      Map<List<String>, Tally> tallies = Tally.byAudience(rows);
      noteStranded(changes);
      AudienceFiles files =
          AudienceFiles.write(
              folder,
              FileName.interval(run.asOf(), run.zone()),
              audiences,
              this::mustReplace,
              changes.fileRows(rows, contents(audiences), formats).toLocalIterator());
      writeKeys(audiences, files, changes);
      writeExclusions(audiences, tallies);
      return audiences.stream()
          .flatMap(audience -> deliveries(audience, files, tally(audience, tallies)).stream())
          .toList();
    } finally {
      changes.unpersist();
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

  private KeyChanges changes(List<Audience> audiences, Dataset<Row> rows) {
    Lake lake = run.lake();
    Dataset<Row> published =
        lake.read(Deliveries.TABLE)
            .where(col(Deliveries.STATE).equalTo(Delivery.State.PUBLISHED.name()))
            .select(Deliveries.DELIVERY_ID);
    Dataset<Row> remembered = contents(audiences.stream().filter(Audience::takesBackKeys).toList());
    return KeyChanges.of(
        KeyChanges.current(rows, remembered),
        KeyChanges.held(lake.read(DeliveredKeys.TABLE), published, remembered));
  }

  private void writeKeys(List<Audience> audiences, AudienceFiles files, KeyChanges changes) {
    List<Row> deliveries =
        audiences.stream()
            .filter(Audience::takesBackKeys)
            .map(audience -> keyDeliveries(audience, files))
            .toList();
    run.lake()
        .upsert(
            DeliveredKeys.TABLE,
            changes.ledger(run.lake().rows(KeyChanges.DELIVERIES, deliveries)));
  }

  private void writeExclusions(List<Audience> audiences, Map<List<String>, Tally> tallies) {
    run.lake()
        .replaceKeys(
            DeliveryExclusions.TABLE,
            DeliveryExclusions.DELIVERY_ID,
            audiences.stream().map(a -> a.deliveryId(a.content(), run.asOf())).toList(),
            run.lake()
                .rows(
                    DeliveryExclusions.TABLE.schema(),
                    audiences.stream()
                        .flatMap(audience -> exclusions(audience, tally(audience, tallies)))
                        .toList()));
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

  /**
   * Whether a full file is the only way to take somebody back. A file of removals stands in for a
   * full one that is too small; a format without such would leave the receiver with an old list,
   * and with those on it who have withdrawn since.
   */
  private boolean mustReplace(Audience audience) {
    return audience.content() == Content.FULL
        && !audience.takesBackKeys()
        && ledger.maySomethingBeThere(audience);
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

  private Stream<Row> exclusions(Audience audience, Tally tally) {
    String id = audience.deliveryId(audience.content(), run.asOf());
    return tally.excluded().entrySet().stream()
        .map(entry -> RowFactory.create(id, entry.getKey().name(), entry.getValue()));
  }

  private static Tally tally(Audience audience, Map<List<String>, Tally> tallies) {
    return tallies.getOrDefault(List.of(audience.name(), audience.segment()), Tally.NOBODY);
  }

  private void noteStranded(KeyChanges changes) {
    for (Row row : changes.stranded().collectAsList()) {
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
        audience.name(),
        audience.segment(),
        consent.purpose(),
        consent.channel(),
        audience.purpose());
  }
}

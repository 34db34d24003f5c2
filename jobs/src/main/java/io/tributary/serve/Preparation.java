package io.tributary.serve;

import static org.apache.spark.sql.functions.broadcast;

import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Types;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

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

  /**
   * The deliveries of some audiences, PREPARED with a file in the folder, or REFUSED.
   *
   * @param all audiences that the settings send: who shares a key is asked of all of a destination
   */
  List<Delivery> prepare(List<Audience> due, List<Audience> all) {
    Map<String, Format> formats = new HashMap<>();
    due.forEach(audience -> formats.put(audience.name(), audience.format()));
    List<Audience> counted = all.stream().filter(a -> formats.containsKey(a.name())).toList();
    Dataset<Row> members = membersWithCells(counted, formats).persist();
    Dataset<Row> shared = AudienceRows.sharedKeys(members, maxSharedKey).persist();
    try {
      // Most nights no key is shared by too many, and then there is nothing to take out.
      Dataset<Row> unshared =
          shared.isEmpty() ? members : AudienceRows.without(members, shared, formats).persist();
      try {
        return prepare(due, formats, due.containsAll(counted) ? unshared : only(due, unshared));
      } finally {
        unshared.unpersist();
      }
    } finally {
      shared.unpersist();
      members.unpersist();
    }
  }

  private List<Delivery> prepare(
      List<Audience> due, Map<String, Format> formats, Dataset<Row> rows) {
    KeyChanges changes = changes(due, rows).persist();
    try {
      Map<List<String>, Tally> tallies = Tally.byAudience(rows);
      boolean hasChanges = summarise(changes);
      AudienceFiles files =
          AudienceFiles.write(
              folder,
              FileName.interval(run.asOf(), run.zone()),
              due,
              this::mustReplace,
              changes.fileRows(rows, contents(due), formats).toLocalIterator());
      writeExclusions(due, tallies);
      // The keys last: what is kept was made from them, and would be made again.
      if (hasChanges) {
        writeKeys(due, files, changes);
      }
      return due.stream()
          .flatMap(audience -> deliveries(audience, files, tally(audience, tallies)).stream())
          .toList();
    } finally {
      changes.unpersist();
    }
  }

  private Dataset<Row> only(List<Audience> due, Dataset<Row> rows) {
    return rows.join(
        broadcast(contents(due)),
        new String[] {AudienceRows.DESTINATION, AudienceRows.SEGMENT},
        "left_semi");
  }

  private Dataset<Row> membersWithCells(List<Audience> audiences, Map<String, Format> formats) {
    Lake lake = run.lake();
    Dataset<Row> members =
        AudienceRows.members(
            lake.read(SegmentMembers.TABLE),
            lake.read(CustomerConsents.TABLE),
            lake.rows(
                AudienceRows.AUDIENCES,
                audiences.stream()
                    .map(
                        audience ->
                            RowFactory.create(
                                audience.name(),
                                audience.segment(),
                                audience.neededAnswers().toArray()))
                    .toList()));
    Dataset<Row> contacts = ContactsPivot.of(lake.read(CustomerContacts.TABLE));
    return AudienceRows.rows(members, contacts, formats);
  }

  private KeyChanges changes(List<Audience> audiences, Dataset<Row> rows) {
    Lake lake = run.lake();
    Dataset<Row> remembered = contents(audiences.stream().filter(Audience::takesBackKeys).toList());
    return KeyChanges.of(
        KeyChanges.current(rows, remembered),
        KeyChanges.held(lake.read(DeliveredKeys.TABLE), published(), remembered));
  }

  /** Ids of the deliveries known to have arrived: few for each night and audience. */
  private Dataset<Row> published() {
    return run.lake()
        .rows(
            new StructType().add(Deliveries.DELIVERY_ID, Types.STRING),
            ledger.deliveries().stream()
                .filter(delivery -> delivery.state() == Delivery.State.PUBLISHED)
                .map(delivery -> RowFactory.create(delivery.id()))
                .toList());
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

  private void writeExclusions(List<Audience> due, Map<List<String>, Tally> tallies) {
    List<Audience> audiences = due.stream().filter(audience -> !audience.isRetired()).toList();
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

  /** In the order in which they go out. */
  private List<Delivery> deliveries(Audience audience, AudienceFiles files, Tally tally) {
    Content content = audience.content();
    List<Delivery> deliveries = new ArrayList<>();
    files
        .file(audience, Content.REMOVE)
        .map(file -> prepared(audience, Content.REMOVE, file, tally))
        .ifPresent(deliveries::add);
    files
        .file(audience, content)
        .map(file -> prepared(audience, content, file, tally))
        .or(
            () ->
                audience.isRetired()
                    ? Optional.empty()
                    : Optional.of(refused(audience, files.rowsOfRefused(audience, content), tally)))
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
    boolean wasNobodyAsked =
        tally.members() > 0
            && tally.excluded().getOrDefault(Exclusion.NO_CONSENT, 0L) == tally.members();
    String reason =
        isNothingNew ? "Nothing to add." : rows + " rows, and at least " + fewest + " are needed.";
    if (!isNothingNew) {
      run.report().count("files refused", 1);
      String asked =
          wasNobodyAsked
              ? " No member has answered to "
                  + String.join(" and ", audience.neededAnswers()).replace("|", " by ")
                  + "."
              : "";
      run.report().note("No file of " + audience.title() + ": " + reason + asked);
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
    String addsAgain = content == Content.ADD ? audience.deliveryId(content, run.asOf()) : null;
    return RowFactory.create(audience.name(), audience.segment(), adds, removes, addsAgain);
  }

  private Stream<Row> exclusions(Audience audience, Tally tally) {
    String id = audience.deliveryId(audience.content(), run.asOf());
    return tally.excluded().entrySet().stream()
        .map(entry -> RowFactory.create(id, entry.getKey().name(), entry.getValue()));
  }

  private static Tally tally(Audience audience, Map<List<String>, Tally> tallies) {
    return tallies.getOrDefault(List.of(audience.name(), audience.segment()), Tally.NOBODY);
  }

  /** Whether the ledger of keys has to change; says what cannot be taken back. */
  private boolean summarise(KeyChanges changes) {
    Set<String> stranded = new TreeSet<>();
    boolean hasChanges = false;
    for (Row row : changes.summary().collectAsList()) {
      hasChanges |= row.<Boolean>getAs("changes");
      if (row.<Boolean>getAs("is_stranded")) {
        stranded.add(
            row.getString(0)
                + " holds keys of type "
                + row.getString(2)
                + ", which its format no longer sends: they cannot be taken back.");
      }
    }
    stranded.forEach(run.report()::note);
    return hasChanges;
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
}

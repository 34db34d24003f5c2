package io.tributary.serve;

import io.tributary.job.Job;
import io.tributary.job.JobFailure;
import io.tributary.job.Run;
import io.tributary.tables.Table;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.CustomerContacts;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Sends segments to their destinations: who may be sent, in the destination's format, once.
 *
 * <p>The order makes a crash harmless: files, exclusions and keys are made, then the deliveries are
 * fixed in the ledger, then they are sent, then their end is written down. Before the ledger
 * everything is made again; after it the same bytes are sent under the same name, and a destination
 * that has them already is left alone.
 */
public final class DeliverAudiences implements Job {

  /** Folder of the outbox with the files that are to be sent, or were. */
  private static final String PREPARED = "prepared";

  /**
   * @param outboxRetentionDays how long a file stays below the outbox after its business day,
   *     whether prepared or delivered
   * @param maxSharedKey a key that more customers of a destination carry is nobody's and not sent
   */
  public record Config(int outboxRetentionDays, int maxSharedKey) {
    public Config {
      if (outboxRetentionDays < 1) {
        throw new IllegalArgumentException("outbox-retention-days must be 1 or more");
      }
      if (maxSharedKey < 1) {
        throw new IllegalArgumentException("max-shared-key must be 1 or more");
      }
    }
  }

  private final Config config;
  private final List<Destination> destinations;
  private final List<Audience> audiences;
  private final Predicate<Destination> isServed;
  private final Publisher.Drops drops;

  /**
   * @param destinations one for each file in {@code conf/destinations}
   * @param purposes of each segment that is defined, what its members may be processed for
   * @throws JobFailure of category CONFIG if a destination names a segment, a format or a column
   *     that there is not
   */
  public DeliverAudiences(
      Config config, Map<String, Destination> destinations, Map<String, String> purposes) {
    this(config, destinations, purposes, Drop::of);
  }

  DeliverAudiences(
      Config config,
      Map<String, Destination> destinations,
      Map<String, String> purposes,
      Publisher.Drops drops) {
    this(
        config,
        List.copyOf(destinations.values()),
        Audience.of(destinations.values(), purposes),
        destination -> true,
        drops);
  }

  private DeliverAudiences(
      Config config,
      List<Destination> destinations,
      List<Audience> audiences,
      Predicate<Destination> isServed,
      Publisher.Drops drops) {
    this.config = config;
    this.destinations = destinations;
    this.audiences =
        audiences.stream().filter(audience -> isServed.test(audience.destination())).toList();
    this.isServed = isServed;
    this.drops = drops;
  }

  /** The same job for the destinations that are marked hourly; the others wait for the night. */
  public DeliverAudiences hourly() {
    return new DeliverAudiences(config, destinations, audiences, Destination::isHourly, drops);
  }

  @Override
  public Set<Table> reads() {
    return Set.of(SegmentMembers.TABLE, CustomerConsents.TABLE, CustomerContacts.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(Deliveries.TABLE, DeliveryExclusions.TABLE, DeliveredKeys.TABLE);
  }

  @Override
  public String settings() {
    List<String> purposes = audiences.stream().map(a -> a.title() + ": " + a.purpose()).toList();
    return config + " " + destinations + " " + purposes;
  }

  @Override
  public boolean sendsOut() {
    return true;
  }

  @Override
  public Set<Table> permits() {
    return Set.of(CustomerConsents.TABLE);
  }

  @Override
  public void run(Run run) {
    Path outbox = outbox(run.files().outbox(""));
    Path folder = outbox.resolve(PREPARED);
    expire(run, outbox, folder);
    DeliveryLedger ledger = DeliveryLedger.read(run.lake().read(Deliveries.TABLE), run.asOf());
    List<Audience> due = due(run, ledger, withRetired(run, ledger));
    List<Audience> unprepared =
        due.stream().filter(audience -> !ledger.canResume(audience, folder)).toList();
    List<Delivery> prepared = new ArrayList<>();
    if (!unprepared.isEmpty()) {
      prepared.addAll(
          new Preparation(run, folder, ledger, config.maxSharedKey())
              .prepare(unprepared, audiences));
      write(run, withOvertaken(ledger, unprepared, prepared));
    }
    Publisher publisher = new Publisher(run, outbox, folder, drops);
    List<Delivery> ended = new ArrayList<>();
    for (Audience audience : due) {
      List<Delivery> open =
          unprepared.contains(audience)
              ? prepared.stream().filter(d -> d.isOf(audience) && d.isOpen()).toList()
              : ledger.open(audience);
      if (!open.isEmpty()) {
        ended.addAll(publisher.publish(audience, open));
      }
    }
    write(run, ended);
  }

  /** Deletes old files that are to be sent or were, also where receivers below the outbox read. */
  private void expire(Run run, Path outbox, Path folder) {
    LocalDate before = run.businessDay().minusDays(config.outboxRetentionDays());
    OutboxFolder.expire(folder, before);
    for (Path delivered : deliveredBelow(outbox)) {
      try {
        OutboxFolder.expire(delivered, before);
      } catch (JobFailure failure) {
        // A folder that cannot be cleared keeps no other receiver waiting.
        run.report().defer(failure);
      }
    }
  }

  /** Folders that receivers read, of those that are ours to keep. */
  private List<Path> deliveredBelow(Path outbox) {
    return destinations.stream()
        .flatMap(destination -> destination.drop().folder().stream())
        .map(drop -> outbox.resolve(drop.path()).normalize())
        .filter(path -> path.startsWith(outbox.normalize()))
        .distinct()
        .toList();
  }

  /**
   * The audiences of the settings, and those that were sent before and stand there no more. Of a
   * destination that is gone nobody knows any more where its files went: then all that can be done
   * is to say so.
   */
  private List<Audience> withRetired(Run run, DeliveryLedger ledger) {
    List<Audience> all = new ArrayList<>(audiences);
    for (DeliveryLedger.Sent sent : ledger.sent()) {
      if (audiences.stream().noneMatch(sent::isOf)) {
        destinations.stream()
            .filter(destination -> destination.name().equals(sent.destination()))
            .findFirst()
            .ifPresentOrElse(
                destination -> addRetired(run, destination, sent.segment(), all),
                () -> noteGone(run, sent));
      }
    }
    return all;
  }

  private void addRetired(Run run, Destination destination, String segment, List<Audience> all) {
    if (!isServed.test(destination)) {
      return;
    }
    Audience audience = Audience.retired(destination, segment);
    if (audience.format().takesBack()) {
      all.add(audience);
    } else {
      run.report()
          .note(
              "The segment "
                  + audience.title()
                  + " is sent no more, and the format takes nobody back: delete the audience there.");
    }
  }

  private static void noteGone(Run run, DeliveryLedger.Sent sent) {
    run.report()
        .note(
            "The destination "
                + sent.destination()
                + " is gone from conf/destinations and was sent "
                + sent.segment()
                + ": put it back with `segments = []` to take that back, or delete the audience"
                + " there.");
  }

  private static List<Audience> due(Run run, DeliveryLedger ledger, List<Audience> all) {
    List<Audience> due = new ArrayList<>();
    for (Audience audience : all) {
      if (ledger.isPast(audience)) {
        run.report()
            .note("Nothing was sent of " + audience.title() + ": later data has gone out before.");
      } else if (!ledger.isDone(audience) && !isTakenBack(audience, ledger)) {
        due.add(audience);
      }
    }
    return due;
  }

  /** A list that was emptied; of remembered keys the ledger of keys knows. */
  private static boolean isTakenBack(Audience audience, DeliveryLedger ledger) {
    return audience.isRetired() && !audience.takesBackKeys() && ledger.isEmptied(audience);
  }

  private static List<Delivery> withOvertaken(
      DeliveryLedger ledger, List<Audience> audiences, List<Delivery> prepared) {
    List<Delivery> all = new ArrayList<>(prepared);
    audiences.forEach(
        audience -> ledger.overtaken(audience).map(Delivery::superseded).forEach(all::add));
    return all;
  }

  private static void write(Run run, List<Delivery> deliveries) {
    if (!deliveries.isEmpty()) {
      run.lake()
          .upsert(
              Deliveries.TABLE,
              run.lake()
                  .rows(
                      Deliveries.TABLE.schema(),
                      deliveries.stream().map(Delivery::toRow).toList()));
    }
  }

  /** Digests and permissions need a real folder; it may be mounted. */
  private static Path outbox(String root) {
    URI uri = URI.create(root.contains(":") ? root.replace(" ", "%20") : "");
    if (uri.getScheme() == null) {
      return Path.of(root);
    }
    if (uri.getScheme().equals("file")) {
      return Path.of(uri.getPath());
    }
    throw JobFailure.config(
        "The outbox " + root + " is not a local or mounted folder.",
        "Files to be sent are kept where only their owner can read them.",
        "Set outbox.root to a folder.");
  }
}

package io.tributary.collect;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Files.Found;
import io.tributary.lake.Lake;
import io.tributary.tables.Table;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Rejects;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes every new delivered file in, once: rows that meet their contract go to bronze, the others
 * to {@code ops.rejects} with every reason, and the ledger of files says what became of each file.
 * Bronze and rejects are written first, under the file's id, the ledger last: a crash between them
 * repeats harmlessly.
 */
public final class CollectFiles implements Job {

  /**
   * @param settleTime a file modified less than this ago may still be written: it waits
   * @param dueBy the files of a business day are there this long after its end, by the clock on the
   *     wall. The nightly run begins after that; what runs at any hour may begin before
   */
  public record Config(Duration settleTime, Duration dueBy) {
    public Config {
      if (settleTime.isNegative()) {
        throw new IllegalArgumentException("'settle-time' must not be negative");
      }
      if (dueBy.isNegative() || dueBy.compareTo(Duration.ofDays(1)) >= 0) {
        throw new IllegalArgumentException("'due-by' must be at least 0h and less than 24h");
      }
    }

    /** The last business day whose files must be there at a moment. */
    public LocalDate lastDayDue(Instant at, ZoneId zone) {
      return at.atZone(zone).toLocalDateTime().minus(dueBy).toLocalDate().minusDays(1);
    }
  }

  private final Map<String, SourceContract> sources;
  private final Config config;
  private final Clock clock;
  private final boolean isHourly;

  /**
   * @param sources contracts by name
   * @param clock tells only how long a file has settled
   */
  public CollectFiles(Map<String, SourceContract> sources, Config config, Clock clock) {
    this(sources, config, clock, false);
  }

  private CollectFiles(
      Map<String, SourceContract> sources, Config config, Clock clock, boolean isHourly) {
    this.sources = new TreeMap<>(sources);
    this.config = config;
    this.clock = clock;
    this.isHourly = isHourly;
  }

  /**
   * The same job at any hour, for the sources of some kinds; files of the others wait. Before the
   * files of a day that has just ended are due, none is missed.
   */
  public CollectFiles hourly(Set<Kind> kinds) {
    Map<String, SourceContract> chosen = new TreeMap<>(sources);
    chosen.values().removeIf(contract -> !kinds.contains(contract.kind()));
    return new CollectFiles(chosen, config, clock, true);
  }

  /** Names of the sources that it takes files of. */
  public Set<String> sources() {
    return sources.keySet();
  }

  @Override
  public Set<Table> reads() {
    return Set.of(CollectedFiles.TABLE);
  }

  @Override
  public Set<Table> writes() {
    Set<Table> tables = new HashSet<>(DeliveredRows.ALL);
    tables.add(CollectedFiles.TABLE);
    tables.add(Rejects.TABLE);
    return tables;
  }

  @Override
  public String settings() {
    return isHourly ? sources + " due by " + config.dueBy() : sources.toString();
  }

  @Override
  public boolean isOfInterval() {
    return true;
  }

  /** Path, size and time of each file that may be taken now. */
  @Override
  public String outsideInputs(Run run) {
    StringBuilder inputs = new StringBuilder();
    Landing landing = landing(run);
    landing
        .unreadable()
        .forEach(folder -> inputs.append("unreadable ").append(folder).append('\n'));
    landing
        .ready()
        .forEach(
            (source, files) ->
                files.forEach(
                    file -> {
                      Found found = file.found();
                      inputs.append(source).append(' ').append(found.relative());
                      inputs.append(' ').append(found.bytes());
                      inputs.append(' ').append(found.modifiedAt()).append('\n');
                    }));
    return inputs.toString();
  }

  @Override
  public void run(Run run) {
    List<FileEntry> ledger = ledger(run.lake());
    DeliveryPlan plan =
        new DeliveryPlan(ledger, path -> ContentDigest.of(run.files(), path), run.id(), run.asOf());
    Landing landing = landing(run);
    landing.unreadable().forEach(folder -> unreadable(run, folder));
    landing
        .ready()
        .forEach(
            (source, files) ->
                files.forEach(file -> plan.consider(source, contract(source), file)));
    plan.decide();
    List<FileEntry> entries = new Intake(run, sources).take(plan, ledger);
    if (!entries.isEmpty()) {
      run.lake()
          .upsert(
              CollectedFiles.TABLE,
              run.lake()
                  .rows(
                      CollectedFiles.TABLE.schema(),
                      entries.stream().map(FileEntry::toRow).toList()));
    }
    new Punctuality(sources, lastDayDue(run), run).report(ledger, entries, landing::mayHold);
  }

  private LocalDate lastDayDue(Run run) {
    return isHourly ? config.lastDayDue(run.asOf(), run.zone()) : run.lastWholeDay();
  }

  /** All of the ledger: it grows with files, not with customers. */
  static List<FileEntry> ledger(Lake lake) {
    return lake.read(CollectedFiles.TABLE).collectAsList().stream().map(FileEntry::of).toList();
  }

  private static void unreadable(Run run, String folder) {
    run.report()
        .note(
            "Cannot list the folder "
                + folder
                + " of landing, so its files wait: let this account read it");
  }

  private Landing landing(Run run) {
    Set<String> unreadable = new TreeSet<>();
    List<Found> found = run.files().delivered(unreadable::add);
    Map<String, List<SourceFiles.Candidate>> files = new TreeMap<>();
    sources.forEach(
        (source, contract) ->
            files.put(
                source,
                SourceFiles.of(
                    contract, found, file -> run.files().leadsOutOfLanding(file.path()))));
    Instant settledBy = clock.instant().minus(config.settleTime());
    return new Landing(files, unreadable, run.businessDay(), settledBy);
  }

  private SourceContract contract(String source) {
    return Objects.requireNonNull(sources.get(source));
  }
}

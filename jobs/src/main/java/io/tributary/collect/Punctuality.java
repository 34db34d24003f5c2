package io.tributary.collect;

import io.tributary.collect.FileEntry.State;
import io.tributary.job.JobFailure;
import io.tributary.job.Run;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Tells the person who reads the run what was delivered, refused and late. A refused, missing or
 * late delivery of a required source fails the run, after everything else ran.
 */
final class Punctuality {
  private final Map<String, SourceContract> sources;
  private final LocalDate lastDayDue;
  private final Run run;

  /**
   * @param lastDayDue the last business day whose files must be there
   */
  Punctuality(Map<String, SourceContract> sources, LocalDate lastDayDue, Run run) {
    this.sources = sources;
    this.lastDayDue = lastDayDue;
    this.run = run;
  }

  /**
   * @param before the ledger as it was
   * @param entries what this run decided
   * @param mayHold whether a file may still lie where it was delivered
   */
  void report(List<FileEntry> before, List<FileEntry> entries, Predicate<DeliveredFile> mayHold) {
    entries.stream().filter(entry -> entry.runId().equals(run.id())).forEach(this::count);
    entries.stream().filter(entry -> entry.state() == State.REFUSED).forEach(this::refused);
    Set<String> decided =
        entries.stream().map(entry -> entry.file().fileId()).collect(Collectors.toSet());
    before.stream()
        .filter(entry -> !decided.contains(entry.file().fileId()))
        .filter(this::isRefusedAndRequired)
        .filter(entry -> mayHold.test(entry.file()))
        .sorted(Comparator.comparing(entry -> entry.file().path()))
        .forEach(this::refused);
    entries.stream().filter(this::isPartialSnapshot).forEach(this::partial);
    Map<String, FileEntry> ledger = new HashMap<>();
    before.forEach(entry -> ledger.put(entry.file().fileId(), entry));
    entries.forEach(entry -> ledger.put(entry.file().fileId(), entry));
    sources.forEach((source, contract) -> late(source, contract, latest(source, ledger)));
  }

  private void count(FileEntry entry) {
    String source = entry.file().source();
    FileEntry.Counts counts = entry.counts();
    if (entry.state() != State.SUPERSEDED) {
      run.report().count("delivered " + source, counts.lines());
      run.report().count("loaded " + source, counts.loaded());
      run.report().count("rejected " + source, counts.rejected());
      run.report().count("duplicates " + source, counts.duplicates());
    }
  }

  /** What an earlier run refused is missing until somebody mends it: a repeat mends nothing. */
  private boolean isRefusedAndRequired(FileEntry entry) {
    SourceContract contract = sources.get(entry.file().source());
    return entry.state() == State.REFUSED && contract != null && contract.isRequired();
  }

  private boolean isPartialSnapshot(FileEntry entry) {
    return entry.runId().equals(run.id())
        && entry.state() == State.LOADED
        && contract(entry).delivers() == SourceContract.Delivers.SNAPSHOT
        && entry.counts().rejected() > 0;
  }

  private void partial(FileEntry entry) {
    run.report().count("snapshots not whole " + entry.file().source(), 1);
    run.report()
        .note(
            String.format(
                Locale.ROOT,
                "Snapshot %s has %d rejected lines: what it does not hold may be among them, so"
                    + " nothing is deleted by it",
                entry.file().path(),
                entry.counts().rejected()));
  }

  private void refused(FileEntry entry) {
    String file = entry.file().path();
    String reason = String.valueOf(entry.reason());
    SourceContract contract = contract(entry);
    if (contract.isRequired()) {
      run.report()
          .defer(
              JobFailure.quality(
                  "File "
                      + file
                      + " of the required source "
                      + entry.file().source()
                      + " was refused",
                  reason,
                  contract.ask("deliver it again under the same name")
                      + ", or take it out of landing, and repeat the run"));
    } else {
      run.report().note("Refused " + file + ": " + reason + owner(contract));
    }
  }

  private void late(String source, SourceContract contract, Optional<LocalDate> latest) {
    boolean isMissing = latest.isEmpty();
    boolean isLate = !isMissing && contract.isLate(latest.get(), lastDayDue);
    if (!isMissing && !isLate) {
      return;
    }
    String what =
        isMissing
            ? "Source " + source + " has no delivery yet"
            : "The latest delivery of source " + source + " is of " + latest.get();
    if (contract.isRequired()) {
      run.report()
          .defer(
              JobFailure.input(
                  what,
                  "the source is required" + (isMissing ? "" : every(contract)),
                  contract.ask("deliver a file that matches " + contract.path())
                      + ", and repeat the run"));
    } else if (isLate) {
      run.report().note(what + owner(contract));
    }
  }

  private static String owner(SourceContract contract) {
    return contract.owner().isBlank() ? "" : " (ask " + contract.owner() + ")";
  }

  private static String every(SourceContract contract) {
    return contract.freshness().map(days -> " every " + days.toDays() + " days").orElse("");
  }

  private static Optional<LocalDate> latest(String source, Map<String, FileEntry> ledger) {
    return ledger.values().stream()
        .filter(entry -> entry.file().source().equals(source))
        .filter(entry -> entry.state() == State.LOADED || entry.state() == State.DUPLICATE)
        .map(entry -> entry.file().deliveredOn())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .max(LocalDate::compareTo);
  }

  private SourceContract contract(FileEntry entry) {
    return Objects.requireNonNull(sources.get(entry.file().source()));
  }
}

package io.tributary.collect;

import io.tributary.collect.DeliveryPlan.Delivery;
import io.tributary.collect.DeliveryPlan.Duplicate;
import io.tributary.collect.FileEntry.Counts;
import io.tributary.collect.FileEntry.State;
import io.tributary.collect.SourceContract.Delivers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What becomes of each file, once its rows were read and counted. */
final class FileDecisions {
  private static final int REASONS_NAMED = 3;

  /** Why a snapshot without rows is refused. */
  static final String EMPTY_SNAPSHOT =
      "a snapshot without rows would delete everything of the source: have it delivered again";

  private static final Staging.Finding EMPTY = new Staging.Finding(0, 0, 0, 0, null);

  private final Map<String, SourceContract> sources;
  private final String runId;
  private final Instant asOf;

  /** Rows for the ledger, by file id. */
  private final Map<String, FileEntry> entries = new TreeMap<>();

  /** Of the files that were read. */
  private final List<FileEntry> accepted = new ArrayList<>();

  private final List<FileEntry> refused = new ArrayList<>();

  /** Entries of older contents whose rows go now. */
  private final Map<String, FileEntry> superseded = new TreeMap<>();

  FileDecisions(Map<String, SourceContract> sources, String runId, Instant asOf) {
    this.sources = sources;
    this.runId = runId;
    this.asOf = asOf;
  }

  /**
   * Decides on all files of a plan.
   *
   * @param findings by file id
   * @param before the ledger as it was
   */
  void decide(
      DeliveryPlan plan,
      Map<String, Staging.Finding> findings,
      Function<List<String>, Map<String, Map<Reason, Long>>> reasons,
      List<FileEntry> before) {
    plan.settled().forEach(this::put);
    for (DeliveryPlan.Kept kept : plan.kept()) {
      put(kept.entry());
      if (kept.entry().state() == State.LOADED) {
        supersede(kept.supersedes(), kept.entry().file().fileId());
      }
    }
    List<String> tooBad =
        plan.deliveries().stream()
            .filter(delivery -> isTooBad(delivery, findings))
            .map(delivery -> delivery.file().fileId())
            .toList();
    Map<String, Map<Reason, Long>> why = reasons.apply(tooBad);
    for (Delivery delivery : plan.deliveries()) {
      String id = delivery.file().fileId();
      decide(delivery, findings.getOrDefault(id, EMPTY), why.get(id));
    }
    Map<String, FileEntry> known = new HashMap<>();
    before.forEach(entry -> known.put(entry.file().fileId(), entry));
    known.putAll(entries);
    for (Duplicate duplicate : plan.duplicates()) {
      decide(duplicate, Objects.requireNonNull(known.get(duplicate.of())));
    }
  }

  /**
   * A copy is what its original is: of what was refused nothing was delivered, under whatever name
   * it comes again, and it is tried again when that is.
   */
  private void decide(Duplicate duplicate, FileEntry original) {
    DeliveredFile file = duplicate.file();
    String same = "same content as " + duplicate.ofPath();
    long lines = original.counts().lines();
    Counts counts = new Counts(lines, 0, 0, lines);
    if (original.state() == State.REFUSED) {
      boolean wasRead = original.file().contentSha256() != null;
      String reason = same + ", which was refused: " + original.reason();
      put(entry(wasRead ? file : file.unread(), State.REFUSED, reason, counts));
    } else {
      put(entry(file, State.DUPLICATE, same, counts));
      supersede(duplicate.supersedes(), file.fileId());
    }
  }

  /** Rows for the ledger. */
  List<FileEntry> entries() {
    return List.copyOf(entries.values());
  }

  /** Files whose good rows are loaded. */
  List<FileEntry> accepted() {
    return List.copyOf(accepted);
  }

  /** Files of which nothing is loaded. */
  List<FileEntry> refused() {
    return List.copyOf(refused);
  }

  /** Older contents whose rows go. */
  List<FileEntry> superseded() {
    return List.copyOf(superseded.values());
  }

  private void decide(
      Delivery delivery, Staging.Finding finding, @Nullable Map<Reason, Long> tooMany) {
    DeliveredFile file = delivery.file();
    String unreadable = finding.refused();
    if (unreadable != null) {
      refuse(Unreadable.is(unreadable) ? file.unread() : file, unreadable, Counts.NONE);
    } else if (finding.rows() == 0 && contract(file).delivers() == Delivers.SNAPSHOT) {
      refuse(file, EMPTY_SNAPSHOT, Counts.NONE);
    } else if (tooMany != null) {
      Counts counts = new Counts(finding.rows(), 0, finding.rows(), 0);
      refuse(file, tooManyRejects(file, finding, tooMany), counts);
    } else {
      Counts counts =
          new Counts(finding.rows(), finding.loaded(), finding.rejected(), finding.duplicates());
      FileEntry entry = entry(file, State.LOADED, null, counts);
      accepted.add(entry);
      put(entry);
      supersede(delivery.supersedes(), file.fileId());
    }
  }

  private void refuse(DeliveredFile file, String reason, Counts counts) {
    FileEntry entry = entry(file, State.REFUSED, reason, counts);
    refused.add(entry);
    put(entry);
  }

  private boolean isTooBad(Delivery delivery, Map<String, Staging.Finding> findings) {
    Staging.Finding finding = findings.getOrDefault(delivery.file().fileId(), EMPTY);
    double share = contract(delivery.file()).greatestRejectShare();
    return finding.refused() == null && finding.rejected() > share * finding.rows();
  }

  private String tooManyRejects(
      DeliveredFile file, Staging.Finding finding, Map<Reason, Long> reasons) {
    String most =
        reasons.entrySet().stream()
            .sorted(
                Map.Entry.<Reason, Long>comparingByValue()
                    .reversed()
                    .thenComparing(entry -> entry.getKey().toString(), Comparator.naturalOrder()))
            .limit(REASONS_NAMED)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%d of %d lines break the contract (%s), more than reject-threshold %s: correct the"
            + " contract, and the file is tried again, or have it delivered again",
        finding.rejected(),
        finding.rows(),
        most,
        contract(file).greatestRejectShare());
  }

  private void supersede(List<FileEntry> older, String newer) {
    for (FileEntry old : older) {
      put(old.supersededBy(newer));
      superseded.put(old.file().fileId(), old);
    }
  }

  private SourceContract contract(DeliveredFile file) {
    return Objects.requireNonNull(sources.get(file.source()));
  }

  private FileEntry entry(DeliveredFile file, State state, @Nullable String reason, Counts counts) {
    return new FileEntry(file, state, null, reason, counts, runId, asOf);
  }

  private void put(FileEntry entry) {
    entries.put(entry.file().fileId(), entry);
  }
}

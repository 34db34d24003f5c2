package io.tributary.collect;

import io.tributary.collect.FileEntry.Counts;
import io.tributary.collect.FileEntry.State;
import io.tributary.job.Fingerprint;
import io.tributary.lake.Files.Found;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to do with each file that lies in landing, decided from the ledger of files: nothing (known,
 * unchanged), read it, note it as a duplicate, refuse it unread. Reads the content of a file only
 * when path, size or modification time are new.
 */
final class DeliveryPlan {

  /**
   * A file to read.
   *
   * @param path to open
   * @param supersedes older contents under the same path: their rows go when this one is accepted
   */
  record Delivery(DeliveredFile file, String path, List<FileEntry> supersedes) {}

  /**
   * A content that is known under another path.
   *
   * @param of file id of the content
   * @param ofPath where it was found first
   */
  record Duplicate(DeliveredFile file, String of, String ofPath, List<FileEntry> supersedes) {}

  private final Map<String, FileEntry> byId = new HashMap<>();
  private final Map<String, List<FileEntry>> byPath = new HashMap<>();
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final Map<String, FileEntry> settled = new TreeMap<>();
  private final UnaryOperator<String> sha256;
  private final String runId;
  private final Instant asOf;

  /**
   * @param ledger all rows of {@code ops.collected_files}
   * @param sha256 hex digest of the file at a path
   */
  DeliveryPlan(
      Collection<FileEntry> ledger, UnaryOperator<String> sha256, String runId, Instant asOf) {
    this.sha256 = sha256;
    this.runId = runId;
    this.asOf = asOf;
    for (FileEntry entry : ledger) {
      byId.put(entry.file().fileId(), entry);
      String place = place(entry.file().source(), entry.file().path());
      byPath.computeIfAbsent(place, p -> new ArrayList<>()).add(entry);
    }
  }

  /** Files to read, in the order in which they were considered. */
  List<Delivery> deliveries() {
    return List.copyOf(deliveries.values());
  }

  List<Duplicate> duplicates() {
    return List.copyOf(duplicates);
  }

  /** Rows of the ledger that are final: refused unread, or found elsewhere without a change. */
  List<FileEntry> settled() {
    return List.copyOf(settled.values());
  }

  /** Decides on one file. */
  void consider(String source, SourceContract contract, SourceFiles.Candidate candidate) {
    Found found = candidate.found();
    String contractHash = Fingerprint.of(contract.toString());
    List<FileEntry> before = byPath.getOrDefault(place(source, found.relative()), List.of());
    if (before.stream().anyMatch(entry -> isUnchanged(entry, found, contractHash))) {
      return;
    }
    boolean isReadable = candidate.flaw() == null;
    String sha = isReadable ? sha256.apply(found.path()) : null;
    DeliveredFile file =
        new DeliveredFile(
            fileId(source, contract, candidate, sha),
            source,
            found.relative(),
            sha,
            found.bytes(),
            found.modifiedAt(),
            candidate.deliveredOn(),
            contract.delivers().name().toLowerCase(Locale.ROOT),
            contractHash);
    if (isReadable) {
      decide(file, found.path(), before);
    } else {
      settle(new FileEntry(file, State.REFUSED, null, candidate.flaw(), Counts.NONE, runId, asOf));
    }
  }

  private void decide(DeliveredFile file, String path, List<FileEntry> before) {
    String id = file.fileId();
    FileEntry known = byId.get(id);
    List<FileEntry> older =
        before.stream()
            .filter(old -> !old.file().fileId().equals(id) && old.state() != State.SUPERSEDED)
            .toList();
    boolean isCollected = known != null && isDecided(known, file.contract());
    Delivery earlier = deliveries.get(id);
    if (known != null && isCollected && known.file().path().equals(file.path())) {
      settle(known.at(file));
    } else if (isCollected || earlier != null) {
      String ofPath = earlier == null && known != null ? known.file().path() : file.path();
      duplicates.add(
          new Duplicate(
              file.as(Fingerprint.of(id, file.path())),
              id,
              earlier == null ? ofPath : earlier.file().path(),
              withoutCopies(older)));
    } else {
      deliveries.put(id, new Delivery(file, path, withoutCopies(older)));
    }
  }

  /**
   * An older content of this path that also lies under another path is still delivered there: it
   * moves, and its rows stay.
   */
  private List<FileEntry> withoutCopies(List<FileEntry> older) {
    List<FileEntry> superseded = new ArrayList<>();
    for (FileEntry old : older) {
      Optional<FileEntry> copy =
          byId.values().stream()
              .filter(entry -> entry.state() == State.DUPLICATE && isCopy(entry, old))
              .min(Comparator.comparing(entry -> entry.file().path()));
      if (copy.isPresent()) {
        settle(old.at(copy.get().file()));
        settle(copy.get().supersededBy(old.file().fileId()));
      } else {
        superseded.add(old);
      }
    }
    return superseded;
  }

  private void settle(FileEntry entry) {
    settled.put(entry.file().fileId(), entry);
  }

  private static String fileId(
      String source,
      SourceContract contract,
      SourceFiles.Candidate candidate,
      @Nullable String sha) {
    if (sha == null) {
      return Fingerprint.of(source, "unread", candidate.found().relative());
    }
    return contract.delivers().mayRepeat()
        ? Fingerprint.of(source, sha, String.valueOf(candidate.deliveredOn()))
        : Fingerprint.of(source, sha);
  }

  private static boolean isCopy(FileEntry duplicate, FileEntry original) {
    String id = Fingerprint.of(original.file().fileId(), duplicate.file().path());
    return duplicate.file().fileId().equals(id);
  }

  private static boolean isUnchanged(FileEntry entry, Found found, String contract) {
    boolean isFinal = entry.state() == State.DUPLICATE || isDecided(entry, contract);
    return isFinal
        && entry.file().bytes() == found.bytes()
        && entry.file().modifiedAt().equals(found.modifiedAt());
  }

  /** A refused file is tried again under another contract, and a superseded one if it returns. */
  private static boolean isDecided(FileEntry entry, String contract) {
    return entry.state() == State.LOADED
        || (entry.state() == State.REFUSED && entry.file().contract().equals(contract));
  }

  private static String place(String source, String path) {
    return source + ":" + path;
  }
}

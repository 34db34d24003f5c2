package io.tributary.collect;

import io.tributary.collect.FileEntry.Counts;
import io.tributary.collect.FileEntry.State;
import io.tributary.job.Fingerprint;
import io.tributary.lake.Files.Found;
import java.io.IOException;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What to do with each file that lies in landing, decided from the ledger of files: nothing (known,
 * unchanged), read it, note it as moved or as a duplicate, refuse it unread. Reads the content of a
 * file only when path, size or modification time are new. First every file is considered, then
 * {@link #decide()} is called once.
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
   * A content that is known under another path, and is what the file there is: loaded, or refused.
   *
   * @param of file id of the content
   * @param ofPath where it was found first
   */
  record Duplicate(DeliveredFile file, String of, String ofPath, List<FileEntry> supersedes) {}

  /**
   * A collected content that lies where it lay, touched, or under another path than before.
   *
   * @param entry with the path, size and time of now
   * @param supersedes what that path held before: their rows go if its own are loaded
   */
  record Kept(FileEntry entry, List<FileEntry> supersedes) {}

  /** Tells contents apart. */
  interface Digest {
    /**
     * @throws IOException when the file cannot be read
     */
    String of(String path) throws IOException;
  }

  /** A file that is new or was touched, and what its path held before. */
  private record Arrival(DeliveredFile file, String path, List<FileEntry> before) {}

  private final Map<String, FileEntry> byId = new HashMap<>();
  private final Map<String, List<FileEntry>> byPath = new HashMap<>();
  private final Map<String, Arrival> arrivals = new LinkedHashMap<>();
  private final Map<String, DeliveredFile> moved = new HashMap<>();
  private final List<Kept> kept = new ArrayList<>();
  private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
  private final List<Duplicate> duplicates = new ArrayList<>();
  private final Map<String, FileEntry> settled = new TreeMap<>();
  private final Digest digest;
  private final String runId;
  private final Instant asOf;

  /**
   * @param ledger all rows of {@code ops.collected_files}
   * @param digest of the content of the file at a path
   */
  DeliveryPlan(Collection<FileEntry> ledger, Digest digest, String runId, Instant asOf) {
    this.digest = digest;
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

  /** Contents that are collected already and stay. */
  List<Kept> kept() {
    return List.copyOf(kept);
  }

  /** Rows of the ledger that are final: refused unread, or a copy that is now the original. */
  List<FileEntry> settled() {
    return List.copyOf(settled.values());
  }

  /** Notes one file, unless it is known and unchanged. */
  void consider(String source, SourceContract contract, SourceFiles.Candidate candidate) {
    Found found = candidate.found();
    String contractHash = Fingerprint.of(contract.toString());
    String place = place(source, found.relative());
    List<FileEntry> before = byPath.getOrDefault(place, List.of());
    String sha = null;
    String flaw = candidate.flaw();
    if (isUnchanged(before, found, flaw, contractHash)) {
      return;
    }
    if (flaw == null) {
      try {
        sha = digest.of(found.path());
      } catch (IOException e) {
        flaw = Unreadable.reason(e);
        if (isUnchanged(before, found, flaw, contractHash)) {
          return;
        }
      }
    }
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
    if (flaw == null) {
      arrivals.put(place, new Arrival(file, found.path(), before));
    } else {
      settle(new FileEntry(file, State.REFUSED, null, flaw, Counts.NONE, runId, asOf));
    }
  }

  /**
   * Decides on all noted files. Only now it is known which contents merely changed their name: what
   * a path held before may lie under another one.
   */
  void decide() {
    arrivals.values().forEach(this::move);
    arrivals.values().forEach(this::decide);
  }

  /** Finds the contents that this path held and that are delivered elsewhere: their rows stay. */
  private void move(Arrival arrival) {
    for (FileEntry old : older(arrival)) {
      // What is not final is read anew where it lies now: that is no move.
      boolean isFinal = isDecided(old, arrival.file().contract());
      if (isFinal || !arrives(old)) {
        newHome(old).ifPresent(home -> move(old, home));
      }
    }
  }

  private void move(FileEntry old, DeliveredFile home) {
    moved.put(old.file().fileId(), home);
    settle(old.at(home));
    becomeOriginal(old.file().fileId(), home.path());
  }

  /** The content is known by its own id now, where a copy of it lay. */
  private void becomeOriginal(String id, String path) {
    FileEntry copy = byId.get(copyId(id, path));
    if (copy != null && copy.state() != State.SUPERSEDED) {
      settle(copy.supersededBy(id));
    }
  }

  private boolean arrives(FileEntry old) {
    String id = old.file().fileId();
    return arrivals.values().stream().anyMatch(arrival -> arrival.file().fileId().equals(id));
  }

  /** Where a content lies that its own path no longer holds. */
  private Optional<DeliveredFile> newHome(FileEntry old) {
    Stream<DeliveredFile> found =
        arrivals.values().stream()
            .map(Arrival::file)
            .filter(file -> file.fileId().equals(old.file().fileId()));
    Stream<DeliveredFile> copies =
        byId.values().stream()
            .filter(entry -> isCopy(entry, old))
            .map(FileEntry::file)
            .filter(file -> !arrivals.containsKey(place(file.source(), file.path())));
    return Stream.concat(found, copies).min(Comparator.comparing(DeliveredFile::path));
  }

  /** A copy of a refused content stands refused itself. */
  private static boolean isCopy(FileEntry entry, FileEntry original) {
    boolean isRefused = entry.state() == State.REFUSED && original.state() == State.REFUSED;
    return (isRefused || entry.state() == State.DUPLICATE)
        && entry.file().fileId().equals(copyId(original.file().fileId(), entry.file().path()));
  }

  private void decide(Arrival arrival) {
    DeliveredFile file = arrival.file();
    String id = file.fileId();
    FileEntry known = byId.get(id);
    boolean isCollected = known != null && isDecided(known, file.contract());
    Delivery earlier = deliveries.get(id);
    List<FileEntry> gone = gone(arrival);
    if (known != null && isCollected) {
      DeliveredFile home = moved.getOrDefault(id, known.file());
      if (home.path().equals(file.path())) {
        kept.add(new Kept(known.at(file), moved.containsKey(id) ? gone : List.of()));
      } else {
        duplicates.add(duplicate(file, home.path(), gone));
      }
    } else if (earlier != null) {
      duplicates.add(duplicate(file, earlier.file().path(), gone));
    } else {
      becomeOriginal(id, file.path());
      deliveries.put(id, new Delivery(file, arrival.path(), gone));
    }
  }

  private static Duplicate duplicate(DeliveredFile file, String ofPath, List<FileEntry> gone) {
    String id = file.fileId();
    return new Duplicate(file.as(copyId(id, file.path())), id, ofPath, gone);
  }

  /** What the path held before and is delivered nowhere now. */
  private List<FileEntry> gone(Arrival arrival) {
    return older(arrival).stream()
        .filter(old -> !moved.containsKey(old.file().fileId()))
        .filter(old -> !arrives(old))
        .toList();
  }

  private static List<FileEntry> older(Arrival arrival) {
    String id = arrival.file().fileId();
    String sameAsCopy = copyId(id, arrival.file().path());
    return arrival.before().stream()
        .filter(old -> old.state() != State.SUPERSEDED)
        .filter(old -> !old.file().fileId().equals(id))
        .filter(old -> !old.file().fileId().equals(sameAsCopy))
        .toList();
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

  private static String copyId(String original, String path) {
    return Fingerprint.of(original, path);
  }

  private static boolean isUnchanged(
      List<FileEntry> before, Found found, @Nullable String flaw, String contract) {
    return before.stream().anyMatch(entry -> isUnchanged(entry, found, flaw, contract));
  }

  private static boolean isUnchanged(
      FileEntry entry, Found found, @Nullable String flaw, String contract) {
    boolean isStillFlawed =
        flaw != null
            && flaw.equals(entry.reason())
            && entry.state() == State.REFUSED
            && entry.file().contract().equals(contract);
    boolean isFinal =
        isStillFlawed || entry.state() == State.DUPLICATE || isDecided(entry, contract);
    return isFinal
        && entry.file().bytes() == found.bytes()
        && entry.file().modifiedAt().equals(found.modifiedAt());
  }

  /**
   * A refused file is tried again under another contract, or if it could not be read; a superseded
   * one if it returns.
   */
  private static boolean isDecided(FileEntry entry, String contract) {
    return entry.state() == State.LOADED
        || (entry.state() == State.REFUSED
            && entry.file().contentSha256() != null
            && entry.file().contract().equals(contract));
  }

  private static String place(String source, String path) {
    return source + ":" + path;
  }
}

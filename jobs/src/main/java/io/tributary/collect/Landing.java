package io.tributary.collect;

import io.tributary.collect.SourceFiles.Candidate;
import io.tributary.lake.Files.Found;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies in landing at a moment.
 *
 * @param files of each source
 * @param unreadable folders that could not be listed, below the landing root: what lies there is
 *     not known
 * @param businessDay files of later days wait
 * @param settledBy files modified later are still being written, and wait
 */
record Landing(
    Map<String, List<Candidate>> files,
    Set<String> unreadable,
    LocalDate businessDay,
    Instant settledBy) {

  /** The files of each source that may be taken now, in the order of day and path. */
  Map<String, List<Candidate>> ready() {
    Map<String, List<Candidate>> ready = new TreeMap<>();
    files.forEach(
        (source, candidates) ->
            ready.put(
                source, candidates.stream().filter(this::isDue).filter(this::hasSettled).toList()));
    return ready;
  }

  /**
   * Whether a file that was decided may still be there: it lies there itself, or what will take its
   * place is being written, or its folder cannot be listed. A settled file of its name that is
   * another one has been decided by itself.
   */
  boolean mayHold(DeliveredFile file) {
    return unreadable.stream().anyMatch(folder -> (file.path() + "/").startsWith(folder + "/"))
        || files.getOrDefault(file.source(), List.of()).stream()
            .filter(candidate -> candidate.found().relative().equals(file.path()))
            .filter(this::isDue)
            .anyMatch(candidate -> !hasSettled(candidate) || isSame(candidate.found(), file));
  }

  private boolean isDue(Candidate candidate) {
    LocalDate day = candidate.deliveredOn();
    return day == null || !day.isAfter(businessDay);
  }

  private boolean hasSettled(Candidate candidate) {
    return !candidate.found().modifiedAt().isAfter(settledBy);
  }

  private static boolean isSame(Found found, DeliveredFile file) {
    return found.bytes() == file.bytes() && found.modifiedAt().equals(file.modifiedAt());
  }
}

package io.tributary.collect;

import io.tributary.lake.Files.Found;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which delivered files belong to a source. */
final class SourceFiles {

  /**
   * A file that a contract's path names.
   *
   * @param deliveredOn from its name; null when there is none
   * @param flaw why it cannot even be opened
   */
  record Candidate(Found found, @Nullable LocalDate deliveredOn, @Nullable String flaw) {}

  private SourceFiles() {}

  /**
   * The files of a source, in the order of day and path.
   *
   * @param leadsOut tells a link out of the landing root
   */
  static List<Candidate> of(
      SourceContract contract, List<Found> landing, Predicate<Found> leadsOut) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + contract.path());
    Map<String, Candidate> candidates = new TreeMap<>();
    for (Found found : landing) {
      Path path = Path.of(found.relative());
      Candidate candidate =
          matcher.matches(path)
              ? file(contract, found, leadsOut)
              : directory(matcher, path, found).orElse(null);
      if (candidate != null) {
        candidates.putIfAbsent(
            candidate.deliveredOn() + " " + candidate.found().relative(), candidate);
      }
    }
    return new ArrayList<>(candidates.values());
  }

  private static Candidate file(SourceContract contract, Found found, Predicate<Found> leadsOut) {
    String name = String.valueOf(Path.of(found.relative()).getFileName());
    Optional<LocalDate> day = DeliveryDate.in(name, contract.deliveredOn());
    if (leadsOut.test(found)) {
      return new Candidate(
          found, day.orElse(null), "it is a link out of the landing root: deliver the file itself");
    }
    FileFormat format = contract.format().resolved();
    if (format.type() == SourceContract.FormatType.PARQUET && name.contains(":")) {
      return new Candidate(
          found, day.orElse(null), "Parquet cannot be read under a name with a colon: rename it");
    }
    String flaw =
        day.isPresent()
            ? null
            : "the name holds no delivery date of the form "
                + contract.deliveredOn()
                + ": rename the file, or correct delivered-on in the contract";
    return new Candidate(found, day.orElse(null), flaw);
  }

  /** A directory that bears the name of a delivery, told by a file in it. */
  private static Optional<Candidate> directory(PathMatcher matcher, Path path, Found inside) {
    for (Path parent = path.getParent(); parent != null; parent = parent.getParent()) {
      if (matcher.matches(parent)) {
        String relative = parent.toString().replace('\\', '/');
        Found found = new Found(relative, relative, 0, inside.modifiedAt());
        return Optional.of(
            new Candidate(
                found,
                null,
                "it is a directory and no file: deliver one file, or name"
                    + " the files in the directory in the contract's path"));
      }
    }
    return Optional.empty();
  }
}

package io.tributary.serve;

import static java.util.Objects.requireNonNull;

import io.tributary.job.JobFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Splits the sorted rows of all audiences into their files. The rows pass by once, so that neither
 * their number nor that of the files decides how much memory is needed.
 */
final class AudienceFiles {

  private final Path folder;
  private final String interval;
  private final Predicate<Audience> mustReplace;
  private final Map<Part, PreparedFile> made = new HashMap<>();
  private final Map<Part, Long> tooSmall = new HashMap<>();

  private AudienceFiles(Path folder, String interval, Predicate<Audience> mustReplace) {
    this.folder = folder;
    this.interval = interval;
    this.mustReplace = mustReplace;
  }

  private record Part(String destination, String segment, Content content) {

    static Part of(Row row) {
      return new Part(
          row.getAs(AudienceRows.DESTINATION),
          row.getAs(AudienceRows.SEGMENT),
          Content.valueOf(row.getAs(KeyChanges.CONTENT)));
    }

    static Part of(Audience audience, Content content) {
      return new Part(audience.name(), audience.segment(), content);
    }
  }

  /**
   * Writes the files that are large enough, each complete or not at all.
   *
   * @param rows in the order of {@link KeyChanges#fileRows}
   * @param interval the data interval as it stands in the names
   * @param mustReplace audiences whose full file is written however few its rows are, even none
   */
  static AudienceFiles write(
      Path folder,
      String interval,
      List<Audience> audiences,
      Predicate<Audience> mustReplace,
      Iterator<Row> rows) {
    Map<Part, Audience> byPart = new HashMap<>();
    for (Audience audience : audiences) {
      for (Content content : Content.values()) {
        byPart.put(Part.of(audience, content), audience);
      }
    }
    AudienceFiles files = new AudienceFiles(folder, interval, mustReplace);
    Groups groups = new Groups(rows);
    while (groups.hasNext()) {
      Part part = groups.next();
      files.write(part, requireNonNull(byPart.get(part)), groups.rows());
    }
    for (Audience audience : audiences) {
      if (mustReplace.test(audience) && files.file(audience, Content.FULL).isEmpty()) {
        files.write(Part.of(audience, Content.FULL), audience, Collections.emptyIterator());
      }
    }
    return files;
  }

  /** The file, if it was large enough. */
  Optional<PreparedFile> file(Audience audience, Content content) {
    return Optional.ofNullable(made.get(Part.of(audience, content)));
  }

  /** Rows of a file that was not made; 0 if there were none. */
  long rowsOfRefused(Audience audience, Content content) {
    return tooSmall.getOrDefault(Part.of(audience, content), 0L);
  }

  private void write(Part part, Audience audience, Iterator<String[]> rows) {
    // Who is not in a full file is no longer in the audience: nothing is left to take back.
    boolean isNeedless =
        part.content() == Content.REMOVE && file(audience, Content.FULL).isPresent();
    if (isNeedless) {
      rows.forEachRemaining(row -> {});
      return;
    }
    String name = FileName.of(part.destination(), part.segment(), interval, part.content());
    PreparedFile file = AudienceFile.write(folder, name, audience.format(), rows);
    boolean mayBeSmall = part.content() == Content.FULL && mustReplace.test(audience);
    if (!mayBeSmall && file.rows() < audience.fewestRows(part.content())) {
      tooSmall.put(part, file.rows());
      delete(file);
    } else {
      made.put(part, file);
    }
  }

  private static void delete(PreparedFile file) {
    try {
      Files.delete(file.path());
    } catch (IOException e) {
      throw JobFailure.delivery(
              "The file " + file.path() + " has too few rows and cannot be deleted.",
              "The outbox is not writable.",
              "Mend the outbox, then run again.")
          .because(e);
    }
  }

  /** Rows that come sorted by part, one part after the other. */
  private static final class Groups {
    private final Iterator<Row> all;
    private @Nullable Row ahead;

    Groups(Iterator<Row> all) {
      this.all = all;
      advance();
    }

    boolean hasNext() {
      return ahead != null;
    }

    Part next() {
      return Part.of(requireNonNull(ahead));
    }

    /** The cells of the next part's rows; to be read to the end before the one after it. */
    Iterator<String[]> rows() {
      Part part = next();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return ahead != null && Part.of(ahead).equals(part);
        }

        @Override
        public String[] next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          String[] cells = AudienceRows.cells(requireNonNull(ahead));
          advance();
          return cells;
        }
      };
    }

    private void advance() {
      ahead = all.hasNext() ? all.next() : null;
    }
  }
}

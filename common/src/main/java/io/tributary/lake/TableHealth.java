package io.tributary.lake;

import java.util.Optional;

/**
 * How a stored table is.
 *
 * @param version latest version; -1 when the table was never written, or cannot be read
 * @param files data files of that version
 * @param bytes their size
 * @param problem what is wrong, in words for the one who has to mend it
 */
public record TableHealth(long version, long files, long bytes, Optional<String> problem) {

  static final TableHealth NEVER_WRITTEN = new TableHealth(-1, 0, 0, Optional.empty());

  static TableHealth broken(String problem) {
    return new TableHealth(-1, 0, 0, Optional.of(problem));
  }
}

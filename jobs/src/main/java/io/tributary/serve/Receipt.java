package io.tributary.serve;

/**
 * A file stands at its destination under its final name, whole.
 *
 * @param outcome whether this run put it there
 * @param attempts how often it was tried, 1 or more
 */
public record Receipt(String name, long bytes, String sha256, Outcome outcome, int attempts) {

  /** How the file came to stand there. */
  public enum Outcome {
    PUBLISHED,
    /** The same bytes stood there before, from an attempt whose end was not recorded. */
    ALREADY_THERE
  }

  static Receipt of(PreparedFile file, Outcome outcome, int attempts) {
    return new Receipt(file.name(), file.bytes(), file.sha256(), outcome, attempts);
  }
}

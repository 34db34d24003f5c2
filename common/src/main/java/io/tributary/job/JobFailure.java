package io.tributary.job;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A failure that a user can mend: it says what happened, why, and what to do. It is printed without
 * a stack trace and never holds personal data: columns and rules are named, values are not. Any
 * other exception is a bug.
 */
public final class JobFailure extends RuntimeException {

  /** Whose move it is; decides the exit code and whether a retry makes sense. */
  public enum Category {
    /** Settings or arguments are wrong: nothing was done. */
    CONFIG(2),
    /** A delivered file was refused or is missing. */
    INPUT(3),
    /** Data was refused by a gate. */
    QUALITY(3),
    /** A destination could not be reached or refused the file; worth a retry. */
    DELIVERY(4),
    /** Another run holds the lake; worth a retry. */
    BUSY(4),
    /** A disk is full, or a file system does not answer; worth a retry. */
    STORAGE(4);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private static final long serialVersionUID = 1L;

  private final Category category;

  private JobFailure(Category category, String what, String why, String remedy) {
    super(
        sentence(what) + " " + sentence(why) + " To do: " + remedy.replaceFirst("\\.$", "") + ".");
    this.category = category;
  }

  private JobFailure(Category category, String message) {
    super(message);
    this.category = category;
  }

  public static JobFailure config(String what, String why, String remedy) {
    return new JobFailure(Category.CONFIG, what, why, remedy);
  }

  public static JobFailure input(String what, String why, String remedy) {
    return new JobFailure(Category.INPUT, what, why, remedy);
  }

  public static JobFailure quality(String what, String why, String remedy) {
    return new JobFailure(Category.QUALITY, what, why, remedy);
  }

  public static JobFailure delivery(String what, String why, String remedy) {
    return new JobFailure(Category.DELIVERY, what, why, remedy);
  }

  public static JobFailure busy(String what, String why, String remedy) {
    return new JobFailure(Category.BUSY, what, why, remedy);
  }

  public static JobFailure storage(String what, String why, String remedy) {
    return new JobFailure(Category.STORAGE, what, why, remedy);
  }

  /** Several failures of one run as one, under the category of the first. */
  public static JobFailure all(List<JobFailure> failures) {
    if (failures.size() == 1) {
      return failures.get(0);
    }
    return new JobFailure(
        failures.get(0).category(),
        failures.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
  }

  /** The failure behind an exception: Spark wraps what a task threw. */
  static Optional<JobFailure> behind(Throwable exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof JobFailure failure) {
        return Optional.of(failure);
      }
    }
    return Optional.empty();
  }

  /** The same failure with the exception behind it, which {@code --debug} shows. */
  public JobFailure because(Throwable cause) {
    if (getCause() == null) {
      initCause(cause);
    }
    return this;
  }

  public Category category() {
    return category;
  }

  /**
   * Begins with a capital, unless it begins with a name such as gold.customers, and ends with a
   * point or a question mark.
   */
  private static String sentence(String text) {
    boolean isWord = text.matches("(?s)[a-z]+([ ,:;].*)?");
    String whole =
        isWord ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : text;
    return whole.endsWith(".") || whole.endsWith("?") ? whole : whole + ".";
  }
}

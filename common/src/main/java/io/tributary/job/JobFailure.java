package io.tributary.job;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure that the user of the program can do something about: it is shown as one message of
 * three sentences and never as a stack trace. Any other exception is a bug.
 *
 * <p>The three sentences name columns, rules, files and hosts, never a value of a customer and
 * never a secret.
 */
public final class JobFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What kind of thing went wrong, and with it the exit code of the program. */
  public enum Category {
    /** The configuration or the command line is wrong. */
    CONFIG(2),
    /** Delivered data was refused. */
    INPUT(3),
    /** Our own result did not pass a quality gate. */
    QUALITY(3),
    /** A destination could not be reached or refused us; worth a retry. */
    DELIVERY(4),
    /** Somebody else holds the lock; worth a retry. */
    BUSY(4);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of a program that ends with a failure of this category. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Category category;
  private final String what;
  private final String why;
  private final String remedy;

  private JobFailure(Category category, String what, String why, String remedy) {
    super(what + " " + why + " " + remedy);
    this.category = category;
    this.what = Objects.requireNonNull(what, "what");
    this.why = Objects.requireNonNull(why, "why");
    this.remedy = Objects.requireNonNull(remedy, "remedy");
  }

  /** The configuration or the command line is wrong; exit code 2. */
  public static JobFailure config(String what, String why, String remedy) {
    return new JobFailure(Category.CONFIG, what, why, remedy);
  }

  /** Delivered data was refused; exit code 3. */
  public static JobFailure input(String what, String why, String remedy) {
    return new JobFailure(Category.INPUT, what, why, remedy);
  }

  /** Our own result did not pass a quality gate; exit code 3. */
  public static JobFailure quality(String what, String why, String remedy) {
    return new JobFailure(Category.QUALITY, what, why, remedy);
  }

  /** A destination could not be reached or refused us; exit code 4. */
  public static JobFailure delivery(String what, String why, String remedy) {
    return new JobFailure(Category.DELIVERY, what, why, remedy);
  }

  /** Somebody else holds the lock; exit code 4. */
  public static JobFailure busy(String what, String why, String remedy) {
    return new JobFailure(Category.BUSY, what, why, remedy);
  }

  /** The same failure with the exception behind it, for the log of a developer. */
  public JobFailure because(@Nullable Throwable cause) {
    if (getCause() == null && cause != null) {
      initCause(cause);
    }
    return this;
  }

  /** What kind of failure it is. */
  public Category category() {
    return category;
  }

  /** What happened, a sentence. */
  public String what() {
    return what;
  }

  /** Why it happened, a sentence. */
  public String why() {
    return why;
  }

  /** What the user can do, a sentence. */
  public String remedy() {
    return remedy;
  }

  /** The exit code of a program that ends with this failure. */
  public int exitCode() {
    return category.exitCode();
  }
}

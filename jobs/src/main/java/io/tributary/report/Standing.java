package io.tributary.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.ops.Runs;
import org.apache.spark.sql.Column;

/**
 * How a job stands after all attempts at it. The last attempt says it; but where that was skipped
 * because there was nothing to do, the one before that did the work, if it left nothing open.
 */
public final class Standing {
  /** Whether the attempt needs a look: it failed, or left something open and says what. */
  public static final String NEEDS_LOOK = "needs_look";

  /** The job that stands for the run itself in {@link Runs}. */
  public static final String RUN = "run";

  private static final Column MESSAGE = coalesce(col(Runs.MESSAGE), lit(""));

  /** Done with a message is a deferred failure, skipped with a message is withheld. */
  private static final Column IS_OPEN =
      col(Runs.STATE).equalTo("FAILED").or(MESSAGE.notEqual(lit("")));

  private static final Column IS_IDLE = col(Runs.STATE).equalTo("SKIPPED").and(not(IS_OPEN));

  private static final Column ATTEMPT =
      struct(
          col(Runs.RUN_NO),
          col(Runs.JOB),
          col(Runs.STAGE),
          col(Runs.RUN_ID),
          col(Runs.PIPELINE),
          col(Runs.AS_OF),
          col(Runs.STATE),
          col(Runs.COUNTS),
          MESSAGE.as(Runs.MESSAGE),
          col(Runs.STARTED_AT),
          col(Runs.SECONDS),
          IS_OPEN.as(NEEDS_LOOK));

  private Standing() {}

  /**
   * Of attempts at one job for one interval the one that counts: columns of {@link Runs} that a
   * person reads, and {@link #NEEDS_LOOK}. An aggregate of rows of {@link Runs}.
   */
  public static Column ofAttempts() {
    Column last = max_by(ATTEMPT, col(Runs.RUN_NO));
    Column worked = max_by(when(not(IS_IDLE), ATTEMPT), when(not(IS_IDLE), col(Runs.RUN_NO)));
    Column isIdle =
        last.getField(Runs.STATE).equalTo("SKIPPED").and(not(last.getField(NEEDS_LOOK)));
    // Without an earlier attempt the condition is null, so the last one counts.
    return when(isIdle.and(not(worked.getField(NEEDS_LOOK))), worked).otherwise(last);
  }
}

package io.tributary.tables.ops;

import static io.tributary.tables.Types.DOUBLE;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.TEXTS;

import io.tributary.tables.Table;

/**
 * One job of one run. What ran, on what, with what outcome. A job whose fingerprint equals that of
 * its last success is skipped.
 */
public final class Runs {
  public static final String RUN_NO = "run_no";
  public static final String JOB = "job";
  public static final String STAGE = "stage";
  public static final String RUN_ID = "run_id";
  public static final String PIPELINE = "pipeline";
  public static final String AS_OF = "as_of";
  public static final String FINGERPRINT = "fingerprint";
  public static final String STATE = "state";
  public static final String INPUTS = "inputs";
  public static final String OUTPUTS = "outputs";
  public static final String COUNTS = "counts";
  public static final String MESSAGE = "message";
  public static final String STARTED_AT = "started_at";
  public static final String SECONDS = "seconds";

  public static final Table TABLE =
      Table.ops("runs", "One job of one run.")
          .key(RUN_NO, JOB)
          .attribute(RUN_NO, LONG, "Rising number of the run.")
          .attribute(JOB, STRING, "Name of the job; run for the run itself.")
          .attribute(STAGE, STRING, "Stage of the job.")
          .attribute(
              RUN_ID, STRING, "Id of the run, as it stands in the commits of the tables it wrote.")
          .attribute(
              PIPELINE, STRING, "nightly, hourly, weekly or the single job that was asked for.")
          .attribute(AS_OF, INSTANT, "End of the data interval.")
          .attribute(
              FINGERPRINT, STRING, "Hash of input versions, as-of, configuration and code version.")
          .attribute(STATE, STRING, "SUCCEEDED, SKIPPED or FAILED; STARTED for the run itself.")
          .attribute(INPUTS, TEXTS, "Version of each table read.")
          .attribute(OUTPUTS, TEXTS, "Version of each table written.")
          .attribute(COUNTS, TEXTS, "What the job counted: rows by table and its own figures.")
          .attribute(
              MESSAGE,
              STRING,
              "Why it failed, what it left open, or why it was withheld; without personal data.")
          .attribute(STARTED_AT, INSTANT, "When the job began.")
          .attribute(SECONDS, DOUBLE, "Wall time of the job.")
          .build();

  private Runs() {}
}

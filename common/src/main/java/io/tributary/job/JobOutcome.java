package io.tributary.job;

import io.tributary.lake.TableWrite;
import java.util.List;
import java.util.Map;

/**
 * How one job of a run ended.
 *
 * @param seconds wall time
 * @param message why it failed, what it left open, or why it was withheld; empty otherwise
 */
public record JobOutcome(
    String job,
    String stage,
    State state,
    double seconds,
    Map<String, TableWrite> writes,
    Map<String, Long> counts,
    List<String> notes,
    String message) {

  /**
   * STARTED stands only in the ledger, for the run itself. A skipped job had nothing new to work
   * on, does not rebuild the past, or was withheld.
   */
  public enum State {
    STARTED,
    SUCCEEDED,
    SKIPPED,
    FAILED
  }

  /** Whether the job did its work and left a failure to the end of the run. */
  public boolean hasDeferred() {
    return state == State.SUCCEEDED && !message.isEmpty();
  }
}

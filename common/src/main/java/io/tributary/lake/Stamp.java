package io.tributary.lake;

import java.time.Instant;

/**
 * Who writes: goes into {@code _run} of the rows and into the metadata of the commits.
 *
 * @param asOf end of the data interval
 */
public record Stamp(long runNo, String runId, String job, Instant asOf) {

  /** Of a lake that is only looked at. */
  static final Stamp NONE = new Stamp(0, "", "reader", Instant.EPOCH);

  /** Of whoever reads the ledger of runs before a run has a number. */
  public static Stamp forLedger() {
    return NONE;
  }

  String json() {
    return "{\"run_id\":\"%s\",\"run_no\":%d,\"job\":\"%s\",\"as_of\":\"%s\"}"
        .formatted(runId, runNo, job, asOf);
  }
}

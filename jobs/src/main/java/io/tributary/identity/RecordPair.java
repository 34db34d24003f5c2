package io.tributary.identity;

import io.tributary.job.JobFailure;

/** Two different records, the smaller key first, in the order of Spark's strings. */
public record RecordPair(String left, String right) {

  /**
   * @throws JobFailure CONFIG if both are one record
   */
  public static RecordPair of(String one, String other) {
    int order = Utf8Order.compare(one, other);
    if (order == 0) {
      throw JobFailure.config(
          "Both keys name one record", "a pair has two", "give the keys of two records");
    }
    return order < 0 ? new RecordPair(one, other) : new RecordPair(other, one);
  }
}

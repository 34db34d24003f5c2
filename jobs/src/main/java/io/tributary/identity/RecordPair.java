package io.tributary.identity;

import io.tributary.job.JobFailure;

/** Two different records, the smaller key first, in the order of Spark's strings. */
public record RecordPair(String left, String right) {
  private static final char SOURCE_END = ':';

  /**
   * @throws JobFailure CONFIG if one is no record's key, or both are one record
   */
  public static RecordPair of(String one, String other) {
    // A phone or an e-mail in its place would be a literal in a plan.
    if (one.indexOf(SOURCE_END) < 1 || other.indexOf(SOURCE_END) < 1) {
      throw JobFailure.config(
          "A key is no record's",
          "it does not begin with the name of a source and a colon",
          "take keys as `tributary customer` prints them: crm:KH000000106");
    }
    int order = Utf8Order.compare(one, other);
    if (order == 0) {
      throw JobFailure.config(
          "Both keys name one record", "a pair has two", "give the keys of two records");
    }
    return order < 0 ? new RecordPair(one, other) : new RecordPair(other, one);
  }
}

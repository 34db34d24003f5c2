package io.tributary.identity;

import io.tributary.linkage.Blocking;

/**
 * How records are compared by the model.
 *
 * @param enabled whether the model links at all
 * @param linkFrom weight in bits from which a pair is linked
 * @param reviewFrom weight in bits from which a pair that is not linked is kept for a steward
 * @param trainFrom records below which no model is trained
 * @param trainOn at most so many records are trained on, chosen by the hash of their keys
 * @param maxBlock records of one blocking key beyond which the key is combined with others
 * @param blocking which records are compared
 */
public record MatchRules(
    boolean enabled,
    double linkFrom,
    double reviewFrom,
    int trainFrom,
    int trainOn,
    int maxBlock,
    Blocking blocking) {

  public MatchRules {
    if (reviewFrom > linkFrom) {
      throw new IllegalArgumentException("review-from must not be above link-from");
    }
    if (trainFrom < 2 || trainOn < trainFrom) {
      throw new IllegalArgumentException("train-from must be at least 2 and at most train-on");
    }
    if (maxBlock < 2) {
      throw new IllegalArgumentException("max-block must be at least 2");
    }
    blocking.check(ComparedRecords.SCHEMA.fields());
  }
}

package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts of a whole population in a model that was trained on a sample of it. The chances of levels
 * and the priors are those of the sample: they are shares of pairs, which a sample of records
 * keeps. How rare a value is, a sample cannot say: in a tenth of the records nothing is rarer than
 * ten times what it is.
 */
public final class Population {
  private Population() {}

  /** Takes the values of a record. */
  public interface ValueSink {
    /**
     * @param field position of the field; one more than the last: given and family name together
     * @param key hash of the value
     * @param share of the record that the value stands for: one over the number of its values
     */
    void accept(int field, long key, double share);
  }

  /** The values of a record that are counted. */
  public static void values(List<Field> fields, LinkRecord record, ValueSink sink) {
    for (int f = 0; f < fields.size(); f++) {
      Value[] values = record.values()[f];
      for (Value value : values) {
        sink.accept(f, value.key(), 1.0 / values.length);
      }
    }
    long name = new FullNames(fields).brief(record);
    if (name != FullNames.NONE) {
      sink.accept(fields.size(), name, 1);
    }
  }

  /**
   * How often the values of one field occur.
   *
   * @param filled records that have a value
   * @param keys hashes of the frequent values, ascending
   * @param counts records of each
   */
  public record Counts(double filled, long[] keys, double[] counts) {}

  /** Whether so many records of one value are worth to be listed. */
  public static double leastCount() {
    return FrequencyCount.PIECES;
  }

  /**
   * The model with these counts.
   *
   * @param customersARecord customers for each record, as far as the sample tells
   * @param counts for each field, and for given and family name together
   */
  public static Model model(Model trained, double customersARecord, List<Counts> counts) {
    List<Frequencies> frequencies = new ArrayList<>();
    for (int f = 0; f < trained.fields().size(); f++) {
      Counts of = counts.get(f);
      double floor = 1 / Math.max(2, of.filled() * customersARecord);
      // The mean stays: by it a level's chance becomes that of the value.
      frequencies.add(
          new Frequencies(
              of.keys(),
              shares(of, count -> count / of.filled()),
              floor,
              trained.frequencies().get(f).mean()));
    }
    Counts names = counts.get(counts.size() - 1);
    double customers = names.filled() * customersARecord;
    Frequencies fullNames =
        new Frequencies(
            names.keys(),
            shares(
                names,
                count -> Math.max(0, count * customersARecord - FrequencyCount.PIECES) / customers),
            0,
            1);
    return new Model(
        trained.fields(),
        trained.frequentKeys(),
        frequencies,
        fullNames,
        trained.comparisons(),
        trained.levels(),
        trained.matchPrior(),
        trained.householdPrior(),
        trained.cut());
  }

  private static float[] shares(Counts counts, java.util.function.DoubleUnaryOperator share) {
    float[] shares = new float[counts.counts().length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) share.applyAsDouble(counts.counts()[i]);
    }
    return shares;
  }
}

package io.tributary.linkage;

import java.util.List;

/**
 * A trained model: all that the weight of a pair depends on beside the two records.
 *
 * <p>Fellegi and Sunter, "A theory for record linkage", JASA 64 (1969), with three classes of pairs
 * in place of two: the same customer, two customers of one household, two random customers. Fields
 * that a household shares (family name, address, land line) are weak evidence between its members
 * and strong evidence between strangers; with two classes they count as if they were independent.
 * The weight is the log2 of the odds of the first class against the other two together.
 *
 * @param fields compared, in the order of a record's values
 * @param frequentKeys blocking keys that too many records have, ascending: they give way to
 *     combinations, so that which records are candidates is a function of two records and the model
 * @param frequencies how frequent the values of each field are
 * @param fullNames given and family names together, and with the words between, as far as several
 *     customers have them: names of one language go together
 * @param comparisons the evidence
 * @param levels what the levels of each comparison say
 * @param matchPrior share of pairs of one customer among all pairs of records
 * @param householdPrior share of pairs of one household among all pairs of records
 * @param cut mean weight above which two groups of records are one customer, in bits
 */
public record Model(
    List<Field> fields,
    long[] frequentKeys,
    List<Frequencies> frequencies,
    Frequencies fullNames,
    List<Comparison> comparisons,
    List<LevelChances> levels,
    double matchPrior,
    double householdPrior,
    double cut) {

  /** What a pair weighs before any evidence: log2 of the odds. */
  public double priorBits() {
    return Scorer.log2(matchPrior / (1 - matchPrior));
  }

  /** The same weights with other blocks. */
  public Model withFrequentKeys(long[] keys) {
    return new Model(
        fields, keys, frequencies, fullNames, comparisons, levels, matchPrior, householdPrior, cut);
  }

  Model withPriors(double match, double household) {
    return new Model(
        fields, frequentKeys, frequencies, fullNames, comparisons, levels, match, household, cut);
  }

  Model withCut(double chosen) {
    return new Model(
        fields,
        frequentKeys,
        frequencies,
        fullNames,
        comparisons,
        levels,
        matchPrior,
        householdPrior,
        chosen);
  }
}

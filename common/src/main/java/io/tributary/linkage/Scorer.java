package io.tributary.linkage;

import java.util.ArrayList;
import java.util.List;

/** Weighs pairs by a model: a pure function of two records. */
public final class Scorer {
  /**
   * Number of the rules by which records are prepared, blocked, compared and weighed. What one
   * number found is not what another finds: whoever keeps weights keeps it with them.
   */
  public static final int VERSION = 1;

  private static final double LOG2 = Math.log(2);

  private final Comparisons comparisons;
  private final List<Comparison> all;
  private final double[][] match;
  private final double[][] random;
  private final double[][] household;
  private final boolean[] isShared;
  private final Frequencies[] frequencies;
  private final double[] logMean;
  private final Frequencies fullNames;
  private final FullNames names;
  private final double priorMatch;
  private final double priorHousehold;
  private final double priorRandom;

  public Scorer(Model model) {
    all = model.comparisons();
    comparisons = new Comparisons(model.fields(), all);
    match = new double[all.size()][];
    random = new double[all.size()][];
    household = new double[all.size()][];
    isShared = new boolean[all.size()];
    for (int c = 0; c < match.length; c++) {
      match[c] = logs(model.levels().get(c).match());
      random[c] = logs(model.levels().get(c).random());
      household[c] = logs(model.levels().get(c).household());
      isShared[c] = all.get(c).isShared(model.fields());
    }
    frequencies = model.frequencies().toArray(new Frequencies[0]);
    logMean = new double[frequencies.length];
    for (int f = 0; f < logMean.length; f++) {
      logMean[f] = log2(frequencies[f].mean());
    }
    fullNames = model.fullNames();
    names = new FullNames(model.fields());
    priorMatch = log2(model.matchPrior());
    priorHousehold = log2(model.householdPrior());
    priorRandom = log2(1 - model.matchPrior() - model.householdPrior());
  }

  static double log2(double value) {
    return Math.log(value) / LOG2;
  }

  private static double[] logs(double[] chances) {
    double[] logs = new double[chances.length];
    for (int i = 0; i < logs.length; i++) {
      logs[i] = log2(chances[i]);
    }
    return logs;
  }

  public Comparisons comparisons() {
    return comparisons;
  }

  /** The weight of a pair in bits: log2 of the odds that both records are one customer. */
  public double weight(LinkRecord left, LinkRecord right) {
    return weight(comparisons.pattern(left, right), left, right);
  }

  /** The same, when the pattern of the pair is known. */
  public double weight(long pattern, LinkRecord left, LinkRecord right) {
    double[] evidence = evidence(pattern, left, right);
    return weight(evidence[0], evidence[1], evidence[2]);
  }

  /** The weight of a pair with this evidence for the three classes. */
  double weight(double match, double household, double random) {
    return match + priorMatch - logSum(household + priorHousehold, random + priorRandom);
  }

  /**
   * The weight in its parts, in the order of the comparisons; a missing value gives 0. They sum to
   * the weight together with the prior odds and with what a household and a frequent full name take
   * away, which stand in the last three places.
   */
  public double[] parts(LinkRecord left, LinkRecord right) {
    long pattern = comparisons.pattern(left, right);
    double[] logs = evidence(pattern, left, right);
    double[] parts = new double[match.length + 3];
    for (int c = 0; c < match.length; c++) {
      int level = Comparisons.level(pattern, c);
      if (level >= 0) {
        parts[c] = match[c][level] - random[c][level] - rarity(c, level, left, right);
      }
    }
    parts[match.length] = priorMatch - priorRandom;
    double random = logs[2] + priorRandom;
    parts[match.length + 1] = random - logSum(logs[1] + priorHousehold, random);
    // Not negated: nothing would read as -0.
    parts[match.length + 2] = 0 - together(left, right);
    return parts;
  }

  /** The parts in words, without those that say nothing; they sum to the weight. */
  public List<WeightPart> explain(LinkRecord left, LinkRecord right) {
    long pattern = comparisons.pattern(left, right);
    double[] parts = parts(left, right);
    List<WeightPart> explained = new ArrayList<>();
    explained.add(new WeightPart("prior", "", parts[match.length], 0));
    for (int c = 0; c < match.length; c++) {
      int level = Comparisons.level(pattern, c);
      if (level >= 0) {
        double bits = match[c][level] - random[c][level];
        String levelName = comparisons.levelNames(c).get(level);
        explained.add(new WeightPart(all.get(c).name(), levelName, bits, parts[c] - bits));
      }
    }
    explained.add(new WeightPart("household", "", parts[match.length + 1], 0));
    explained.add(new WeightPart("full name", "", 0, parts[match.length + 2]));
    return explained;
  }

  /** The chances of the three classes: same customer, same household, random. */
  double[] chances(double match, double household, double random) {
    double m = match + priorMatch;
    double h = household + priorHousehold;
    double u = random + priorRandom;
    double all = logSum(m, logSum(h, u));
    return new double[] {exp2(m - all), exp2(h - all), exp2(u - all)};
  }

  private static double exp2(double power) {
    return Math.exp(power * LOG2);
  }

  /** For each class the log2 of the chance that a pair of the class looks like this one. */
  double[] evidence(long pattern, LinkRecord left, LinkRecord right) {
    double m = 0;
    double u = 0;
    double h = 0;
    for (int c = 0; c < match.length; c++) {
      int level = Comparisons.level(pattern, c);
      if (level < 0) {
        continue;
      }
      double rarity = rarity(c, level, left, right);
      m += match[c][level];
      u += random[c][level] + rarity;
      h += isShared[c] ? household[c][level] : household[c][level] + rarity;
    }
    double together = together(left, right);
    return new double[] {m, h + together, u + together};
  }

  /** How much rarer than usual the common value is, in bits; negative for a rare one. */
  private double rarity(int comparison, int level, LinkRecord left, LinkRecord right) {
    int field = all.get(comparison).equalField(level, match[comparison].length);
    return field < 0 ? 0 : log2(share(field, left, right)) - logMean[field];
  }

  /** How much more frequent a common full name is than its parts would make it, in bits. */
  private double together(LinkRecord left, LinkRecord right) {
    long name = names.brief(left);
    if (name == FullNames.NONE || name != names.brief(right)) {
      return 0;
    }
    long whole = names.whole(left);
    if (whole != FullNames.NONE && whole == names.whole(right)) {
      double more = fullNames.listed(whole) / names.wholeApart(left, frequencies);
      if (more > 1) {
        return log2(more);
      }
    }
    double more = fullNames.listed(name) / names.briefApart(left, frequencies);
    return more > 1 ? log2(more) : 0;
  }

  private double share(int field, LinkRecord left, LinkRecord right) {
    double rarest = 1;
    for (Value l : left.values()[field]) {
      for (Value r : right.values()[field]) {
        if (l.key() == r.key()) {
          rarest = Math.min(rarest, frequencies[field].share(l.key()));
        }
      }
    }
    return rarest;
  }

  private static double logSum(double left, double right) {
    double high = Math.max(left, right);
    double low = Math.min(left, right);
    return high + log2(1 + exp2(low - high));
  }
}

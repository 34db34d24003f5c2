package io.tributary.linkage;

import java.util.Map;
import java.util.TreeMap;

/**
 * What blocking could reach.
 *
 * @param largestBlock most records in a block
 * @param refinedKeys keys that were too frequent and gave way to combinations
 * @param unresolvedKeys keys that are too frequent and cannot be combined any further, and form no
 *     pairs
 * @param unresolvedPairs pairs of records that have such a key in common, once for each: what
 *     blocking leaves out, unless another key joins them
 * @param pairsByRule pairs in the blocks of each rule, the rule named by its fields; a pair counts
 *     under each rule that forms it
 * @param estimatedShare estimated share of the true pairs that stand in a block together: from the
 *     linked pairs that meet in exactly one and in exactly two blocks, after Chao, "Nonparametric
 *     estimation of the number of classes in a population", Scand. J. Statist. 11 (1984); an upper
 *     bound
 */
public record Reach(
    int largestBlock,
    int refinedKeys,
    int unresolvedKeys,
    long unresolvedPairs,
    Map<String, Long> pairsByRule,
    double estimatedShare) {

  static Reach of(Blocks blocks, ScoredPairs pairs, Model model) {
    Map<Integer, Long> byFields = new TreeMap<>();
    for (int block = 0; block < blocks.count(); block++) {
      long size = blocks.members(block).length;
      byFields.merge(blocks.fields(block), size * (size - 1) / 2, Long::sum);
    }
    Map<String, Long> byRule = new TreeMap<>();
    byFields.forEach(
        (bits, count) -> byRule.merge(BlockingKeys.ruleOf(model.fields(), bits), count, Long::sum));
    return new Reach(
        blocks.limit(),
        blocks.frequent().length,
        blocks.unresolved().keys(),
        blocks.unresolved().pairs(),
        byRule,
        share(blocks, pairs, model.cut()));
  }

  private static double share(Blocks blocks, ScoredPairs pairs, double cut) {
    double once = 0;
    double twice = 0;
    double linked = 0;
    for (int pair = 0; pair < pairs.size(); pair++) {
      if (pairs.weight(pair) >= cut) {
        int common = blocks.common(pairs.left(pair), pairs.right(pair));
        once += common == 1 ? 1 : 0;
        twice += common == 2 ? 1 : 0;
        linked++;
      }
    }
    double unseen = once * Math.max(0, once - 1) / (2 * (twice + 1));
    return linked == 0 ? 1 : linked / (linked + unseen);
  }
}

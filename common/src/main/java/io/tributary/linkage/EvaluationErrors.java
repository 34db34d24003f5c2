package io.tributary.linkage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The errors that cost most pairs, each as two records to look at.
 *
 * @param together keys of two records of different customers in one cluster, the largest wrong
 *     clusters first
 * @param apart keys of two records of one customer in different clusters, the most scattered
 *     customers first
 */
public record EvaluationErrors(List<List<String>> together, List<List<String>> apart) {

  public static EvaluationErrors of(List<String> keys, int[] clusters, int[] truth, int most) {
    return new EvaluationErrors(
        examples(keys, clusters, truth, most), examples(keys, truth, clusters, most));
  }

  /** Groups of {@code groups} that hold several of {@code parts}. */
  private static List<List<String>> examples(
      List<String> keys, int[] groups, int[] parts, int most) {
    Map<Integer, Map<Integer, List<Integer>>> members = new TreeMap<>();
    for (int r = 0; r < groups.length; r++) {
      members
          .computeIfAbsent(groups[r], group -> new HashMap<>())
          .computeIfAbsent(parts[r], part -> new ArrayList<>())
          .add(r);
    }
    return members.values().stream()
        .filter(inside -> inside.size() > 1)
        .sorted(Comparator.comparingLong(EvaluationErrors::wrongPairs).reversed())
        .limit(most)
        .map(
            inside -> inside.values().stream().limit(2).map(part -> keys.get(part.get(0))).toList())
        .toList();
  }

  private static long wrongPairs(Map<Integer, List<Integer>> inside) {
    long all = 0;
    long right = 0;
    for (List<Integer> part : inside.values()) {
      all += part.size();
      right += (long) part.size() * part.size();
    }
    return (all * all - right) / 2;
  }
}

package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.tributary.job.JobReport;
import io.tributary.linkage.BlockingKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** By which rules of blocking the pairs of a run met, and how large blocks became. */
final class BlockReport {
  private static final int MOST_RULES = 8;
  private static final int MOST_BLOCKS = 3;

  private static final Comparator<Map.Entry<Integer, Long>> MOST_FIRST =
      Map.Entry.<Integer, Long>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final List<Map.Entry<Integer, Long>> compared;
  private final List<Map.Entry<Integer, Long>> largest;

  /**
   * @param pairs rows of {@link ScoredCandidates#PAIRS}
   */
  BlockReport(Dataset<Row> pairs, BlocksOfTask.Summary blocks) {
    // Bounded by the combinations of up to three fields.
    List<Row> rules =
        pairs
            .where(col(ScoredCandidates.RULE).isNotNull())
            .groupBy(col(ScoredCandidates.RULE))
            .agg(sum(col(ScoredCandidates.COMPARED)))
            .orderBy(col(ScoredCandidates.RULE))
            .collectAsList();
    this.compared = new ArrayList<>();
    rules.forEach(rule -> compared.add(Map.entry(rule.getInt(0), rule.getLong(1))));
    compared.sort(MOST_FIRST);
    this.largest = new ArrayList<>(blocks.largestByRule().entrySet());
    largest.sort(MOST_FIRST);
  }

  /** The rules with the most pairs as counts, and the largest blocks as a note. */
  void to(JobReport report) {
    report.count("pairs compared", compared.stream().mapToLong(Map.Entry::getValue).sum());
    compared.stream()
        .limit(MOST_RULES)
        .forEach(rule -> report.count("pairs by " + name(rule), rule.getValue()));
    if (compared.size() > MOST_RULES) {
      long others = compared.stream().skip(MOST_RULES).mapToLong(Map.Entry::getValue).sum();
      report.count("pairs by other rules", others);
    }
    if (!largest.isEmpty()) {
      report.note(
          largest.stream()
              .limit(MOST_BLOCKS)
              .map(rule -> String.format(Locale.ROOT, "%s %,d", name(rule), rule.getValue()))
              .collect(Collectors.joining("; ", "Most records in one block: ", "")));
    }
  }

  private static String name(Map.Entry<Integer, Long> rule) {
    return BlockingKeys.ruleOf(ComparedRecords.SCHEMA.fields(), rule.getKey());
  }
}

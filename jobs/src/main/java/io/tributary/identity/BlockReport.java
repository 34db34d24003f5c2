package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;

import io.tributary.job.JobReport;
import io.tributary.linkage.BlockingKeys;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** By which rules of blocking the pairs of a run met, and how large blocks became. */
final class BlockReport {
  private static final int MOST_RULES = 8;
  private static final int MOST_BLOCKS = 3;

  /** Rule, blocks, pairs compared, largest block. */
  private final List<Row> rules;

  /**
   * @param pairs rows of {@link PairsInBlocks#PAIRS}
   */
  BlockReport(Dataset<Row> pairs) {
    // Bounded by the combinations of up to three fields.
    this.rules =
        pairs
            .where(col(PairsInBlocks.SIZE).isNotNull())
            .select(PairsInBlocks.SIZE + ".*")
            .groupBy(col(PairsInBlocks.RULE))
            .agg(count(lit(1)), sum(col(PairsInBlocks.COMPARED)), max(col(PairsInBlocks.RECORDS)))
            .orderBy(col(PairsInBlocks.RULE))
            .collectAsList();
  }

  /** The rules with the most pairs as counts, and the largest blocks as a note. */
  void to(JobReport report) {
    List<Row> byPairs =
        rules.stream().sorted(Comparator.comparing((Row rule) -> -rule.getLong(2))).toList();
    report.count("pairs compared", byPairs.stream().mapToLong(rule -> rule.getLong(2)).sum());
    byPairs.stream()
        .limit(MOST_RULES)
        .forEach(rule -> report.count("pairs by " + name(rule), rule.getLong(2)));
    if (byPairs.size() > MOST_RULES) {
      long others = byPairs.stream().skip(MOST_RULES).mapToLong(rule -> rule.getLong(2)).sum();
      report.count("pairs by other rules", others);
    }
    if (!rules.isEmpty()) {
      report.note(
          rules.stream()
              .sorted(Comparator.comparing((Row rule) -> -rule.getLong(3)))
              .limit(MOST_BLOCKS)
              .map(rule -> String.format(Locale.ROOT, "%s %,d", name(rule), rule.getLong(3)))
              .collect(Collectors.joining("; ", "Most records in one block: ", "")));
    }
  }

  private static String name(Row rule) {
    return BlockingKeys.ruleOf(ComparedRecords.SCHEMA.fields(), rule.getInt(0));
  }
}

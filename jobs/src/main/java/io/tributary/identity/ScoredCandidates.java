package io.tributary.identity;

import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.linkage.Scorer;
import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What the model says of candidate pairs. A pair of several blocks is compared once. */
final class ScoredCandidates implements Serializable {
  private static final long serialVersionUID = 1;

  /** By which fields a number of pairs met, one bit each; null for a pair. */
  static final String RULE = "rule";

  /** Pairs that were compared because they met so, each under one rule. */
  static final String COMPARED = "compared";

  static final StructType PAIRS =
      new StructType()
          .add(LinkEvidence.LEFT_KEY, Types.STRING)
          .add(LinkEvidence.RIGHT_KEY, Types.STRING)
          .add(LinkEvidence.WEIGHT_LOG2, Types.DOUBLE)
          .add(LinkEvidence.LEVELS, Types.STRINGS)
          .add(RULE, Types.INT)
          .add(COMPARED, Types.LONG);

  private final String modelJson;
  private final double leastWeight;

  /** Pairs below the weight from which they are kept for review are not kept at all. */
  ScoredCandidates(LinkModel model, MatchRules rules) {
    // The keys have done their work, and may be many.
    this.modelJson = ModelJson.write(model.model().withFrequentKeys(new long[0]));
    this.leastWeight = rules.reviewFrom();
  }

  /**
   * Rows of {@link #PAIRS}.
   *
   * @param pairs for each partition of the records its pairs: a {@link Member} of it and the other
   *     one
   */
  JavaRDD<Row> of(JavaRDD<RecordsOfTask> records, JavaRDD<List<long[]>> pairs) {
    int partitions = records.getNumPartitions();
    JavaRDD<byte[]> partners =
        JavaPairRDD.fromJavaRDD(
                records.zipPartitions(
                    pairs, (part, met) -> new Partners(part.next(), met.next(), partitions)))
            .partitionBy(new HashPartitioner(partitions))
            .values();
    FlatMapFunction2<Iterator<RecordsOfTask>, Iterator<byte[]>, Row> score =
        (part, runs) -> new Task(part.next()).rows(runs);
    return records.zipPartitions(partners, score);
  }

  /** Compares the records of one partition with partners from all. */
  private final class Task {
    private final RecordsOfTask records;
    private final @Nullable LinkRecord[] read;
    private final Scorer scorer;
    private final Map<Integer, Long> compared = new TreeMap<>();

    Task(RecordsOfTask records) {
      Model model = ModelJson.read(modelJson);
      this.records = records;
      this.read = new LinkRecord[records.size()];
      this.scorer = new Scorer(model);
    }

    /** The counts come last, when all is compared. */
    Iterator<Row> rows(Iterator<byte[]> runs) {
      Stream<byte[]> each =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(runs, 0), false);
      Stream<Row> counts =
          Stream.of(compared)
              .flatMap(byRule -> byRule.entrySet().stream())
              .map(
                  rule ->
                      RowFactory.create(null, null, null, null, rule.getKey(), rule.getValue()));
      return Stream.concat(each.flatMap(run -> rows(run).stream()), counts).iterator();
    }

    private List<Row> rows(byte[] run) {
      List<Row> rows = new ArrayList<>();
      Partners.read(run, (partner, position, fields) -> compare(partner, position, fields, rows));
      return rows;
    }

    private void compare(LinkRecord partner, int position, int fields, List<Row> rows) {
      compared.merge(fields, 1L, Long::sum);
      LinkRecord mine = record(position);
      boolean isOrdered = Utf8Order.compare(mine.id(), partner.id()) < 0;
      LinkRecord left = isOrdered ? mine : partner;
      LinkRecord right = isOrdered ? partner : mine;
      long pattern = scorer.comparisons().pattern(left, right);
      double weight = scorer.weight(pattern, left, right);
      if (weight >= leastWeight) {
        String[] levels = scorer.comparisons().describe(pattern).toArray(new String[0]);
        rows.add(RowFactory.create(left.id(), right.id(), weight, levels, null, null));
      }
    }

    private LinkRecord record(int position) {
      LinkRecord known = read[position];
      if (known == null) {
        known = records.record(position);
        read[position] = known;
      }
      return known;
    }
  }
}

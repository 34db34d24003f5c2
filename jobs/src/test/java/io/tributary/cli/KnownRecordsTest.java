package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.OtherCuts;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.EvaluationErrors;
import io.tributary.tables.Types;
import io.tributary.testing.SparkExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same records counted in memory. */
@ExtendWith(SparkExtension.class)
class KnownRecordsTest {
  private static final int RECORDS = 400;
  private static final StructType LABELS =
      new StructType().add(LabelFile.KEY, Types.STRING).add(LabelFile.LABEL, Types.STRING);

  private final Random random = new Random(7);
  private final List<String> keys =
      IntStream.range(0, RECORDS).mapToObj(i -> String.format("r%03d", i)).toList();
  private final int[] truth = random.ints(RECORDS, 0, 150).toArray();
  private final int[] clusters = random.ints(RECORDS, 0, 170).toArray();

  @Test
  void countsAsInMemory(SparkSession spark) {
    KnownRecords known = known(spark);

    assertThat(known.size()).isEqualTo(RECORDS);
    assertThat(known.evaluation()).isEqualTo(Evaluation.of(clusters, truth));
    EvaluationErrors expected = EvaluationErrors.of(keys, clusters, truth, RECORDS);
    EvaluationErrors errors = known.errors(RECORDS);
    assertThat(errors.together()).hasSameSizeAs(expected.together());
    assertThat(errors.apart()).hasSameSizeAs(expected.apart());
    errors.together().forEach(pair -> assertPair(pair, clusters, truth));
    errors.apart().forEach(pair -> assertPair(pair, truth, clusters));
    assertThat(known.errors(3).together()).isEqualTo(errors.together().subList(0, 3));
    assertThat(cost(errors.together().get(0), clusters, truth))
        .isEqualTo(cost(expected.together().get(0), clusters, truth));
  }

  @Test
  void aRecordThatClustersDoNotNameIsAlone(SparkSession spark) {
    int[] alone = clusters.clone();
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < RECORDS; r++) {
      if (r % 3 == 0) {
        alone[r] = 1000 + r;
      } else {
        rows.add(RowFactory.create(keys.get(r), "c" + clusters[r]));
      }
    }

    assertThat(known(spark).evaluation(spark.createDataFrame(rows, LABELS)))
        .isEqualTo(Evaluation.of(alone, truth));
  }

  @Test
  void clustersWithoutACutStandAtEach(SparkSession spark) {
    int[] low = new int[RECORDS];
    int[] high = new int[RECORDS];
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < RECORDS; r++) {
      String key = keys.get(r);
      low[r] = clusters[r];
      high[r] = clusters[r] % 2 == 0 ? clusters[r] : 1000 + r;
      if (clusters[r] % 2 == 0) {
        rows.add(RowFactory.create(key, "c" + clusters[r], null));
      } else {
        rows.add(RowFactory.create(key, "c" + clusters[r], 1.0));
        rows.add(RowFactory.create(key, key, 2.0));
      }
    }
    Dataset<Row> byCut =
        spark.createDataFrame(rows, LABELS.add(OtherCuts.CUT, Types.DOUBLE)).repartition(3);

    assertThat(known(spark).evaluations(List.of(1.0, 2.0), byCut))
        .containsEntry(1.0, Evaluation.of(low, truth))
        .containsEntry(2.0, Evaluation.of(high, truth))
        .hasSize(2);
  }

  /** Beside records that only one of the two knows. */
  private KnownRecords known(SparkSession spark) {
    return KnownRecords.of(labels(spark, truth, "ours"), labels(spark, clusters, "theirs"));
  }

  private Dataset<Row> labels(SparkSession spark, int[] labels, String more) {
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < RECORDS; r++) {
      rows.add(RowFactory.create(keys.get(r), "c" + labels[r]));
    }
    rows.add(RowFactory.create(more, "c1"));
    return spark.createDataFrame(rows, LABELS);
  }

  private void assertPair(List<String> pair, int[] one, int[] several) {
    int left = keys.indexOf(pair.get(0));
    int right = keys.indexOf(pair.get(1));
    assertThat(one[left]).isEqualTo(one[right]);
    assertThat(several[left]).isNotEqualTo(several[right]);
  }

  /** Pairs of records in the group of a pair that stand in different parts. */
  private long cost(List<String> pair, int[] groups, int[] parts) {
    int group = groups[keys.indexOf(pair.get(0))];
    int[] inside = IntStream.range(0, RECORDS).filter(r -> groups[r] == group).toArray();
    return IntStream.of(inside)
        .mapToLong(a -> IntStream.of(inside).filter(b -> parts[a] < parts[b]).count())
        .sum();
  }
}

package io.tributary.identity;

import static io.tributary.identity.Carriers.RECORD_KEY;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.job.Run;
import io.tributary.linkage.Blocking;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Linkage;
import io.tributary.linkage.Linker;
import io.tributary.linkage.Model;
import io.tributary.linkage.Reach;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains a model without labels: on all records if they are few, else on a sample in the memory of
 * the driver, with the frequencies of values and blocking keys counted over all.
 */
final class ModelTraining {
  /** Blocking keys in a model, of eight bytes each; in one JVM as the sample is. */
  private static final double MOST_KEYS = 4_000_000;

  private ModelTraining() {}

  /**
   * A model, and what the blocks that it was trained in could reach.
   *
   * @param reach in the records that it was trained on
   */
  record Trained(LinkModel model, Reach reach) {

    /** For the report of a run. */
    String says() {
      return String.format(
          Locale.ROOT,
          "model %s on %,d of %,d records, in blocks of at most %d; %,d keys in combinations",
          model.version(),
          model.trainedOn(),
          model.population(),
          reach.largestBlock(),
          reach.refinedKeys());
    }
  }

  /**
   * @param compared rows of {@link ComparedRecords}; read several times
   * @return empty if there are too few to learn from
   */
  static Optional<Trained> on(Dataset<Row> compared, MatchRules rules, Run run, String settings) {
    // Bounded by train-on; which records, their keys alone decide.
    List<Row> sample =
        compared
            .orderBy(xxhash64(col(RECORD_KEY)), col(RECORD_KEY))
            .limit(rules.trainOn())
            .collectAsList();
    if (sample.size() < rules.trainFrom()) {
      return Optional.empty();
    }
    Linkage linkage = link(sample, rules.blocking());
    Model model = linkage.model();
    long population = sample.size();
    if (sample.size() == rules.trainOn()) {
      population = compared.count();
      int largest = largestBlock(linkage.reach(), (double) population / sample.size());
      long[] frequent = FrequentBlockKeys.of(compared, rules.blocking(), largest);
      while (frequent.length > MOST_KEYS && largest < rules.maxBlock()) {
        largest = Math.min(2 * largest, rules.maxBlock());
        frequent = FrequentBlockKeys.of(compared, rules.blocking(), largest);
      }
      model =
          new PopulationCounts(compared)
              .in(model, customersARecord(linkage))
              .withFrequentKeys(frequent);
    }
    return Optional.of(
        new Trained(
            LinkModel.trained(model, sample.size(), population, run, settings), linkage.reach()));
  }

  private static Linkage link(List<Row> sample, Blocking blocking) {
    List<LinkRecord> records = sample.stream().map(ComparedRecords::read).toList();
    return Linker.link(ComparedRecords.SCHEMA, records, blocking);
  }

  /**
   * As in the sample, or larger: a block of twice the size leaves about half as many keys that have
   * more records. Where that guess is too low, it is doubled.
   *
   * @param times as many records as the sample has
   */
  private static int largestBlock(Reach reach, double times) {
    double more = Math.max(1, times * reach.refinedKeys() / MOST_KEYS);
    return (int) Math.ceil(more * reach.largestBlock());
  }

  /** Found in the sample, where most customers have one record only: an upper bound. */
  private static double customersARecord(Linkage linkage) {
    int[] clusters = linkage.clusters();
    return (double) Arrays.stream(clusters).distinct().count() / clusters.length;
  }
}

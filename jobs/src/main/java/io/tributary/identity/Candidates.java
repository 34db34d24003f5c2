package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;

import io.tributary.exchange.Exchange;
import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.BlockingKeys.KeySink;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of records that have a blocking key in common, of which one record changed at least. Found
 * on numbers alone: a key with a record costs 16 bytes in one shuffle, a pair 16 bytes in another,
 * and what is compared of a record is sent once to each partition in which it has partners.
 */
final class Candidates implements AutoCloseable {
  /**
   * Frequent keys from which on the deepest ones that form no pairs are counted on a sample: else
   * they would be as many as all that do.
   */
  private static final int MANY_FREQUENT = 100_000;

  private static final int ONE_IN = 16;

  private final Dataset<Row> compared;
  private final JavaRDD<RecordsOfTask> records;
  private final JavaRDD<BlocksOfTask> blocks;

  private Candidates(
      Dataset<Row> compared, JavaRDD<RecordsOfTask> records, JavaRDD<BlocksOfTask> blocks) {
    this.compared = compared;
    this.records = records;
    this.blocks = blocks;
  }

  /**
   * @param compared rows of {@link ComparedRecords#COLUMNS}, kept
   * @param frequentKeys of the model
   * @param largest records that a block may have
   */
  static Candidates of(Dataset<Row> compared, Blocking blocking, long[] frequentKeys, int largest) {
    int oneIn = frequentKeys.length < MANY_FREQUENT ? 1 : ONE_IN;
    return of(compared, blocking, frequentKeys, largest, oneIn);
  }

  /**
   * @param oneIn one in so many of the deepest keys that form no pairs is counted, for all
   */
  static Candidates of(
      Dataset<Row> compared, Blocking blocking, long[] frequentKeys, int largest, int oneIn) {
    JavaRDD<RecordsOfTask> records = RecordsOfTask.of(compared);
    SendKeys send = new SendKeys(blocking, frequentKeys, oneIn);
    JavaRDD<BlocksOfTask> blocks =
        Exchange.exchange(records, tasks(compared, records), send)
            .map(runs -> BlocksOfTask.of(runs, largest))
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new Candidates(compared, records, blocks);
  }

  /** How many tasks share the keys. */
  static int tasks(Dataset<Row> compared, JavaRDD<RecordsOfTask> records) {
    int partitions = records.getNumPartitions();
    if (partitions > Member.MOST_PARTITIONS) {
      throw new IllegalStateException("Compared records in " + partitions + " partitions");
    }
    return Math.max(partitions, Exchange.receivers(compared));
  }

  /** Sends each record, as a number, to the tasks that know its keys. */
  private static final class SendKeys implements Exchange.Sender<RecordsOfTask> {
    private static final long serialVersionUID = 1;

    private final Blocking blocking;
    private final long[] frequentKeys;
    private final int oneIn;
    private transient @Nullable BlockingKeys keys;

    SendKeys(Blocking blocking, long[] frequentKeys, int oneIn) {
      this.blocking = blocking;
      this.frequentKeys = frequentKeys;
      this.oneIn = oneIn;
    }

    @Override
    public void send(int task, RecordsOfTask part, Exchange to) {
      if (keys == null) {
        keys = new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys);
      }
      for (int i = 0; i < part.size(); i++) {
        keys.of(part.record(i), new Sent(task, i, part.isChanged().get(i), oneIn, to));
      }
    }
  }

  private record Sent(int task, int position, boolean isChanged, int oneIn, Exchange to)
      implements KeySink {
    @Override
    public void accept(long key, int fields, int depth) {
      send(key, Member.of(task, position, isChanged, fields));
    }

    @Override
    public void unresolved(long key, int depth) {
      if (depth < BlockingKeys.DEEPEST) {
        send(key, Member.unresolved(task, position, 1));
      } else if (key % oneIn == 0) {
        send(key, Member.unresolved(task, position, oneIn));
      }
    }

    private void send(long key, long member) {
      to.add(Exchange.owner(key, to.receivers()), key, member);
    }
  }

  /** How large blocks are; forms them. */
  BlocksOfTask.Summary summary() {
    return blocks
        .map(BlocksOfTask::summary)
        .fold(BlocksOfTask.Summary.NONE, BlocksOfTask.Summary::plus);
  }

  /** Rows of {@link ScoredCandidates#PAIRS}, computed when they are asked for. */
  Dataset<Row> scored(LinkModel model, MatchRules rules) {
    JavaRDD<List<long[]>> pairs =
        Exchange.exchange(
            blocks, records.getNumPartitions(), (task, part, to) -> part.sendPairs(to));
    JavaRDD<Row> scored = new ScoredCandidates(model, rules).of(records, pairs);
    return Exchange.rows(scored, ScoredCandidates.PAIRS, compared);
  }

  @Override
  public void close() {
    blocks.unpersist(false);
  }
}

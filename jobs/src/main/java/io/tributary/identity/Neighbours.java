package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.IS_CHANGED;
import static io.tributary.identity.ComparedRecords.SCHEMA;
import static org.apache.spark.sql.functions.col;

import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.SoughtKeys;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The records that share a blocking key with one that changed. Where few changed, all others are
 * read, but neither kept nor sent.
 */
final class Neighbours {
  /** Changed records whose keys every task can hold: 1 to 2 kB each. */
  private static final long MOST_CHANGED = 100_000;

  private Neighbours() {}

  /**
   * Those records, with the changed ones.
   *
   * @param compared rows of {@link ComparedRecords#COLUMNS}
   * @param changed how many of them changed
   * @param frequentKeys of the model
   */
  static Dataset<Row> ofChanged(
      Dataset<Row> compared, long changed, Blocking blocking, long[] frequentKeys) {
    if (changed > MOST_CHANGED) {
      return compared;
    }
    List<long[][]> keys =
        compared
            .where(col(IS_CHANGED))
            .javaRDD()
            .mapPartitions(rows -> keys(rows, blocking, frequentKeys))
            // Bounded by MOST_CHANGED.
            .collect();
    long[] sought = distinct(keys.stream().flatMapToLong(of -> LongStream.of(of[0])));
    long[] combined = distinct(keys.stream().flatMapToLong(of -> LongStream.of(of[1])));
    return compared.filter(new HasOneOf(sought, combined, blocking, frequentKeys));
  }

  /** The keys of some records, and those that are too frequent and that they combine. */
  private static Iterator<long[][]> keys(
      Iterator<Row> rows, Blocking blocking, long[] frequentKeys) {
    BlockingKeys keys = new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys);
    Collected collected = new Collected();
    rows.forEachRemaining(row -> keys.of(ComparedRecords.read(row), collected));
    return List.<long[][]>of(collected.keys()).iterator();
  }

  private static final class Collected implements BlockingKeys.KeySink {
    private final LongStream.Builder keys = LongStream.builder();
    private final LongStream.Builder combined = LongStream.builder();

    @Override
    public void accept(long key, int fields, int depth) {
      keys.add(key);
    }

    @Override
    public void combined(long key) {
      combined.add(key);
    }

    long[][] keys() {
      return new long[][] {distinct(keys.build()), distinct(combined.build())};
    }
  }

  private static long[] distinct(LongStream keys) {
    return keys.sorted().distinct().toArray();
  }

  private static final class HasOneOf implements FilterFunction<Row> {
    private static final long serialVersionUID = 1;

    private final long[] keys;
    private final long[] combined;
    private final Blocking blocking;
    private final long[] frequentKeys;
    private transient @Nullable SoughtKeys sought;

    HasOneOf(long[] keys, long[] combined, Blocking blocking, long[] frequentKeys) {
      this.keys = keys;
      this.combined = combined;
      this.blocking = blocking;
      this.frequentKeys = frequentKeys;
    }

    @Override
    public boolean call(Row row) {
      if (sought == null) {
        sought =
            new SoughtKeys(
                new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys), keys, combined);
      }
      return sought.hasOne(ComparedRecords.read(row));
    }
  }
}

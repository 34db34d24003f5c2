package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.IS_CHANGED;
import static io.tributary.identity.ComparedRecords.SCHEMA;
import static org.apache.spark.sql.functions.col;

import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.KeySet;
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
  /** Changed records whose keys every task can hold: some hundred bytes each. */
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
    List<long[]> keys =
        compared
            .where(col(IS_CHANGED))
            .javaRDD()
            .mapPartitions(rows -> keys(rows, blocking, frequentKeys))
            // Bounded by MOST_CHANGED.
            .collect();
    long[] wanted = keys.stream().flatMapToLong(LongStream::of).sorted().distinct().toArray();
    return compared.filter(new HasOneOf(wanted, blocking, frequentKeys));
  }

  private static Iterator<long[]> keys(Iterator<Row> rows, Blocking blocking, long[] frequentKeys) {
    BlockingKeys keys = new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys);
    LongStream.Builder all = LongStream.builder();
    rows.forEachRemaining(
        row -> keys.of(ComparedRecords.read(row), (key, fields, depth) -> all.add(key)));
    return List.of(all.build().sorted().distinct().toArray()).iterator();
  }

  private static final class HasOneOf implements FilterFunction<Row> {
    private static final long serialVersionUID = 1;

    private final long[] wanted;
    private final Blocking blocking;
    private final long[] frequentKeys;
    private transient @Nullable BlockingKeys keys;
    private transient @Nullable KeySet set;

    HasOneOf(long[] wanted, Blocking blocking, long[] frequentKeys) {
      this.wanted = wanted;
      this.blocking = blocking;
      this.frequentKeys = frequentKeys;
    }

    @Override
    public boolean call(Row row) {
      if (keys == null || set == null) {
        keys = new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys);
        set = new KeySet(wanted);
      }
      Found found = new Found(set);
      keys.of(ComparedRecords.read(row), found);
      return found.isOne;
    }
  }

  /** Whether a key is among some. */
  private static final class Found implements BlockingKeys.KeySink {
    private final KeySet some;
    private boolean isOne;

    Found(KeySet some) {
      this.some = some;
    }

    @Override
    public void accept(long key, int fields, int depth) {
      isOne = isOne || some.has(key);
    }
  }
}

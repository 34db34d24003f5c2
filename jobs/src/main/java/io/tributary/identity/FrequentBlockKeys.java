package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;

import io.tributary.exchange.Exchange;
import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Blocking keys of more records than a block may have: simple ones, and combinations of those. */
final class FrequentBlockKeys {
  private FrequentBlockKeys() {}

  /**
   * Bounded by the records times the keys of one by the size of a block, eight bytes each.
   *
   * @param compared rows of {@link ComparedRecords#COLUMNS}; read in each round
   * @param largest records in a block
   * @return ascending
   */
  static long[] of(Dataset<Row> compared, Blocking blocking, int largest) {
    JavaRDD<RecordsOfTask> records = RecordsOfTask.of(compared);
    int tasks = Candidates.tasks(compared, records);
    long[] frequent = {};
    // A round for each number of simple keys in one.
    for (int depth = 1; depth <= BlockingKeys.DEEPEST; depth++) {
      List<long[]> more =
          Exchange.exchange(records, tasks, new SendKeys(blocking, frequent, depth))
              .map(runs -> oftenIn(runs, largest))
              .collect();
      frequent =
          LongStream.concat(LongStream.of(frequent), more.stream().flatMapToLong(LongStream::of))
              .sorted()
              .distinct()
              .toArray();
    }
    return frequent;
  }

  /** Sends the keys of one depth to the tasks that count them. */
  private static final class SendKeys implements Exchange.Sender<RecordsOfTask> {
    private static final long serialVersionUID = 1;

    private final Blocking blocking;
    private final long[] frequent;
    private final int ofDepth;
    private transient @Nullable BlockingKeys keys;

    SendKeys(Blocking blocking, long[] frequent, int ofDepth) {
      this.blocking = blocking;
      this.frequent = frequent;
      this.ofDepth = ofDepth;
    }

    @Override
    public void send(int task, RecordsOfTask part, Exchange to) {
      if (keys == null) {
        keys = new BlockingKeys(SCHEMA.fields(), blocking, frequent);
      }
      for (int i = 0; i < part.size(); i++) {
        keys.of(
            part.record(i),
            (key, fields, depth) -> {
              if (depth == ofDepth) {
                to.add(Exchange.owner(key, to.receivers()), key);
              }
            });
      }
    }
  }

  /** The keys that occur more than so many times. */
  private static long[] oftenIn(List<long[]> runs, int most) {
    long[] keys = new long[runs.stream().mapToInt(run -> run.length).sum()];
    int n = 0;
    for (long[] run : runs) {
      System.arraycopy(run, 0, keys, n, run.length);
      n += run.length;
    }
    Arrays.sort(keys);
    LongStream.Builder often = LongStream.builder();
    int begin = 0;
    for (int i = 1; i <= keys.length; i++) {
      if (i == keys.length || keys[i] != keys[begin]) {
        if (i - begin > most) {
          often.add(keys[begin]);
        }
        begin = i;
      }
    }
    return often.build().toArray();
  }
}

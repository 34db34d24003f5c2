package io.tributary.exchange;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple2;

/**
 * Runs of longs from all tasks to all tasks. What a sender sends in one call stays together. Each
 * sender fills one buffer a receiver, which grows with what it holds; a full buffer is one record,
 * so that a long costs 8 bytes and no object.
 */
public final class Exchange {
  private static final int FEWEST_LONGS = 1 << 6;
  private static final int MOST_LONGS = 1 << 13;
  private static final long OWNER_SALT = 0x9e3779b97f4a7c15L;

  private final long[][] buffers;
  private final int[] sizes;
  private final List<Tuple2<Integer, long[]>> full = new ArrayList<>();

  private Exchange(int receivers) {
    buffers = new long[receivers][];
    sizes = new int[receivers];
  }

  /** What one task sends. */
  public interface Sender<T> extends Serializable {
    void send(int task, T part, Exchange to);
  }

  /** One object a partition: the runs that the partition received. */
  public static <T> JavaRDD<List<long[]>> exchange(
      JavaRDD<T> parts, int receivers, Sender<T> sender) {
    Function2<Integer, Iterator<T>, Iterator<Tuple2<Integer, long[]>>> send =
        (task, part) -> {
          Exchange exchange = new Exchange(receivers);
          part.forEachRemaining(p -> sender.send(task, p, exchange));
          return exchange.records();
        };
    return JavaPairRDD.fromJavaRDD(parts.mapPartitionsWithIndex(send, true))
        .partitionBy(new HashPartitioner(receivers))
        .values()
        .mapPartitions(Exchange::whole);
  }

  /** What becomes of two things that lie in partitions of one number, one object a partition. */
  public static <T, U, R> JavaRDD<R> zip(
      JavaRDD<T> parts, JavaRDD<U> others, Function2<T, U, R> join) {
    FlatMapFunction2<Iterator<T>, Iterator<U>, R> zipped =
        (part, other) -> List.of(join.call(part.next(), other.next())).iterator();
    return parts.zipPartitions(others, zipped);
  }

  /** As many receivers as the session of some rows gives a shuffle tasks. */
  public static int receivers(Dataset<?> rows) {
    var session = (org.apache.spark.sql.classic.SparkSession) rows.sparkSession();
    return session.sessionState().conf().numShufflePartitions();
  }

  /** What came of an exchange as rows in the session of others. */
  public static Dataset<Row> rows(JavaRDD<Row> made, StructType schema, Dataset<?> beside) {
    return beside.sparkSession().createDataFrame(made, schema);
  }

  /** All elements of a partition as one. */
  public static <T> Iterator<List<T>> whole(Iterator<T> elements) {
    List<T> all = new ArrayList<>();
    elements.forEachRemaining(all::add);
    return List.of(all).iterator();
  }

  /** The task that knows all about a key. Independent of other hashes of it. */
  public static int owner(long key, int tasks) {
    long mixed = key ^ OWNER_SALT;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    long hash = (mixed ^ (mixed >>> 33)) >>> Integer.SIZE;
    return (int) (hash * tasks >>> Integer.SIZE);
  }

  public int receivers() {
    return buffers.length;
  }

  /** Sends a long. */
  public void add(int receiver, long one) {
    long[] buffer = room(receiver, 1);
    buffer[sizes[receiver]++] = one;
  }

  /** Sends two longs. */
  public void add(int receiver, long first, long second) {
    long[] buffer = room(receiver, 2);
    buffer[sizes[receiver]++] = first;
    buffer[sizes[receiver]++] = second;
  }

  /** Sends four longs. */
  public void add(int receiver, long first, long second, long third, long fourth) {
    long[] buffer = room(receiver, 4);
    buffer[sizes[receiver]++] = first;
    buffer[sizes[receiver]++] = second;
    buffer[sizes[receiver]++] = third;
    buffer[sizes[receiver]++] = fourth;
  }

  private long[] room(int receiver, int longs) {
    long[] buffer = buffers[receiver];
    if (buffer != null && sizes[receiver] + longs <= buffer.length) {
      return buffer;
    }
    if (buffer == null) {
      buffer = new long[FEWEST_LONGS];
    } else if (buffer.length < MOST_LONGS) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    } else {
      flush(receiver);
      buffer = new long[MOST_LONGS];
    }
    buffers[receiver] = buffer;
    return buffer;
  }

  private void flush(int receiver) {
    long[] buffer = buffers[receiver];
    int size = sizes[receiver];
    if (size > 0) {
      long[] record = size == buffer.length ? buffer : Arrays.copyOf(buffer, size);
      full.add(new Tuple2<>(receiver, record));
      sizes[receiver] = 0;
    }
  }

  private Iterator<Tuple2<Integer, long[]>> records() {
    for (int receiver = 0; receiver < buffers.length; receiver++) {
      flush(receiver);
      buffers[receiver] = null;
    }
    return full.iterator();
  }
}

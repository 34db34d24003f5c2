package io.tributary.graph;

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
import scala.Tuple2;

/**
 * Runs of longs from all tasks to all tasks. Each sender fills one buffer a receiver; a full buffer
 * is one record, so that a long costs 8 bytes and no object.
 */
final class Exchange {
  private static final int LONGS = 1 << 13;
  private static final long OWNER_SALT = 0x9e3779b97f4a7c15L;

  private final long[][] buffers;
  private final int[] sizes;
  private final List<Tuple2<Integer, long[]>> full = new ArrayList<>();

  private Exchange(int receivers) {
    buffers = new long[receivers][];
    sizes = new int[receivers];
  }

  /** What one task sends. */
  interface Sender<T> extends Serializable {
    void send(int task, T part, Exchange to);
  }

  /** What one task sends of two things that lie in the same partition. */
  interface JointSender<T, U> extends Serializable {
    void send(T part, U other, Exchange to);
  }

  /** One object a partition: the runs that the partition received. */
  static <T> JavaRDD<List<long[]>> exchange(JavaRDD<T> parts, int receivers, Sender<T> sender) {
    Function2<Integer, Iterator<T>, Iterator<Tuple2<Integer, long[]>>> send =
        (task, part) -> {
          Exchange exchange = new Exchange(receivers);
          part.forEachRemaining(p -> sender.send(task, p, exchange));
          return exchange.records();
        };
    return received(parts.mapPartitionsWithIndex(send, true), receivers);
  }

  /** As {@link #exchange}, of two datasets that are partitioned alike. */
  static <T, U> JavaRDD<List<long[]>> exchange(
      JavaRDD<T> parts, JavaRDD<U> others, int receivers, JointSender<T, U> sender) {
    FlatMapFunction2<Iterator<T>, Iterator<U>, Tuple2<Integer, long[]>> send =
        (part, other) -> {
          Exchange exchange = new Exchange(receivers);
          sender.send(part.next(), other.next(), exchange);
          return exchange.records();
        };
    return received(parts.zipPartitions(others, send), receivers);
  }

  private static JavaRDD<List<long[]>> received(
      JavaRDD<Tuple2<Integer, long[]>> sent, int receivers) {
    return JavaPairRDD.fromJavaRDD(sent)
        .partitionBy(new HashPartitioner(receivers))
        .values()
        .mapPartitions(Exchange::whole);
  }

  /** All elements of a partition as one. */
  static <T> Iterator<List<T>> whole(Iterator<T> elements) {
    List<T> all = new ArrayList<>();
    elements.forEachRemaining(all::add);
    return List.of(all).iterator();
  }

  /** The task that knows all about a node. Independent of the buckets in which tasks sort nodes. */
  static int owner(long node, int tasks) {
    long hash = RadixUnionFind.mix(node ^ OWNER_SALT) >>> Integer.SIZE;
    return (int) (hash * tasks >>> Integer.SIZE);
  }

  int receivers() {
    return buffers.length;
  }

  /** Sends two longs. */
  void add(int receiver, long first, long second) {
    long[] buffer = room(receiver, 2);
    buffer[sizes[receiver]++] = first;
    buffer[sizes[receiver]++] = second;
  }

  /** Sends four longs. */
  void add(int receiver, long first, long second, long third, long fourth) {
    long[] buffer = room(receiver, 4);
    buffer[sizes[receiver]++] = first;
    buffer[sizes[receiver]++] = second;
    buffer[sizes[receiver]++] = third;
    buffer[sizes[receiver]++] = fourth;
  }

  private long[] room(int receiver, int longs) {
    if (buffers[receiver] == null || sizes[receiver] + longs > LONGS) {
      flush(receiver);
      buffers[receiver] = new long[LONGS];
      sizes[receiver] = 0;
    }
    return buffers[receiver];
  }

  private void flush(int receiver) {
    long[] buffer = buffers[receiver];
    if (buffer != null && sizes[receiver] > 0) {
      full.add(new Tuple2<>(receiver, Arrays.copyOf(buffer, sizes[receiver])));
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

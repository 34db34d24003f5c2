package io.tributary.identity;

import io.tributary.linkage.LinkRecord;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Records on their way to the partitions in which they have partners: runs of bytes, in which each
 * record stands with the positions of its partners there. Made one after the other, so that a task
 * holds no more than a run for each partition.
 */
final class Partners implements Iterator<Tuple2<Integer, byte[]>> {
  private static final int MOST_BYTES = 1 << 16;
  private static final int SECOND_HALF = Integer.SIZE;

  private final RecordsOfTask records;
  private final @Nullable ByteArrayOutputStream[] open;
  private final Deque<Tuple2<Integer, byte[]>> full = new ArrayDeque<>();

  /** The pairs in the order of their records: position of the record, and number of the pair. */
  private final long[] byPosition;

  private final long[] partners;
  private int next;

  /** Takes a pair: a record, and the position of its partner among those of the partition. */
  interface PairSink {
    /**
     * @param fields that the key of the block is made of in which they met
     */
    void accept(LinkRecord record, int partner, int fields);
  }

  /**
   * Runs for each of some partitions.
   *
   * @param runs of pairs: a {@link Member} of the partition of the records and the number of its
   *     partner
   */
  Partners(RecordsOfTask records, List<long[]> runs, int partitions) {
    this.records = records;
    this.open = new ByteArrayOutputStream[partitions];
    int n = runs.stream().mapToInt(run -> run.length).sum() / 2;
    byPosition = new long[n];
    partners = new long[n];
    int at = 0;
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += 2) {
        byPosition[at] = (long) Member.position(run[i]) << SECOND_HALF | at;
        // By partner first, then by what they met in: a pair of several blocks stands together.
        partners[at++] = run[i + 1] << Member.MOST_FIELDS | Member.fields(run[i]);
      }
    }
    Arrays.sort(byPosition);
  }

  @Override
  public boolean hasNext() {
    while (full.isEmpty() && next < byPosition.length) {
      addNextRecord();
      if (next == byPosition.length) {
        for (int partition = 0; partition < open.length; partition++) {
          flush(partition);
        }
      }
    }
    return !full.isEmpty();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return full.remove();
  }

  private void addNextRecord() {
    int position = (int) (byPosition[next] >>> SECOND_HALF);
    int end = next;
    while (end < byPosition.length && byPosition[end] >>> SECOND_HALF == position) {
      end++;
    }
    long[] mine = new long[end - next];
    for (int i = 0; i < mine.length; i++) {
      mine[i] = partners[(int) byPosition[next + i]];
    }
    Arrays.sort(mine);
    next = end;
    try {
      add(position, mine);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Partners ascend, and so do their partitions. */
  private void add(int position, long[] mine) throws IOException {
    int begin = 0;
    while (begin < mine.length) {
      int partition = Member.partition(mine[begin] >>> Member.MOST_FIELDS);
      int end = begin;
      int distinct = 0;
      while (end < mine.length && Member.partition(mine[end] >>> Member.MOST_FIELDS) == partition) {
        if (end == begin || isOther(mine[end], mine[end - 1])) {
          mine[begin + distinct++] = mine[end];
        }
        end++;
      }
      write(partition, position, Arrays.copyOfRange(mine, begin, begin + distinct));
      begin = end;
    }
  }

  private static boolean isOther(long partner, long before) {
    return partner >>> Member.MOST_FIELDS != before >>> Member.MOST_FIELDS;
  }

  private void write(int partition, int position, long[] mine) throws IOException {
    ByteArrayOutputStream run = open[partition];
    if (run == null) {
      run = new ByteArrayOutputStream();
      open[partition] = run;
    }
    DataOutputStream out = new DataOutputStream(run);
    byte[] key = records.keys().get(position).getBytes(StandardCharsets.UTF_8);
    out.writeInt(key.length);
    out.write(key);
    byte[] prepared = records.prepared().get(position);
    out.write(prepared);
    out.writeInt(mine.length);
    for (long partner : mine) {
      out.writeInt(Member.position(partner >>> Member.MOST_FIELDS));
      out.writeShort((int) partner);
    }
    if (run.size() > MOST_BYTES) {
      flush(partition);
    }
  }

  private void flush(int partition) {
    ByteArrayOutputStream run = open[partition];
    if (run != null) {
      full.add(new Tuple2<>(partition, run.toByteArray()));
      open[partition] = null;
    }
  }

  /** Reads a run back. */
  static void read(byte[] run, PairSink sink) {
    ByteBuffer in = ByteBuffer.wrap(run);
    while (in.hasRemaining()) {
      int length = in.getInt();
      String key = new String(run, in.position(), length, StandardCharsets.UTF_8);
      LinkRecord record = ComparedRecords.read(key, in.position(in.position() + length));
      int partners = in.getInt();
      for (int i = 0; i < partners; i++) {
        sink.accept(record, in.getInt(), Short.toUnsignedInt(in.getShort()));
      }
    }
  }
}

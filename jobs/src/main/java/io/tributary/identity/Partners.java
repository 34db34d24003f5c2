package io.tributary.identity;

import io.tributary.linkage.LinkRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Records on their way to the partitions in which they have partners: runs of bytes, in which each
 * record stands with the positions of its partners there.
 */
final class Partners {
  private static final int MOST_BYTES = 1 << 16;
  private static final int SECOND_HALF = Integer.SIZE;

  private final RecordsOfTask records;
  private final List<Tuple2<Integer, byte[]>> full = new ArrayList<>();
  private final @Nullable ByteArrayOutputStream[] open;

  private Partners(RecordsOfTask records, int partitions) {
    this.records = records;
    this.open = new ByteArrayOutputStream[partitions];
  }

  /** Takes a pair: a record, and the position of its partner among those of the partition. */
  interface PairSink {
    /**
     * @param fields that the key of the block is made of in which they met
     */
    void accept(LinkRecord record, int partner, int fields);
  }

  /**
   * Runs for each partition.
   *
   * @param runs of pairs: a {@link Member} of the partition and the number of its partner
   */
  static List<Tuple2<Integer, byte[]>> of(
      RecordsOfTask records, List<long[]> runs, int partitions) {
    Partners partners = new Partners(records, partitions);
    try {
      partners.addAll(runs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return partners.full;
  }

  private void addAll(List<long[]> runs) throws IOException {
    int n = runs.stream().mapToInt(run -> run.length).sum() / 2;
    long[] byPosition = new long[n];
    long[] partners = new long[n];
    int at = 0;
    for (long[] run : runs) {
      for (int i = 0; i < run.length; i += 2) {
        byPosition[at] = (long) Member.position(run[i]) << SECOND_HALF | at;
        // By partner first, then by what they met in: a pair of several blocks stands together.
        partners[at++] = run[i + 1] << Member.MOST_FIELDS | Member.fields(run[i]);
      }
    }
    Arrays.sort(byPosition);
    int begin = 0;
    while (begin < n) {
      int position = (int) (byPosition[begin] >>> SECOND_HALF);
      int end = begin;
      while (end < n && byPosition[end] >>> SECOND_HALF == position) {
        end++;
      }
      long[] mine = new long[end - begin];
      for (int i = begin; i < end; i++) {
        mine[i - begin] = partners[(int) byPosition[i]];
      }
      Arrays.sort(mine);
      add(position, mine);
      begin = end;
    }
    for (int partition = 0; partition < open.length; partition++) {
      flush(partition);
    }
  }

  /** Partners ascend, and so do their partitions. */
  private void add(int position, long[] partners) throws IOException {
    int begin = 0;
    while (begin < partners.length) {
      int partition = Member.partition(partners[begin] >>> Member.MOST_FIELDS);
      int end = begin;
      int distinct = 0;
      while (end < partners.length
          && Member.partition(partners[end] >>> Member.MOST_FIELDS) == partition) {
        if (end == begin || isOther(partners[end], partners[end - 1])) {
          partners[begin + distinct++] = partners[end];
        }
        end++;
      }
      write(partition, position, Arrays.copyOfRange(partners, begin, begin + distinct));
      begin = end;
    }
  }

  private static boolean isOther(long partner, long before) {
    return partner >>> Member.MOST_FIELDS != before >>> Member.MOST_FIELDS;
  }

  private void write(int partition, int position, long[] partners) throws IOException {
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
    out.writeInt(prepared.length);
    out.write(prepared);
    out.writeInt(partners.length);
    for (long partner : partners) {
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
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(run))) {
      while (in.available() > 0) {
        String key = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        LinkRecord record = ComparedRecords.read(key, in.readNBytes(in.readInt()));
        int partners = in.readInt();
        for (int i = 0; i < partners; i++) {
          sink.accept(record, in.readInt(), in.readUnsignedShort());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

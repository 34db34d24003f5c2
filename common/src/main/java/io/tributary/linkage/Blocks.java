package io.tributary.linkage;

import io.tributary.linkage.SimpleKeys.Atoms;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Records in blocks that are all small enough to compare every two of their records. Built in
 * memory; the keys come from {@link BlockingKeys}.
 */
public final class Blocks {
  private static final int UNRESOLVED = 0;
  private static final int SMALLEST_LIMIT = 4;
  private static final double CLEARLY = 1.5;
  private static final int RECORDS_A_CHUNK = 4096;

  private final int[][] blocksOf;
  private final int[][] members;
  private final int[] fields;
  private final long[] frequentKeys;
  private final Unresolved unresolved;
  private final int limit;

  private Blocks(
      int[][] blocksOf,
      int[][] members,
      int[] fields,
      long[] frequentKeys,
      Unresolved unresolved,
      int limit) {
    this.blocksOf = blocksOf;
    this.members = members;
    this.fields = fields;
    this.frequentKeys = frequentKeys;
    this.unresolved = unresolved;
    this.limit = limit;
  }

  /**
   * Keys that form no pairs: too frequent, and not to be combined any further.
   *
   * @param pairs that have such a key in common; a pair counts once for each, and may meet in
   *     another block
   */
  record Unresolved(int keys, long pairs) {}

  /** Takes pairs of records by their positions. */
  interface PairSink {
    void accept(int left, int right);
  }

  /**
   * Blocks with at most so many pairs in all, by lowering the largest size until they are few
   * enough.
   */
  static Blocks of(BlockingKeys keys, List<LinkRecord> records, int largest, long mostPairs) {
    Atoms[] atoms =
        records.parallelStream().map(record -> keys.simple(record)).toArray(Atoms[]::new);
    int limit = largest;
    Refined refined = refine(keys, atoms, limit);
    while (refined.blocks.pairs() > mostPairs && limit > SMALLEST_LIMIT) {
      limit = smaller(limit, refined.blocks.pairs(), mostPairs);
      refined = refine(keys, atoms, limit);
    }
    return build(keys.withFrequent(refined.frequent), atoms, refined, limit);
  }

  /**
   * The next size to try. Pairs fall more slowly than it, so sizes that are clearly too large go.
   */
  private static int smaller(int limit, long pairs, long mostPairs) {
    int next = limit * 2 / 3;
    while (next > SMALLEST_LIMIT && (double) pairs * next / limit > CLEARLY * mostPairs) {
      next = next * 2 / 3;
    }
    return next;
  }

  /** The keys that form blocks, and those that are too frequent for it. */
  private record Refined(Counted blocks, long[] frequent) {}

  private static Refined refine(BlockingKeys keys, Atoms[] atoms, int limit) {
    long[] frequent = new long[0];
    Counted all = new Counted(new long[0], new int[0]);
    for (int depth = 1; depth <= BlockingKeys.DEEPEST; depth++) {
      Counted counted = Counted.of(keys.withFrequent(frequent), atoms, depth);
      Counted larger = counted.between(limit + 1, Integer.MAX_VALUE);
      frequent = merge(frequent, larger.keys);
      all = all.with(counted.between(2, limit));
    }
    return new Refined(all, frequent);
  }

  private static long[] merge(long[] left, long[] right) {
    long[] merged = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, merged, left.length, right.length);
    Arrays.sort(merged);
    return merged;
  }

  private static Blocks build(BlockingKeys keys, Atoms[] atoms, Refined refined, int limit) {
    long[] known = refined.blocks.keys;
    int[] fields = new int[known.length];
    int[][] blocksOf =
        Arrays.stream(atoms)
            .parallel()
            .map(
                of -> {
                  IntStream.Builder mine = IntStream.builder();
                  keys.of(
                      of,
                      (key, keyFields, depth) -> {
                        int block = Arrays.binarySearch(known, key);
                        if (block >= 0) {
                          // Every record with this key writes the same.
                          fields[block] = keyFields;
                          mine.add(block);
                        }
                      });
                  return mine.build().sorted().toArray();
                })
            .toArray(int[][]::new);
    int[][] members = new int[known.length][];
    for (int block = 0; block < members.length; block++) {
      members[block] = new int[refined.blocks.sizes[block]];
    }
    int[] filled = new int[members.length];
    for (int record = 0; record < blocksOf.length; record++) {
      for (int block : blocksOf[record]) {
        members[block][filled[block]++] = record;
      }
    }
    Counted left = Counted.of(keys, atoms, UNRESOLVED).between(2, Integer.MAX_VALUE);
    return new Blocks(
        blocksOf,
        members,
        fields,
        refined.frequent,
        new Unresolved(left.keys.length, left.pairs()),
        limit);
  }

  /** The largest size of a block. */
  int limit() {
    return limit;
  }

  /** Keys that were too frequent and gave way to combinations, ascending. */
  long[] frequent() {
    return frequentKeys;
  }

  /** What could not be refined any further. */
  Unresolved unresolved() {
    return unresolved;
  }

  /** In how many blocks two records meet. */
  int common(int left, int right) {
    int[] lefts = blocksOf[left];
    int[] rights = blocksOf[right];
    int common = 0;
    int i = 0;
    int j = 0;
    while (i < lefts.length && j < rights.length) {
      if (lefts[i] == rights[j]) {
        common++;
        i++;
        j++;
      } else if (lefts[i] < rights[j]) {
        i++;
      } else {
        j++;
      }
    }
    return common;
  }

  int count() {
    return members.length;
  }

  int[] members(int block) {
    return members[block];
  }

  int fields(int block) {
    return fields[block];
  }

  /** Pairs in all blocks; a pair counts once for each block that it stands in. */
  long pairs() {
    long pairs = 0;
    for (int[] block : members) {
      pairs += block.length * (block.length - 1L) / 2;
    }
    return pairs;
  }

  /** Forms the pairs of a block that stand in no block with a smaller number: each pair once. */
  void pairs(int block, PairSink sink) {
    int[] records = members[block];
    for (int i = 0; i < records.length; i++) {
      for (int j = i + 1; j < records.length; j++) {
        if (firstCommon(blocksOf[records[i]], blocksOf[records[j]]) == block) {
          sink.accept(records[i], records[j]);
        }
      }
    }
  }

  private static int firstCommon(int[] left, int[] right) {
    int i = 0;
    int j = 0;
    while (left[i] != right[j]) {
      if (left[i] < right[j]) {
        i++;
      } else {
        j++;
      }
    }
    return left[i];
  }

  /** Distinct keys, ascending, with the number of records that have them. */
  private record Counted(long[] keys, int[] sizes) {
    /** Counts the keys that combine so many simple ones, or those that are unresolved. */
    static Counted of(BlockingKeys keys, Atoms[] atoms, int depth) {
      int chunks = (atoms.length + RECORDS_A_CHUNK - 1) / RECORDS_A_CHUNK;
      long[][] parts =
          IntStream.range(0, chunks)
              .parallel()
              .mapToObj(
                  chunk -> {
                    LongList part = new LongList();
                    int end = Math.min(atoms.length, (chunk + 1) * RECORDS_A_CHUNK);
                    for (int r = chunk * RECORDS_A_CHUNK; r < end; r++) {
                      keys.of(atoms[r], new OfDepth(depth, part));
                    }
                    return part.toArray();
                  })
              .toArray(long[][]::new);
      long[] sorted = new long[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
      int at = 0;
      for (long[] part : parts) {
        System.arraycopy(part, 0, sorted, at, part.length);
        at += part.length;
      }
      Arrays.parallelSort(sorted);
      return runs(sorted, sorted.length);
    }

    private static Counted runs(long[] sorted, int n) {
      long[] keys = new long[n];
      int[] sizes = new int[n];
      int distinct = 0;
      for (int i = 0; i < n; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
          keys[distinct++] = sorted[i];
        }
        sizes[distinct - 1]++;
      }
      return new Counted(Arrays.copyOf(keys, distinct), Arrays.copyOf(sizes, distinct));
    }

    long pairs() {
      long pairs = 0;
      for (int size : sizes) {
        pairs += size * (size - 1L) / 2;
      }
      return pairs;
    }

    Counted between(int least, int most) {
      long[] some = new long[keys.length];
      int[] their = new int[keys.length];
      int n = 0;
      for (int i = 0; i < keys.length; i++) {
        if (sizes[i] >= least && sizes[i] <= most) {
          some[n] = keys[i];
          their[n++] = sizes[i];
        }
      }
      return new Counted(Arrays.copyOf(some, n), Arrays.copyOf(their, n));
    }

    /** The keys of both, which have none in common. */
    Counted with(Counted other) {
      int n = keys.length + other.keys.length;
      long[] all = new long[n];
      int[] their = new int[n];
      int i = 0;
      int j = 0;
      for (int k = 0; k < n; k++) {
        boolean isMine = j == other.keys.length || i < keys.length && keys[i] < other.keys[j];
        all[k] = isMine ? keys[i] : other.keys[j];
        their[k] = isMine ? sizes[i++] : other.sizes[j++];
      }
      return new Counted(all, their);
    }
  }

  /** Keeps the keys of one depth. */
  private record OfDepth(int depth, LongList keys) implements BlockingKeys.KeySink {
    @Override
    public void accept(long key, int fields, int keyDepth) {
      if (keyDepth == depth) {
        keys.add(key);
      }
    }

    @Override
    public void unresolved(long key, int keyDepth) {
      if (depth == UNRESOLVED) {
        keys.add(key);
      }
    }
  }

  /** Longs without boxes. */
  private static final class LongList {
    private long[] values = new long[1 << 12];
    private int size;

    void add(long value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    long[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }
}

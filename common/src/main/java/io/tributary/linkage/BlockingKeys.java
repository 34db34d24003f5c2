package io.tributary.linkage;

import io.tributary.linkage.SimpleKeys.Atoms;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.LongStream;

/**
 * The keys under which a record meets others: a pure function of the record and of the keys that
 * are known to be too frequent. A frequent key is combined with each other frequent key of the
 * record, and once more if that is not enough. What is too frequent even then, or has nothing to be
 * combined with, forms no pairs: it is unresolved, and counted.
 *
 * <p>The idea of refining blocks until they are small is that of McNeill, Kardes and Borthwick,
 * "Dynamic record blocking" (2012).
 */
public final class BlockingKeys {
  /** At most so many frequent keys of a record are combined. */
  private static final int MOST_COMBINED = 14;

  /** At most so many simple keys are combined in one. */
  public static final int DEEPEST = 3;

  /** All names are one field here, so that exchanged names meet. */
  private static final int NAMES = 1;

  private final SimpleKeys simple;
  private final KeySet frequent;

  /**
   * @param fields of the records
   * @param frequent keys with too many records, ascending: those of a model
   */
  public BlockingKeys(List<Field> fields, Blocking blocking, long[] frequent) {
    this(SimpleKeys.of(fields, blocking), frequent);
  }

  private BlockingKeys(SimpleKeys simple, long[] frequent) {
    this.simple = simple;
    this.frequent = new KeySet(frequent);
  }

  /** The same with other keys known to be too frequent. */
  BlockingKeys withFrequent(long[] keys) {
    return new BlockingKeys(simple, keys);
  }

  /** The simple keys of a record, from which its keys follow. */
  Atoms simple(LinkRecord record) {
    return simple.of(record);
  }

  /**
   * The keys of a record, ascending, each once. Two records are candidates if they have a key in
   * common.
   */
  public long[] of(LinkRecord record) {
    LongStream.Builder keys = LongStream.builder();
    of(record, (key, fields, depth) -> keys.add(key));
    return keys.build().sorted().distinct().toArray();
  }

  /** The same with what each key is made of, in no order. */
  public void of(LinkRecord record, KeySink sink) {
    of(simple.of(record), sink);
  }

  /**
   * The keys that more than so many of some records have, ascending. Counted in memory.
   *
   * @param depth how many simple keys they combine
   */
  public long[] oftenIn(List<LinkRecord> records, int depth, int most) {
    return Blocks.often(this, Blocks.atoms(this, records), depth, most);
  }

  /** The fields of a key in words: {@code name + birth_date}. */
  public static String ruleOf(List<Field> fields, int bits) {
    StringJoiner rule = new StringJoiner(" + ");
    for (int f = 0; f < fields.size(); f++) {
      if ((bits & (1 << f)) != 0) {
        rule.add(fields.get(f).kind().isName() ? "name" : fields.get(f).name());
      }
    }
    return rule.toString();
  }

  /** Takes the keys of a record, each once. */
  public interface KeySink {
    /**
     * @param fields the fields that the key is made of, one bit each, in which all names are one
     * @param depth how many simple keys it combines, three at most
     */
    void accept(long key, int fields, int depth);

    /**
     * A key that is too frequent and cannot be combined any further: it forms no pairs.
     *
     * @param depth how many simple keys it combines, three at most
     */
    default void unresolved(long key, int depth) {}
  }

  /** Refines the frequent ones among the simple keys of a record. */
  void of(Atoms atoms, KeySink sink) {
    int n = 0;
    int[] open = new int[atoms.keys().length];
    for (int i = 0; i < atoms.keys().length; i++) {
      if (!isFrequent(atoms.keys()[i])) {
        sink.accept(atoms.keys()[i], atoms.fields()[i], 1);
      } else if (n < MOST_COMBINED) {
        open[n++] = i;
      } else {
        sink.unresolved(atoms.keys()[i], 1);
      }
    }
    boolean[][] isOpen = new boolean[n][n];
    for (int i = 0; i < n; i++) {
      boolean isCombined = false;
      for (int j = 0; j < n; j++) {
        if (i == j || !isCombinable(atoms.fields()[open[i]], atoms.fields()[open[j]])) {
          continue;
        }
        isCombined = true;
        if (i < j) {
          long pair = Hash.of(atoms.keys()[open[i]], atoms.keys()[open[j]]);
          isOpen[i][j] = isFrequent(pair);
          isOpen[j][i] = isOpen[i][j];
          if (!isOpen[i][j]) {
            sink.accept(pair, atoms.fields()[open[i]] | atoms.fields()[open[j]], 2);
          }
        }
      }
      if (!isCombined) {
        sink.unresolved(atoms.keys()[open[i]], 1);
      }
    }
    triples(atoms, open, isOpen, sink);
  }

  /** Parts of one value say no more together than the greatest of them; names are many values. */
  private static boolean isCombinable(int left, int right) {
    boolean isMore = (left | right) != left && (left | right) != right;
    return isMore || left == NAMES && right == NAMES;
  }

  private void triples(Atoms atoms, int[] open, boolean[][] isOpen, KeySink sink) {
    int most = isOpen.length * (isOpen.length - 1) * (isOpen.length - 2) / 6;
    long[] keys = new long[Math.max(0, most)];
    int[] fields = new int[keys.length];
    int n = 0;
    for (int i = 0; i < isOpen.length; i++) {
      for (int j = i + 1; j < isOpen.length; j++) {
        if (!isOpen[i][j]) {
          continue;
        }
        long pair = Hash.of(atoms.keys()[open[i]], atoms.keys()[open[j]]);
        boolean isCombined = false;
        for (int k = 0; k < isOpen.length; k++) {
          if (!isOpen[i][k] || !isOpen[j][k]) {
            continue;
          }
          isCombined = true;
          if (k > j) {
            keys[n] = Hash.of(pair, atoms.keys()[open[k]]);
            fields[n++] = fields(atoms, open, i, j, k);
          }
        }
        if (!isCombined) {
          sink.unresolved(pair, 2);
        }
      }
    }
    boolean[] isFrequent = frequent.has(keys, n);
    for (int t = 0; t < n; t++) {
      if (isFrequent[t]) {
        sink.unresolved(keys[t], DEEPEST);
      } else {
        sink.accept(keys[t], fields[t], DEEPEST);
      }
    }
  }

  private static int fields(Atoms atoms, int[] open, int i, int j, int k) {
    return atoms.fields()[open[i]] | atoms.fields()[open[j]] | atoms.fields()[open[k]];
  }

  private boolean isFrequent(long key) {
    return frequent.has(key);
  }
}

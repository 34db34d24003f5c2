package io.tributary.linkage;

import io.tributary.linkage.SimpleKeys.Atoms;
import java.util.Arrays;
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

    /** A key that is too frequent; others are combined with it if there are any. */
    default void combined(long key) {}
  }

  /** Refines the frequent ones among the simple keys of a record. */
  void of(Atoms atoms, KeySink sink) {
    Atoms combined = frequent(atoms, sink);
    int[] frequentWith = pairs(combined.keys(), combined.fields(), sink);
    triples(combined.keys(), combined.fields(), frequentWith, sink);
  }

  /** Those of the simple keys of a record that are to be combined; tells of the others. */
  Atoms frequent(Atoms atoms, KeySink sink) {
    long[] keys = new long[MOST_COMBINED];
    int[] fields = new int[MOST_COMBINED];
    int n = 0;
    for (int i = 0; i < atoms.keys().length; i++) {
      if (!frequent.has(atoms.keys()[i])) {
        sink.accept(atoms.keys()[i], atoms.fields()[i], 1);
      } else if (n < MOST_COMBINED) {
        keys[n] = atoms.keys()[i];
        fields[n++] = atoms.fields()[i];
        sink.combined(atoms.keys()[i]);
      } else {
        sink.unresolved(atoms.keys()[i], 1);
      }
    }
    return new Atoms(Arrays.copyOf(keys, n), Arrays.copyOf(fields, n));
  }

  /**
   * Combines each two of some keys.
   *
   * @return for each key those, one bit each, with which it is still too frequent
   */
  private int[] pairs(long[] keys, int[] fields, KeySink sink) {
    int n = keys.length;
    long[] pairs = new long[n * n];
    int[] places = new int[pairs.length];
    int m = 0;
    int combined = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        if (isCombinable(fields[i], fields[j])) {
          combined |= 1 << i | 1 << j;
          pairs[m] = Hash.of(keys[i], keys[j]);
          places[m++] = i * n + j;
        }
      }
      if ((combined & 1 << i) == 0) {
        sink.unresolved(keys[i], 1);
      }
    }
    int[] frequentWith = new int[n];
    boolean[] isFrequent = frequent.has(pairs, m);
    for (int p = 0; p < m; p++) {
      int i = places[p] / n;
      int j = places[p] % n;
      if (isFrequent[p]) {
        frequentWith[i] |= 1 << j;
        frequentWith[j] |= 1 << i;
        sink.combined(pairs[p]);
      } else {
        sink.accept(pairs[p], fields[i] | fields[j], 2);
      }
    }
    return frequentWith;
  }

  /** Parts of one value say no more together than the greatest of them; names are many values. */
  private static boolean isCombinable(int left, int right) {
    boolean isMore = (left | right) != left && (left | right) != right;
    return isMore || left == NAMES && right == NAMES;
  }

  /** Combines each three of some keys of which each two are too frequent together. */
  private void triples(long[] keys, int[] fields, int[] frequentWith, KeySink sink) {
    int n = frequentWith.length;
    long[] triples = new long[n * n * n / 6];
    int[] their = new int[triples.length];
    int m = 0;
    for (int i = 0; i < n; i++) {
      for (int js = after(i, frequentWith[i]); js != 0; js &= js - 1) {
        int j = Integer.numberOfTrailingZeros(js);
        int both = frequentWith[i] & frequentWith[j];
        long pair = Hash.of(keys[i], keys[j]);
        if (both == 0) {
          sink.unresolved(pair, 2);
        }
        for (int ks = after(j, both); ks != 0; ks &= ks - 1) {
          int k = Integer.numberOfTrailingZeros(ks);
          triples[m] = Hash.of(pair, keys[k]);
          their[m++] = fields[i] | fields[j] | fields[k];
        }
      }
    }
    boolean[] isFrequent = frequent.has(triples, m);
    for (int t = 0; t < m; t++) {
      if (isFrequent[t]) {
        sink.unresolved(triples[t], DEEPEST);
      } else {
        sink.accept(triples[t], their[t], DEEPEST);
      }
    }
  }

  /** Those bits that stand for greater numbers. */
  private static int after(int number, int bits) {
    return bits & -2 << number;
  }
}

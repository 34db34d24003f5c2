package io.tributary.linkage;

import io.tributary.linkage.SimpleKeys.Atoms;

/**
 * The keys of some records, to find others that have one of them without making all their keys. Of
 * the keys that are too frequent only those are combined that these records combine, too: they are
 * so few that looking them up costs little.
 */
public final class SoughtKeys {
  private final BlockingKeys keys;
  private final BlockingKeys alike;
  private final KeySet sought;

  /**
   * @param sought keys of the records, ascending
   * @param combined keys that are too frequent and that they combine, ascending
   */
  public SoughtKeys(BlockingKeys keys, long[] sought, long[] combined) {
    this.keys = keys;
    this.alike = keys.withFrequent(combined);
    this.sought = new KeySet(sought);
  }

  /** Whether one of the keys is among those that {@link BlockingKeys} gives the record. */
  public boolean hasOne(LinkRecord record) {
    Found found = new Found();
    // All that are frequent count there: a record combines no more than so many.
    Atoms frequent = keys.frequent(keys.simple(record), found);
    if (!found.isOne) {
      alike.of(frequent, found);
    }
    return found.isOne;
  }

  private final class Found implements BlockingKeys.KeySink {
    private boolean isOne;

    @Override
    public void accept(long key, int fields, int depth) {
      isOne = isOne || sought.has(key);
    }
  }
}

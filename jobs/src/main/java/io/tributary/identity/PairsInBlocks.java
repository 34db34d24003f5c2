package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;

import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.linkage.RecordReader;
import io.tributary.linkage.Scorer;
import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkEvidence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records of one block with each other. A pair that meets in several blocks is
 * compared in the one with the smallest key; a pair of which neither record changed, in none. A
 * block that is too large gives its key in place of pairs; any other in which pairs were compared
 * also tells its {@link #SIZE}.
 */
final class PairsInBlocks implements FlatMapGroupsFunction<Long, Row, Row> {
  private static final long serialVersionUID = 1;

  /** Key of a block that was too large; null for a pair. */
  static final String TOO_LARGE = "too_large";

  /**
   * What a block was: {@link #RULE} with the fields that its key is made of, {@link #RECORDS} in it
   * and how many pairs were {@link #COMPARED} in it; null for a pair.
   */
  static final String SIZE = "size";

  static final String RULE = "rule";
  static final String RECORDS = "records";
  static final String COMPARED = "compared";

  static final StructType PAIRS =
      new StructType()
          .add(TOO_LARGE, Types.LONG)
          .add(LinkEvidence.LEFT_KEY, Types.STRING)
          .add(LinkEvidence.RIGHT_KEY, Types.STRING)
          .add(LinkEvidence.WEIGHT_LOG2, Types.DOUBLE)
          .add(LinkEvidence.LEVELS, Types.STRINGS)
          .add(
              SIZE,
              new StructType()
                  .add(RULE, Types.INT)
                  .add(RECORDS, Types.LONG)
                  .add(COMPARED, Types.LONG));

  /** A record comes back in many blocks of a task. */
  private static final int MOST_KEPT = 50_000;

  private final String modelJson;
  private final Blocking blocking;
  private final double leastWeight;
  private final int maxBlock;
  private transient @Nullable Kernel kernel;

  /** Pairs below the weight from which they are kept for review are not kept at all. */
  PairsInBlocks(LinkModel model, MatchRules rules) {
    this.modelJson = model.json();
    this.blocking = rules.blocking();
    this.leastWeight = rules.reviewFrom();
    this.maxBlock = rules.maxBlock();
  }

  private record Prepared(LinkRecord record, long[] keys, boolean isChanged) {}

  @Override
  public Iterator<Row> call(Long block, Iterator<Row> rows) {
    if (kernel == null) {
      kernel = new Kernel();
    }
    return kernel.pairs(block, rows).iterator();
  }

  /** What one task needs to compare records. */
  private final class Kernel {
    private final Model model = ModelJson.read(modelJson);
    private final Scorer scorer = new Scorer(model);
    private final RecordReader reader = ComparedRecords.reader();
    private final BlockingKeys keys =
        new BlockingKeys(SCHEMA.fields(), blocking, model.frequentKeys());
    private final Map<String, Prepared> kept =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Prepared> eldest) {
            return size() > MOST_KEPT;
          }
        };

    List<Row> pairs(long block, Iterator<Row> rows) {
      List<Prepared> members = new ArrayList<>();
      while (rows.hasNext()) {
        Row row = rows.next();
        if (members.size() == maxBlock) {
          return List.of(RowFactory.create(block, null, null, null, null, null));
        }
        members.add(kept.computeIfAbsent(row.getString(1), key -> prepare(key, row)));
      }
      List<Row> pairs = new ArrayList<>();
      long compared = 0;
      for (int i = 0; i < members.size(); i++) {
        for (int j = i + 1; j < members.size(); j++) {
          if (isComparedIn(block, members.get(i), members.get(j))) {
            compared++;
            compare(members.get(i), members.get(j), pairs);
          }
        }
      }
      if (compared > 0) {
        int rule = keys.fieldsOf(members.get(0).record, block);
        Row size = RowFactory.create(rule, (long) members.size(), compared);
        pairs.add(RowFactory.create(null, null, null, null, null, size));
      }
      return pairs;
    }

    private Prepared prepare(String key, Row row) {
      LinkRecord record = ComparedRecords.read(reader, key, row, 3);
      return new Prepared(record, keys.of(record), row.getBoolean(2));
    }

    private boolean isComparedIn(long block, Prepared one, Prepared other) {
      boolean isNew = one.isChanged || other.isChanged;
      return isNew && firstCommon(one.keys, other.keys) == block;
    }

    private void compare(Prepared one, Prepared other, List<Row> pairs) {
      boolean isOrdered = Utf8Order.compare(one.record.id(), other.record.id()) < 0;
      LinkRecord left = isOrdered ? one.record : other.record;
      LinkRecord right = isOrdered ? other.record : one.record;
      long pattern = scorer.comparisons().pattern(left, right);
      double weight = scorer.weight(pattern, left, right);
      if (weight >= leastWeight) {
        pairs.add(
            RowFactory.create(
                null,
                left.id(),
                right.id(),
                weight,
                scorer.comparisons().describe(pattern).toArray(new String[0]),
                null));
      }
    }
  }

  /** The smallest key of both; they have one. */
  private static long firstCommon(long[] left, long[] right) {
    int l = 0;
    int r = 0;
    while (left[l] != right[r]) {
      if (left[l] < right[r]) {
        l++;
      } else {
        r++;
      }
    }
    return left[l];
  }
}

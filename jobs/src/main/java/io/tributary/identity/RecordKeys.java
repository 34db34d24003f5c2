package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.RecordReader;
import io.tributary.tables.Types;
import java.util.Iterator;
import java.util.stream.LongStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The blocking keys of a compared record, and nothing else of it. */
final class RecordKeys implements FlatMapFunction<Row, Long> {
  private static final long serialVersionUID = 1;

  private final Blocking blocking;
  private final long[] frequentKeys;
  private final boolean isUnresolved;
  private transient @Nullable RecordReader reader;
  private transient @Nullable BlockingKeys keys;

  private RecordKeys(Blocking blocking, long[] frequentKeys, boolean isUnresolved) {
    this.blocking = blocking;
    this.frequentKeys = frequentKeys;
    this.isUnresolved = isUnresolved;
  }

  /** Those that form blocks. */
  static RecordKeys ofBlocks(Blocking blocking, long[] frequentKeys) {
    return new RecordKeys(blocking, frequentKeys, false);
  }

  /**
   * How many keys of several records form no blocks, and how many pairs of records have such a key
   * in common, once for each.
   *
   * @param compared rows of {@link ComparedRecords}
   */
  static Row unresolved(Dataset<Row> compared, Blocking blocking, long[] frequentKeys) {
    Column pairs = sum(col("records").multiply(col("records").minus(1)).divide(2).cast(Types.LONG));
    return compared
        .flatMap(new RecordKeys(blocking, frequentKeys, true), Encoders.LONG())
        .toDF("key")
        .groupBy(col("key"))
        .agg(count(lit(1)).as("records"))
        .where(col("records").gt(1))
        .agg(count(lit(1)), coalesce(pairs, lit(0L)))
        .head();
  }

  @Override
  public Iterator<Long> call(Row row) {
    if (reader == null || keys == null) {
      reader = ComparedRecords.reader();
      keys = new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys);
    }
    LinkRecord record = ComparedRecords.read(reader, row.getString(0), row, 2);
    long[] all = isUnresolved ? keys.unresolved(record) : keys.of(record);
    return LongStream.of(all).iterator();
  }
}

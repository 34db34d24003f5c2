package io.tributary.identity;

import static io.tributary.identity.ComparedRecords.SCHEMA;

import io.tributary.linkage.Blocking;
import io.tributary.linkage.BlockingKeys;
import io.tributary.linkage.LinkRecord;
import io.tributary.linkage.RecordReader;
import io.tributary.tables.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A compared record once for each of its blocking keys. */
final class BlockedRecords implements FlatMapFunction<Row, Row> {
  private static final long serialVersionUID = 1;

  static final String BLOCK = "block";

  private final Blocking blocking;
  private final long[] frequentKeys;
  private transient @Nullable RecordReader reader;
  private transient @Nullable BlockingKeys keys;

  BlockedRecords(Blocking blocking, long[] frequentKeys) {
    this.blocking = blocking;
    this.frequentKeys = frequentKeys;
  }

  /** The key, then the columns of {@link ComparedRecords}. */
  static StructType schema() {
    StructType schema = new StructType().add(BLOCK, Types.LONG);
    for (StructField field : ComparedRecords.schema().fields()) {
      schema = schema.add(field);
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(Row row) {
    if (reader == null || keys == null) {
      reader = ComparedRecords.reader();
      keys = new BlockingKeys(SCHEMA.fields(), blocking, frequentKeys);
    }
    LinkRecord record = ComparedRecords.read(reader, row.getString(0), row, 2);
    List<Row> blocked = new ArrayList<>();
    for (long key : keys.of(record)) {
      Object[] values = new Object[row.size() + 1];
      values[0] = key;
      for (int i = 0; i < row.size(); i++) {
        values[i + 1] = row.get(i);
      }
      blocked.add(RowFactory.create(values));
    }
    return Collections.unmodifiableList(blocked).iterator();
  }
}

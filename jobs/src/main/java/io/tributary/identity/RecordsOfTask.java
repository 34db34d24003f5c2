package io.tributary.identity;

import io.tributary.linkage.LinkRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The compared records of one partition. They are known by partition and position, so the rows must
 * be kept: computed anew they might lie elsewhere.
 *
 * @param prepared of {@link ComparedRecords#PREPARED}
 */
record RecordsOfTask(List<String> keys, List<byte[]> prepared, List<Boolean> isChanged) {

  /**
   * One object a partition.
   *
   * @param compared rows of {@link ComparedRecords#COLUMNS}, kept
   */
  static JavaRDD<RecordsOfTask> of(Dataset<Row> compared) {
    return compared.javaRDD().mapPartitions(rows -> List.of(of(rows)).iterator());
  }

  private static RecordsOfTask of(Iterator<Row> rows) {
    RecordsOfTask records =
        new RecordsOfTask(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    while (rows.hasNext()) {
      Row row = rows.next();
      records.keys.add(row.getString(0));
      records.isChanged.add(row.getBoolean(1));
      records.prepared.add(row.getAs(3));
    }
    return records;
  }

  LinkRecord record(int position) {
    return ComparedRecords.read(keys.get(position), ByteBuffer.wrap(prepared.get(position)));
  }

  int size() {
    return keys.size();
  }
}

package io.tributary.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import io.tributary.tables.bronze.DeliveredRows;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.ops.Accesses;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Runs;
import io.tributary.tables.silver.CustomerEvents;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.LinkModels;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the tables of a lake say, whoever wrote them, when, and in which order: the number of rows
 * of each table and a checksum that does not depend on their order. Two lakes that were fed the
 * same under the same key are equal, on whatever machines and after whatever was killed.
 */
public final class LakeContents {
  /** Journals of runs and of looks, which differ by nature. */
  private static final Set<Table> JOURNALS = Set.of(Runs.TABLE, Accesses.TABLE);

  /**
   * When, in which run and by which code it was done; how often it was tried; when it was copied.
   */
  private static final Set<String> OF_THE_RUN =
      Set.of(
          CollectedFiles.RUN_ID,
          CollectedFiles.LOADED_AT,
          CollectedFiles.MODIFIED_AT,
          CustomerEvents.RUN_NO,
          CustomerIds.FOUNDED_RUN,
          CustomerRecords.FIRST_RUN,
          LinkModels.COMPARED_RUN,
          LinkModels.LINKED_BY,
          LinkModels.TRAINED_RUN,
          Deliveries.ATTEMPTS,
          Deliveries.PUBLISHED_AT,
          DeliveredRows.LOADED_AT);

  private LakeContents() {}

  /** Table name to rows and checksum, by one query over all tables. */
  public static Map<String, String> of(StoredLake lake) {
    Dataset<Row> rows =
        Tables.ALL.stream()
            .filter(table -> !JOURNALS.contains(table))
            .map(table -> digests(lake, table))
            .reduce(Dataset::union)
            .orElseThrow();
    Map<String, String> contents = new TreeMap<>();
    rows.groupBy("table")
        .agg(count(lit(1)), sum("digest"))
        .collectAsList()
        .forEach(
            row ->
                contents.put(
                    row.getString(0), row.getLong(1) + " rows, checksum " + row.getDecimal(2)));
    return contents;
  }

  private static Dataset<Row> digests(StoredLake lake, Table table) {
    Column[] columns =
        table.columns().stream()
            .filter(column -> !OF_THE_RUN.contains(column))
            .map(column -> col(column))
            .toArray(Column[]::new);
    return lake.read(table)
        .select(
            lit(table.qualifiedName()).as("table"),
            xxhash64(to_json(struct(columns))).cast("decimal(38,0)").as("digest"));
  }
}

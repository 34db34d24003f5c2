package io.tributary.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.tributary.collect.SourceContract;
import io.tributary.lake.Lake;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.ops.Rejects;
import java.sql.Timestamp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What was delivered in the interval, file by file, and why lines were rejected. */
final class DeliveredFiles {
  private DeliveredFiles() {}

  /**
   * @param sources the contracts, for their owners
   */
  static Map<String, Object> of(Lake lake, Interval interval, Map<String, SourceContract> sources) {
    Column isOfInterval = col(CollectedFiles.LOADED_AT).equalTo(Timestamp.from(interval.asOf()));
    Dataset<Row> files = lake.read(CollectedFiles.TABLE).where(isOfInterval);
    Map<String, Object> section = new LinkedHashMap<>();
    Map<String, String> owners = new TreeMap<>();
    sources.forEach((source, contract) -> owners.put(source, contract.owner()));
    section.put("owners", owners);
    // Bounded by the files of one interval.
    section.put(
        "files",
        Rows.of(
            files
                .select(
                    CollectedFiles.SOURCE,
                    CollectedFiles.PATH,
                    CollectedFiles.STATE,
                    CollectedFiles.REASON,
                    CollectedFiles.LINES,
                    CollectedFiles.LOADED,
                    CollectedFiles.REJECTED,
                    CollectedFiles.DUPLICATES)
                .orderBy(CollectedFiles.SOURCE, CollectedFiles.PATH)));
    // Bounded by columns and rules of the contracts. A line with two reasons counts under both.
    section.put(
        "rejects",
        Rows.of(
            lake.read(Rejects.TABLE)
                .join(
                    files.select(CollectedFiles.FILE_ID),
                    new String[] {Rejects.FILE_ID},
                    "left_semi")
                .select(col(Rejects.SOURCE), explode(col(Rejects.REASONS)).as("reason"))
                .groupBy(
                    col(Rejects.SOURCE),
                    col("reason.column").as("column"),
                    col("reason.rule").as("rule"))
                .agg(count(lit(1)).as("lines"))
                .orderBy(col("lines").desc(), col(Rejects.SOURCE), col("column"), col("rule"))));
    return section;
  }
}

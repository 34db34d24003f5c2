package io.tributary.collect;

import static io.tributary.collect.StagedRows.REASONS;
import static io.tributary.tables.bronze.DeliveredRows.FILE_ID;
import static io.tributary.tables.bronze.DeliveredRows.LINE_NO;
import static io.tributary.tables.bronze.DeliveredRows.NATURAL_KEY;
import static io.tributary.tables.bronze.DeliveredRows.ROW_HASH;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.ops.Rejects;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides on each staged row: {@code LOADED}, {@code REJECTED} (it breaks a rule, or another line
 * of its ticket does: a ticket that lacks a line would be worth less) or {@code DUPLICATE} (an
 * equal row with the same natural key stands earlier in the same file). Where lines of tickets
 * carry no number, two equal ones are two pieces of one product and both are loaded.
 */
final class Verdicts {
  static final String VERDICT = "verdict";
  static final String LOADED = "LOADED";
  static final String REJECTED = "REJECTED";
  static final String DUPLICATE = "DUPLICATE";

  private static final String FIRST_LINE = "first_line";
  private static final String IS_BROKEN = "is_broken";

  private Verdicts() {}

  /**
   * The staged rows, their reasons complete, with {@link #VERDICT} (null for a trailer).
   *
   * @param lineFiles the sources of which a row is a line of a ticket
   */
  static Dataset<Row> of(Dataset<Row> staged, LineFiles lineFiles) {
    Dataset<Row> judged =
        staged
            .join(repeated(staged, lineFiles), new String[] {FILE_ID, ROW_HASH}, "left")
            .join(broken(staged, lineFiles), new String[] {FILE_ID, NATURAL_KEY}, "left");
    Column isBad = size(col(REASONS)).gt(0);
    Column isLater = col(NATURAL_KEY).isNotNull().and(col(LINE_NO).gt(col(FIRST_LINE)));
    Column verdict =
        when(col(LINE_NO).isNull(), lit(null))
            .when(isBad.or(col(IS_BROKEN)), REJECTED)
            .when(isLater, DUPLICATE)
            .otherwise(LOADED);
    Column reasons =
        when(isBad, col(REASONS))
            .when(col(IS_BROKEN), reason(Rules.OTHER_LINE_REJECTED))
            .otherwise(col(REASONS));
    return judged
        .withColumns(Map.of(VERDICT, verdict, REASONS, reasons))
        .drop(FIRST_LINE, IS_BROKEN);
  }

  /** One reason that concerns the whole row. */
  static Column reason(String rule) {
    return array(struct(lit(null).cast("string").as("column"), lit(rule).as("rule")))
        .cast(Rejects.TABLE.schema().apply(Rejects.REASONS).dataType());
  }

  /** Only what repeats: few rows, whatever the size of the files. */
  private static Dataset<Row> repeated(Dataset<Row> staged, LineFiles lineFiles) {
    return staged
        .where(
            size(col(REASONS))
                .equalTo(0)
                .and(col(NATURAL_KEY).isNotNull())
                .and(not(col(SOURCE).isin(lineFiles.unnumbered().toArray()))))
        .groupBy(FILE_ID, ROW_HASH)
        .agg(min(LINE_NO).as(FIRST_LINE), count(lit(1)).as("times"))
        .where(col("times").gt(1))
        .select(FILE_ID, ROW_HASH, FIRST_LINE);
  }

  private static Dataset<Row> broken(Dataset<Row> staged, LineFiles lineFiles) {
    return staged
        .where(
            col(SOURCE)
                .isin(lineFiles.sources().toArray())
                .and(size(col(REASONS)).gt(0))
                .and(col(NATURAL_KEY).isNotNull()))
        .select(col(FILE_ID), col(NATURAL_KEY))
        .distinct()
        .withColumn(IS_BROKEN, lit(true));
  }
}

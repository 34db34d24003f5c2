package io.tributary.collect;

import static io.tributary.tables.bronze.DeliveredRows.BODY;
import static io.tributary.tables.bronze.DeliveredRows.FILE_ID;
import static io.tributary.tables.bronze.DeliveredRows.NATURAL_KEY;
import static io.tributary.tables.bronze.DeliveredRows.SOURCE;
import static io.tributary.tables.bronze.DeliveredRows.VALUES;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.bronze.KindFields;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Tells the versions of a ticket apart that one flat file holds: an order that was paid and is
 * delivered stands in it twice, and is worth what it is worth once.
 *
 * <p>A line that comes again is what shows it (the same number, or the same product where lines
 * have no number). At another {@code updated_at} it is another version. At the same, or where the
 * source states none, a line with the same number and another head is one too; a product without
 * number is another piece of it. Lines that do not come again are one ticket, whatever their heads
 * say: exports state times and statuses by line as well.
 */
final class TicketVersions {

  /** The {@code updated_at} of a line's version; null where the ticket has one version. */
  static final String UPDATE = "update";

  /** The head of the version, of those at one time; null where there is one. */
  static final String HEAD = "head";

  private TicketVersions() {}

  /**
   * Lines with {@link #UPDATE} and {@link #HEAD}: those equal in both and in file and natural key
   * are one version.
   */
  static Dataset<Row> marked(Dataset<Row> lines, LineFiles lineFiles) {
    Column isNumbered = col(SOURCE).isin(lineFiles.unnumbered().toArray()).equalTo(false);
    Column isDated = col(SOURCE).isin(lineFiles.dated().toArray());
    Column updatedAt = col(VALUES).getItem(KindFields.UPDATED_AT);
    Column head = to_json(array_sort(map_entries(col(VALUES))));
    return lines
        .withColumn(UPDATE, parting(when(isDated, updatedAt), FILE_ID, NATURAL_KEY))
        .withColumn(HEAD, parting(when(isNumbered, head), FILE_ID, NATURAL_KEY, UPDATE));
  }

  /** The mark of a line, if some line comes again under another mark within these columns. */
  private static Column parting(Column mark, String first, String... others) {
    Column once = size(collect_set(line()).over(Window.partitionBy(first, others)));
    Column marked = size(collect_set(struct(line(), mark)).over(Window.partitionBy(first, others)));
    return when(marked.gt(once), mark);
  }

  /** What names a line in its ticket; all the same where nothing does. */
  private static Column line() {
    Column body = get(col(BODY), lit(0));
    return coalesce(body.getItem(KindFields.LINE_NO), body.getItem(KindFields.SKU), lit(""));
  }
}

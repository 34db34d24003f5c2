package io.tributary.identity;

import static io.tributary.identity.Carriers.IDENTIFIER_ID;
import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.ComparedRecords.IS_CHANGED;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.lake.Lake;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The records that there are to compare, each beside what it was compared by before.
 *
 * @param rows of {@link ComparedRecords#COLUMNS}
 * @param concerned records whose contents may be other than stored; null = all
 * @param anew those of {@code rows} that were prepared now
 */
record Compared(Dataset<Row> rows, @Nullable Dataset<Row> concerned, Dataset<Row> anew) {

  /** How many records there are to compare, and how many of them are new or changed. */
  record Size(long records, long changed) {}

  /**
   * All records, prepared.
   *
   * @param judged rows of {@link IdentifierStatus}
   * @param last rows of {@link ComparedContents}; null = nothing was compared before
   */
  static Compared all(
      Lake lake, Dataset<Row> judged, @Nullable Dataset<Row> last, LinkCustomers.GivenNames names) {
    Dataset<Row> rows =
        LinkCustomers.keep(
            ComparedRecords.of(
                lake.read(CustomerRecords.TABLE),
                lake.read(Identifiers.TABLE),
                judged,
                last,
                names));
    return new Compared(rows, null, rows);
  }

  /**
   * All records, of which the others are as they are stored.
   *
   * @param concerned rows of record_key
   */
  static Compared part(
      Lake lake, Dataset<Row> judged, Dataset<Row> concerned, LinkCustomers.GivenNames names) {
    Dataset<Row> last = lake.read(ComparedContents.TABLE);
    Dataset<Row> carried =
        ComparedRecords.carried(Scope.inside(lake.read(Identifiers.TABLE), RECORD_KEY, concerned));
    Dataset<Row> anew =
        LinkCustomers.keep(
            ComparedRecords.of(
                Scope.inside(lake.read(CustomerRecords.TABLE), RECORD_KEY, concerned),
                carried,
                Scope.inside(judged, IDENTIFIER_ID, carried.select(col(IDENTIFIER_ID))),
                Scope.inside(last, RECORD_KEY, concerned),
                names));
    Dataset<Row> stored =
        Scope.outside(last, RECORD_KEY, concerned)
            .select(
                col(RECORD_KEY),
                lit(false).as(IS_CHANGED),
                col(ComparedContents.CONTENT_HASH),
                col(ComparedContents.PREPARED));
    return new Compared(anew.unionByName(stored), concerned, anew);
  }

  Size size() {
    Row row = rows.agg(count(lit(1)), count_if(col(IS_CHANGED))).head();
    return new Size(row.getLong(0), row.getLong(1));
  }

  /** Whether those that did not change are stored with what they are compared by. */
  boolean isStored() {
    return concerned != null;
  }

  /** The same records, kept, to be compared as if nothing were known of them. */
  Compared allChanged() {
    return new Compared(
        LinkCustomers.keep(rows.withColumn(IS_CHANGED, lit(true))), concerned, anew);
  }

  /**
   * Of what the model said before, that of pairs of which both records are as they were.
   *
   * @param said rows of {@link LinkEvidence}
   */
  Dataset<Row> stillSaid(Dataset<Row> said) {
    Dataset<Row> unchanged = anew.where(not(col(IS_CHANGED))).select(col(RECORD_KEY));
    if (concerned == null) {
      return said.join(
              unchanged.withColumnRenamed(RECORD_KEY, LinkEvidence.LEFT_KEY),
              new String[] {LinkEvidence.LEFT_KEY},
              "left_semi")
          .join(
              unchanged.withColumnRenamed(RECORD_KEY, LinkEvidence.RIGHT_KEY),
              new String[] {LinkEvidence.RIGHT_KEY},
              "left_semi");
    }
    Dataset<Row> gone = LinkCustomers.keep(Scope.outside(concerned, RECORD_KEY, unchanged));
    Dataset<Row> left = gone.withColumnRenamed(RECORD_KEY, LinkEvidence.LEFT_KEY);
    Dataset<Row> right = gone.withColumnRenamed(RECORD_KEY, LinkEvidence.RIGHT_KEY);
    return Scope.outside(
        Scope.outside(said, LinkEvidence.LEFT_KEY, left), LinkEvidence.RIGHT_KEY, right);
  }

  /** Stores what was compared. */
  void write(Lake lake) {
    Dataset<Row> contents =
        anew.select(
            col(RECORD_KEY), col(ComparedContents.CONTENT_HASH), col(ComparedContents.PREPARED));
    if (concerned == null) {
      lake.overwrite(ComparedContents.TABLE, contents);
    } else {
      lake.replaceKeys(ComparedContents.TABLE, RECORD_KEY, concerned, contents);
    }
  }
}

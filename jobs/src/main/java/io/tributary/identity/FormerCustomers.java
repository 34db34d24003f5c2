package io.tributary.identity;

import static io.tributary.identity.StableIds.CUSTOMER_ID;
import static io.tributary.identity.StableIds.FOUNDER;
import static io.tributary.identity.StableIds.RECORD_KEY;
import static org.apache.spark.sql.functions.col;

import io.tributary.lake.Lake;
import io.tributary.tables.silver.CustomerIds;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.CustomerRecords;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the customers of a scope.
 *
 * @param held ids that records of the scope held last, rows of customer_id; null if it is all
 * @param records rows of {@link CustomerRecords} as far as {@link StableIds} reads them: those of
 *     the scope, and founders of its ids
 * @param ids rows of {@link CustomerIds} that records of the scope held last or founded
 * @param links rows of {@link CustomerLinks} to these ids
 */
record FormerCustomers(
    @Nullable Dataset<Row> held, Dataset<Row> records, Dataset<Row> ids, Dataset<Row> links) {

  static FormerCustomers of(Scope scope, Lake lake) {
    Dataset<Row> records = lake.read(CustomerRecords.TABLE);
    Dataset<Row> ids = lake.read(CustomerIds.TABLE);
    Dataset<Row> links = lake.read(CustomerLinks.TABLE);
    return scope
        .keys()
        .map(keys -> of(keys, records, ids, links))
        .orElseGet(() -> new FormerCustomers(null, records, ids, links));
  }

  private static FormerCustomers of(
      Dataset<Row> keys, Dataset<Row> records, Dataset<Row> ids, Dataset<Row> links) {
    Dataset<Row> held = Scope.inside(links, RECORD_KEY, keys).select(col(CUSTOMER_ID));
    Dataset<Row> founded = Scope.inside(ids, FOUNDER, keys.select(col(RECORD_KEY).as(FOUNDER)));
    Dataset<Row> theirs =
        LinkCustomers.keep(Scope.inside(ids, CUSTOMER_ID, held).union(founded).distinct());
    Dataset<Row> founders = theirs.select(col(FOUNDER).as(RECORD_KEY));
    Dataset<Row> toThem =
        LinkCustomers.keep(Scope.inside(links, CUSTOMER_ID, theirs.select(col(CUSTOMER_ID))));
    return new FormerCustomers(
        Scope.inside(toThem, RECORD_KEY, keys).select(col(CUSTOMER_ID)),
        LinkCustomers.keep(
            Scope.inside(records, RECORD_KEY, keys.union(founders))
                .select(
                    col(RECORD_KEY),
                    col(CustomerRecords.FIRST_RUN),
                    col(CustomerRecords.FIRST_DELIVERED_ON))),
        theirs,
        toThem);
  }

  /**
   * The ids that the scope's records held last or hold now: no other of their ids changes.
   *
   * @param assigned see {@link RememberedIds#of}
   */
  Dataset<Row> idsOf(Dataset<Row> assigned) {
    return held == null
        ? ids
        : Scope.inside(ids, CUSTOMER_ID, held.union(assigned.select(col(CUSTOMER_ID))));
  }
}

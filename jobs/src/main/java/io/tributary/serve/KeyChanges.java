package io.tributary.serve;

import static io.tributary.serve.AudienceRows.CELLS;
import static io.tributary.serve.AudienceRows.CUSTOMER_ID;
import static io.tributary.serve.AudienceRows.DESTINATION;
import static io.tributary.serve.AudienceRows.KEYS;
import static io.tributary.serve.AudienceRows.SEGMENT;
import static io.tributary.tables.gold.DeliveredKeys.ADDED_BY;
import static io.tributary.tables.gold.DeliveredKeys.DIGEST;
import static io.tributary.tables.gold.DeliveredKeys.KEY_TYPE;
import static io.tributary.tables.gold.DeliveredKeys.REMOVED_BY;
import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.tributary.tables.Types;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.Deliveries;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What changes at a destination, by the keys it was sent and not by our customers: a key that two
 * customers carry stays as long as one of them does, and a key whose customer is gone, or has
 * another e-mail address by now, is taken back as it was sent.
 *
 * <p>The ledger of keys is written before the file is sent. So a key that may have arrived, from a
 * delivery whose end is not known, is never forgotten: it is sent again if it is wanted, and taken
 * back if it is not.
 */
final class KeyChanges {

  /** What a file's row means: the name of a {@link Content}. */
  static final String CONTENT = "content";

  /** Key types that the format of the audience has. */
  static final String KEY_TYPES = "key_types";

  /** The file with the customers of an audience whose keys are remembered. */
  static final StructType AUDIENCES =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add(CONTENT, Types.STRING)
          .add(KEY_TYPES, Types.STRINGS);

  /** The deliveries that add and take back; null where that file is not sent. */
  static final StructType DELIVERIES =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add("adds", Types.STRING)
          .add("removes", Types.STRING);

  private static final StructType FILE_ROWS =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add(CONTENT, Types.STRING)
          .add(CELLS, Types.STRINGS);

  private static final String[] AUDIENCE = {DESTINATION, SEGMENT};
  private static final String[] KEY = {DESTINATION, SEGMENT, KEY_TYPE, DIGEST};

  /** Whether the destination has the key for certain; if not, it may have it. */
  private static final String IS_CERTAIN = "is_certain";

  private KeyChanges() {}

  /**
   * The keys that destinations have or may have.
   *
   * @param ledger rows of {@link DeliveredKeys}
   * @param published ids of the deliveries known to have arrived
   * @param audiences rows of {@link #AUDIENCES}
   */
  static Dataset<Row> held(Dataset<Row> ledger, Dataset<Row> published, Dataset<Row> audiences) {
    Dataset<Row> adding =
        published.select(col(Deliveries.DELIVERY_ID).as(ADDED_BY), lit(true).as("added"));
    Dataset<Row> removing =
        published.select(col(Deliveries.DELIVERY_ID).as(REMOVED_BY), lit(true).as("removed"));
    return ledger
        .join(broadcast(audiences), AUDIENCE, "inner")
        .join(adding, new String[] {ADDED_BY}, "left")
        .join(removing, new String[] {REMOVED_BY}, "left")
        .where(col("removed").isNull())
        .select(
            col(DESTINATION),
            col(SEGMENT),
            col(KEY_TYPE),
            col(DIGEST),
            col(CUSTOMER_ID),
            col(ADDED_BY),
            col("added").isNotNull().and(col(REMOVED_BY).isNull()).as(IS_CERTAIN),
            array_contains(col(KEY_TYPES), col(KEY_TYPE)).as("is_sendable"));
  }

  /** Key types that a destination has of us and that its format does not send any more. */
  static Dataset<Row> stranded(Dataset<Row> held) {
    return held.where(not(col("is_sendable"))).select(col(DESTINATION), col(KEY_TYPE)).distinct();
  }

  /**
   * The keys of the customers who are sent now.
   *
   * @param rows as {@link AudienceRows#withoutSharedKeys} gives them
   * @param audiences rows of {@link #AUDIENCES}
   */
  static Dataset<Row> current(Dataset<Row> rows, Dataset<Row> audiences) {
    return rows.join(broadcast(audiences), AUDIENCE, "left_semi")
        .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID), explode(col(KEYS)).as("key"))
        .select(
            col(DESTINATION),
            col(SEGMENT),
            col("key.type").as(KEY_TYPE),
            col("key.value").as(DIGEST),
            col(CUSTOMER_ID));
  }

  /** Keys now that the destination does not have for certain. */
  static Dataset<Row> added(Dataset<Row> current, Dataset<Row> held) {
    return current.join(held.where(col(IS_CERTAIN)), KEY, "left_anti");
  }

  /** Keys that the destination has or may have, and no customer of now. */
  static Dataset<Row> gone(Dataset<Row> current, Dataset<Row> held) {
    return held.where(col("is_sendable"))
        .join(current, KEY, "left_anti")
        .select(
            col(DESTINATION),
            col(SEGMENT),
            col(KEY_TYPE),
            col(DIGEST),
            col(CUSTOMER_ID),
            col(ADDED_BY));
  }

  /**
   * The rows of all files in the order in which they are written: destination, segment, content,
   * cells.
   *
   * @param rows as {@link AudienceRows#withoutSharedKeys} gives them
   * @param audiences destination, segment and {@link #CONTENT}, of all audiences
   */
  static Dataset<Row> fileRows(
      Dataset<Row> rows,
      Dataset<Row> audiences,
      Dataset<Row> added,
      Dataset<Row> gone,
      Map<String, Format> formats) {
    Dataset<Row> sent =
        rows.where(col(CELLS).isNotNull())
            .join(broadcast(audiences), AUDIENCE, "inner")
            .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID), col(CONTENT), col(CELLS));
    Column isFull = col(CONTENT).equalTo(Content.FULL.name());
    // The whole row of a customer with a new key: names and places make the match better.
    Dataset<Row> additions =
        sent.where(not(isFull))
            .join(added, new String[] {DESTINATION, SEGMENT, CUSTOMER_ID}, "left_semi");
    Dataset<Row> removals =
        gone.select(col(DESTINATION), col(SEGMENT), col(KEY_TYPE), col(DIGEST))
            .distinct()
            .map((MapFunction<Row, Row>) key -> removal(key, formats), Encoders.row(FILE_ROWS));
    return fileColumns(sent.where(isFull))
        .unionByName(fileColumns(additions))
        .unionByName(removals)
        .orderBy(col(DESTINATION), col(SEGMENT), col(CONTENT), col(CELLS));
  }

  /**
   * Rows of {@link DeliveredKeys} after the deliveries.
   *
   * @param deliveries rows of {@link #DELIVERIES}
   */
  static Dataset<Row> ledger(Dataset<Row> added, Dataset<Row> gone, Dataset<Row> deliveries) {
    Dataset<Row> additions =
        added
            .join(broadcast(deliveries), AUDIENCE, "inner")
            .where(col("adds").isNotNull())
            .select(ledgerColumns(col("adds"), lit(null).cast("string")));
    Dataset<Row> removals =
        gone.join(broadcast(deliveries), AUDIENCE, "inner")
            .where(col("removes").isNotNull())
            .select(ledgerColumns(col(ADDED_BY), col("removes")));
    return additions.unionByName(removals);
  }

  private static Column[] ledgerColumns(Column addedBy, Column removedBy) {
    return new Column[] {
      col(DESTINATION),
      col(SEGMENT),
      col(KEY_TYPE),
      col(DIGEST),
      col(CUSTOMER_ID),
      addedBy.as(ADDED_BY),
      removedBy.as(REMOVED_BY)
    };
  }

  private static Dataset<Row> fileColumns(Dataset<Row> rows) {
    return rows.select(col(DESTINATION), col(SEGMENT), col(CONTENT), col(CELLS));
  }

  private static Row removal(Row key, Map<String, Format> formats) {
    String destination = key.getAs(DESTINATION);
    SentKey sent = new SentKey(key.getAs(KEY_TYPE), key.getAs(DIGEST));
    return RowFactory.create(
        destination,
        key.getAs(SEGMENT),
        Content.REMOVE.name(),
        requireNonNull(formats.get(destination)).removal(sent));
  }
}

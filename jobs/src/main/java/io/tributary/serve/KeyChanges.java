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
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

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
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/**
 * What changes at a destination, by the keys it was sent and not by our customers: a key that two
 * customers carry stays as long as one of them does, and a key whose customer is gone, or has
 * another e-mail address by now, is taken back as it was sent.
 *
 * <p>The ledger of keys is written before the file is sent. So a key that may have arrived, from a
 * delivery whose end is not known, is never forgotten: it is sent again if it is wanted, and taken
 * back if it is not.
 *
 * <p>A platform matches people: it takes out whoever the key is, and that may be somebody who is
 * wanted by another key of the same row. So the file of removals goes first, and a wanted key that
 * was ever sent together with a removed one, or of the same customer, is <i>touched</i>: it is
 * added again, and held for certain only when that has arrived.
 *
 * @param states one row a key and customer, now or at a destination: whose it is, and what is known
 *     of the key over all its customers
 */
record KeyChanges(Dataset<Row> states) {

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

  /**
   * The deliveries that add and take back, null where that file is not sent; and the one that adds
   * touched keys again, whether it is sent or not, null where every file is the whole audience.
   */
  static final StructType DELIVERIES =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add("adds", Types.STRING)
          .add("removes", Types.STRING)
          .add("adds_again", Types.STRING);

  private static final StructType FILE_ROWS =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add(CONTENT, Types.STRING)
          .add(CELLS, Types.STRINGS);

  private static final String[] AUDIENCE = {DESTINATION, SEGMENT};
  private static final String[] CUSTOMER = {DESTINATION, SEGMENT, CUSTOMER_ID};
  private static final String[] KEY = {DESTINATION, SEGMENT, KEY_TYPE, DIGEST};

  /** Whether the row is a key of a customer who is sent now; if not, it is one that is held. */
  private static final String IS_NOW = "is_now";

  /** Whether the destination has the key for certain; if not, it may have it. */
  private static final String IS_CERTAIN = "is_certain";

  private static final String IS_SENDABLE = "is_sendable";

  /** Of the key, over all rows. */
  private static final String IS_WANTED = "is_wanted";

  private static final String IS_THERE = "is_there";

  private static final Column IS_ADDED = col(IS_NOW).and(not(col(IS_THERE)));
  private static final Column IS_GONE =
      not(col(IS_NOW)).and(col(IS_SENDABLE)).and(not(col(IS_WANTED)));

  /**
   * What changes.
   *
   * @param current as {@link #current} gives them
   * @param held as {@link #held} gives them
   */
  static KeyChanges of(Dataset<Row> current, Dataset<Row> held) {
    var key = Window.partitionBy(col(DESTINATION), col(SEGMENT), col(KEY_TYPE), col(DIGEST));
    return new KeyChanges(
        current
            .unionByName(held)
            .withColumn(IS_WANTED, max(col(IS_NOW)).over(key))
            .withColumn(IS_THERE, max(col(IS_CERTAIN)).over(key)));
  }

  /** Keeps them, since files and ledger are both made of them. */
  KeyChanges persist() {
    return new KeyChanges(states.persist());
  }

  void unpersist() {
    states.unpersist();
  }

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
        .join(broadcast(adding), new String[] {ADDED_BY}, "left")
        .join(broadcast(removing), new String[] {REMOVED_BY}, "left")
        .where(col("removed").isNull())
        .select(
            col(DESTINATION),
            col(SEGMENT),
            col(KEY_TYPE),
            col(DIGEST),
            col(CUSTOMER_ID),
            col(ADDED_BY),
            lit(false).as(IS_NOW),
            col("added").isNotNull().and(col(REMOVED_BY).isNull()).as(IS_CERTAIN),
            array_contains(col(KEY_TYPES), col(KEY_TYPE)).as(IS_SENDABLE));
  }

  /**
   * The keys of the customers who are sent now.
   *
   * @param rows as {@link AudienceRows#without} gives them
   * @param audiences rows of {@link #AUDIENCES}
   */
  static Dataset<Row> current(Dataset<Row> rows, Dataset<Row> audiences) {
    return rows.where(col(CELLS).isNotNull())
        .join(broadcast(audiences), AUDIENCE, "left_semi")
        .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID), explode(col(KEYS)).as("key"))
        .select(
            col(DESTINATION),
            col(SEGMENT),
            col("key.type").as(KEY_TYPE),
            col("key.value").as(DIGEST),
            col(CUSTOMER_ID),
            lit(null).cast(Types.STRING).as(ADDED_BY),
            lit(true).as(IS_NOW),
            lit(false).as(IS_CERTAIN),
            lit(true).as(IS_SENDABLE));
  }

  /** What there is of an audience: destination, segment, key type, and how many of each kind. */
  Dataset<Row> summary() {
    return states
        .groupBy(col(DESTINATION), col(SEGMENT), col(KEY_TYPE))
        .agg(
            max(when(IS_ADDED.or(IS_GONE), lit(true)).otherwise(lit(false))).as("changes"),
            max(not(col(IS_SENDABLE))).as("is_stranded"));
  }

  private Dataset<Row> added() {
    return states.where(IS_ADDED);
  }

  /** Keys that the destination has or may have, and no customer of now. */
  private Dataset<Row> gone() {
    return states.where(IS_GONE);
  }

  /** Held keys that are wanted and were sent of a customer of whom another key is taken back. */
  private Dataset<Row> touched() {
    Dataset<Row> together =
        states
            // One that may not be there is added anyway.
            .where(not(col(IS_NOW)).and(col(IS_WANTED)).and(col(IS_THERE)))
            .join(gone(), CUSTOMER, "left_semi");
    return states.where(not(col(IS_NOW))).join(together, KEY, "left_semi");
  }

  /** Customers of now with a new key, or with one that is touched. */
  private Dataset<Row> additions() {
    return added()
        .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID))
        .union(
            states
                .where(col(IS_NOW))
                .join(touched(), KEY, "left_semi")
                .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID)));
  }

  /**
   * The rows of all files in the order in which they are written: destination, segment, content,
   * cells.
   *
   * @param rows as {@link AudienceRows#without} gives them
   * @param audiences destination, segment and {@link #CONTENT}, of all audiences
   */
  Dataset<Row> fileRows(Dataset<Row> rows, Dataset<Row> audiences, Map<String, Format> formats) {
    Dataset<Row> sent =
        rows.where(col(CELLS).isNotNull())
            .join(broadcast(audiences), AUDIENCE, "inner")
            .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID), col(CONTENT), col(CELLS));
    Column isFull = col(CONTENT).equalTo(Content.FULL.name());
    // The whole row of a customer with a new key: names and places make the match better.
    Dataset<Row> adding = sent.where(not(isFull)).join(additions(), CUSTOMER, "left_semi");
    Dataset<Row> removals =
        gone()
            .select(col(DESTINATION), col(SEGMENT), col(KEY_TYPE), col(DIGEST))
            .distinct()
            .map((MapFunction<Row, Row>) key -> removal(key, formats), Encoders.row(FILE_ROWS));
    return fileColumns(sent.where(isFull))
        .unionByName(fileColumns(adding))
        .unionByName(removals)
        .orderBy(col(DESTINATION), col(SEGMENT), col(CONTENT), col(CELLS));
  }

  /**
   * Rows of {@link DeliveredKeys} after the deliveries.
   *
   * @param deliveries rows of {@link #DELIVERIES}
   */
  Dataset<Row> ledger(Dataset<Row> deliveries) {
    Column none = lit(null).cast(Types.STRING);
    return rows(added(), deliveries, "adds", col("adds"), none)
        .unionByName(rows(gone(), deliveries, "removes", col(ADDED_BY), col("removes")))
        .unionByName(rows(touched(), deliveries, "adds_again", col("adds_again"), none));
  }

  private static Dataset<Row> rows(
      Dataset<Row> keys, Dataset<Row> deliveries, String by, Column addedBy, Column removedBy) {
    return keys.join(broadcast(deliveries), AUDIENCE, "inner")
        .where(col(by).isNotNull())
        .select(
            col(DESTINATION),
            col(SEGMENT),
            col(KEY_TYPE),
            col(DIGEST),
            col(CUSTOMER_ID),
            addedBy.as(ADDED_BY),
            removedBy.as(REMOVED_BY));
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

package io.tributary.serve;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;

import io.tributary.tables.Types;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.DeliveredKeys;
import io.tributary.tables.gold.SegmentMembers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The members of all audiences with the cells of their rows, or with the reason why they get none.
 * A customer of three audiences has three rows.
 */
final class AudienceRows {

  static final String DESTINATION = DeliveredKeys.DESTINATION;
  static final String SEGMENT = DeliveredKeys.SEGMENT;
  static final String CUSTOMER_ID = DeliveredKeys.CUSTOMER_ID;

  /** The {@link Exclusion}; null for a customer who is sent. */
  static final String REASON = "reason";

  /** The row as {@link Format#cells} makes it; null for an excluded customer. */
  static final String CELLS = "cells";

  /** The {@link SentKey}s of a customer, also of one who is not sent. */
  static final String KEYS = "keys";

  /** Names of the answers, purpose and channel, that a member must have given. */
  private static final String NEEDED = "needed";

  private static final String IS_HELD_OUT = "is_held_out";

  /** By the name of an answer, a {@link #STANDING}. */
  private static final String ANSWERS = "answers";

  /** What a member's answer opens: nothing but GRANTED opens a file. */
  private static final Column STANDING =
      when(col(CustomerConsents.STATE).equalTo("DENIED"), lit(Exclusion.DENIED.name()))
          .when(
              col(CustomerConsents.STATE).equalTo("GRANTED"),
              when(col(CustomerConsents.HAS_EVIDENCE), lit("GRANTED"))
                  .otherwise(lit(Exclusion.NO_EVIDENCE.name())))
          .otherwise(lit(Exclusion.NO_CONSENT.name()));

  /** What an audience needs of its members: destination, segment, answers. */
  static final StructType AUDIENCES =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add(NEEDED, Types.STRINGS);

  private static final StructType KEY =
      new StructType().add("type", Types.STRING).add("value", Types.STRING);

  /** Columns of {@link #rows} and {@link #without}. */
  static final StructType SCHEMA =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add(CUSTOMER_ID, Types.STRING)
          .add(REASON, Types.STRING)
          .add(CELLS, Types.STRINGS)
          .add(KEYS, DataTypes.createArrayType(KEY));

  private static final String SHARED = "shared";

  private AudienceRows() {}

  /** Name of the answer to a purpose on a channel. */
  static String answer(String purpose, String channel) {
    return purpose + "|" + channel;
  }

  /**
   * The members now of each audience, with the reason of consent or experiment that excludes them.
   * A member must have agreed, with evidence, to each purpose that the audience needs on its
   * channel. Who was never asked has not agreed.
   *
   * @param stays rows of {@link SegmentMembers}
   * @param consents rows of {@link CustomerConsents}
   * @param audiences rows of {@link #AUDIENCES}
   */
  static Dataset<Row> members(Dataset<Row> stays, Dataset<Row> consents, Dataset<Row> audiences) {
    Column isTreated = coalesce(col(SegmentMembers.ARM).equalTo(lit("treated")), lit(true));
    return stays
        .where(col(SegmentMembers.LEFT_AT).isNull())
        .select(col(SEGMENT), col(CUSTOMER_ID), not(isTreated).as(IS_HELD_OUT))
        .join(broadcast(audiences), new String[] {SEGMENT}, "inner")
        .join(answers(consents), new String[] {CUSTOMER_ID}, "left")
        .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID), reason().as(REASON));
  }

  /** One row a customer. */
  private static Dataset<Row> answers(Dataset<Row> consents) {
    Column name = concat_ws("|", col(CustomerConsents.PURPOSE), col(CustomerConsents.CHANNEL));
    return consents
        .groupBy(col(CUSTOMER_ID))
        .agg(map_from_entries(collect_list(struct(name, STANDING))).as(ANSWERS));
  }

  private static Column reason() {
    Column given =
        transform(
            col(NEEDED),
            name -> coalesce(try_element_at(col(ANSWERS), name), lit(Exclusion.NO_CONSENT.name())));
    return when(array_contains(given, Exclusion.DENIED.name()), lit(Exclusion.DENIED.name()))
        .when(array_contains(given, Exclusion.NO_CONSENT.name()), lit(Exclusion.NO_CONSENT.name()))
        .when(
            array_contains(given, Exclusion.NO_EVIDENCE.name()), lit(Exclusion.NO_EVIDENCE.name()))
        .when(col(IS_HELD_OUT), lit(Exclusion.HOLDOUT.name()));
  }

  /**
   * The keys of each member, and the cells of those who may be sent.
   *
   * @param members as {@link #members} gives them
   * @param contacts as {@link ContactsPivot#of} gives them
   * @param formats of each destination, by its name
   */
  static Dataset<Row> rows(
      Dataset<Row> members, Dataset<Row> contacts, Map<String, Format> formats) {
    return members
        .join(contacts, new String[] {CUSTOMER_ID}, "left")
        .map((MapFunction<Row, Row>) row -> row(row, formats), Encoders.row(SCHEMA));
  }

  /**
   * The keys that too many members of a destination carry, whether or not they may be sent: the
   * shop's phone is the shop's, however few of its carriers have agreed.
   *
   * @param rows as {@link #rows} gives them, of all audiences of the destinations
   * @param maxShared the most customers who may carry one key
   */
  static Dataset<Row> sharedKeys(Dataset<Row> rows, int maxShared) {
    return rows.select(col(DESTINATION), col(CUSTOMER_ID), explode(col(KEYS)).as(SHARED))
        .distinct()
        .groupBy(col(DESTINATION), col(SHARED))
        .agg(count(lit(1)).as("customers"))
        .where(col("customers").gt(maxShared))
        .select(col(DESTINATION), col(SHARED));
  }

  /**
   * The same rows without some keys.
   *
   * @param shared as {@link #sharedKeys} gives them
   */
  static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> shared, Map<String, Format> formats) {
    Dataset<Row> sharedOfCustomer =
        rows.select(col(DESTINATION), col(CUSTOMER_ID), explode(col(KEYS)).as(SHARED))
            .distinct()
            .join(shared, new String[] {DESTINATION, SHARED}, "left_semi")
            .groupBy(col(DESTINATION), col(CUSTOMER_ID))
            .agg(collect_list(col(SHARED)).as(SHARED));
    return rows.join(sharedOfCustomer, new String[] {DESTINATION, CUSTOMER_ID}, "left")
        .map((MapFunction<Row, Row>) row -> unshared(row, formats), Encoders.row(SCHEMA));
  }

  private static Row row(Row member, Map<String, Format> formats) {
    Format format = format(member, formats);
    String reason = member.getAs(REASON);
    return format
        .cells(ContactsPivot.member(member))
        .map(cells -> row(member, reason, format, cells))
        .orElseGet(() -> excluded(member, reason == null ? Exclusion.NO_KEY.name() : reason));
  }

  private static Row unshared(Row row, Map<String, Format> formats) {
    int shared = row.fieldIndex(SHARED);
    if (row.isNullAt(shared) || row.getAs(REASON) != null) {
      return RowFactory.create(
          row.getAs(DESTINATION),
          row.getAs(SEGMENT),
          row.getAs(CUSTOMER_ID),
          row.getAs(REASON),
          row.getAs(CELLS),
          row.getAs(KEYS));
    }
    List<Row> keys = row.getList(shared);
    Set<SentKey> unwanted = keys.stream().map(AudienceRows::key).collect(Collectors.toSet());
    Format format = format(row, formats);
    return format
        .without(cells(row), unwanted)
        .map(cells -> row(row, null, format, cells))
        .orElseGet(() -> excluded(row, Exclusion.SHARED_KEY.name()));
  }

  /** The cells of a row, for the writer of files too. */
  static String[] cells(Row row) {
    return row.<String>getList(row.fieldIndex(CELLS)).toArray(String[]::new);
  }

  private static Row row(Row row, @Nullable String reason, Format format, String[] cells) {
    Object[] keys =
        format.sentKeys(cells).stream()
            .map(key -> RowFactory.create(key.type(), key.value()))
            .toArray();
    return RowFactory.create(
        row.getAs(DESTINATION),
        row.getAs(SEGMENT),
        row.getAs(CUSTOMER_ID),
        reason,
        reason == null ? cells : null,
        keys);
  }

  private static Row excluded(Row row, String reason) {
    return RowFactory.create(
        row.getAs(DESTINATION), row.getAs(SEGMENT), row.getAs(CUSTOMER_ID), reason, null, null);
  }

  private static SentKey key(Row key) {
    return new SentKey(key.getString(0), key.getString(1));
  }

  private static Format format(Row row, Map<String, Format> formats) {
    return requireNonNull(formats.get(row.<String>getAs(DESTINATION)));
  }
}

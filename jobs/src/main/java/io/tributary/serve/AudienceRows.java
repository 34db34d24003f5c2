package io.tributary.serve;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
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

  /** The {@link SentKey}s in the cells. */
  static final String KEYS = "keys";

  /** What the segment's members may be processed for. */
  private static final String SEGMENT_PURPOSE = "segment_purpose";

  private static final String IS_PURPOSE_DENIED = "is_purpose_denied";

  /** What an audience needs of its members: destination, segment, consent, segment's purpose. */
  static final StructType AUDIENCES =
      new StructType()
          .add(DESTINATION, Types.STRING)
          .add(SEGMENT, Types.STRING)
          .add(CustomerConsents.PURPOSE, Types.STRING)
          .add(CustomerConsents.CHANNEL, Types.STRING)
          .add(SEGMENT_PURPOSE, Types.STRING);

  private static final StructType KEY =
      new StructType().add("type", Types.STRING).add("value", Types.STRING);

  /** Columns of {@link #rows} and {@link #withoutSharedKeys}. */
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

  /**
   * The members now of each audience, with the reason of consent or experiment that excludes them.
   * A member must have agreed to the destination's purpose on its channel, and must not have denied
   * the segment's purpose on that channel. More is not asked of the segment's purpose: it may be
   * one that nobody is asked about there, such as marketing on the channel of ads.
   *
   * @param stays rows of {@link SegmentMembers}
   * @param consents rows of {@link CustomerConsents}
   * @param audiences rows of {@link #AUDIENCES}
   */
  static Dataset<Row> members(Dataset<Row> stays, Dataset<Row> consents, Dataset<Row> audiences) {
    Column isTreated = coalesce(col(SegmentMembers.ARM).equalTo(lit("treated")), lit(true));
    return stays
        .where(col(SegmentMembers.LEFT_AT).isNull())
        .groupBy(col(SegmentMembers.SEGMENT), col(SegmentMembers.CUSTOMER_ID))
        .agg(max(not(isTreated)).as("is_held_out"))
        .join(broadcast(audiences), new String[] {SEGMENT}, "inner")
        .join(
            consents,
            new String[] {CUSTOMER_ID, CustomerConsents.PURPOSE, CustomerConsents.CHANNEL},
            "left")
        .join(
            purposeDenials(consents),
            new String[] {CUSTOMER_ID, SEGMENT_PURPOSE, CustomerConsents.CHANNEL},
            "left")
        .select(col(DESTINATION), col(SEGMENT), col(CUSTOMER_ID), consentReason().as(REASON));
  }

  /**
   * The cells of each member who may be sent.
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
   * The same rows without keys that too many customers of a destination carry.
   *
   * @param rows as {@link #rows} gives them; used twice, so worth keeping
   * @param maxShared the most customers who may carry one key
   */
  static Dataset<Row> withoutSharedKeys(
      Dataset<Row> rows, Map<String, Format> formats, int maxShared) {
    Dataset<Row> carried =
        rows.select(col(DESTINATION), col(CUSTOMER_ID), explode(col(KEYS)).as(SHARED)).distinct();
    Dataset<Row> shared =
        carried
            .groupBy(col(DESTINATION), col(SHARED))
            .agg(count(lit(1)).as("customers"))
            .where(col("customers").gt(maxShared))
            .select(col(DESTINATION), col(SHARED));
    Dataset<Row> sharedOfCustomer =
        carried
            .join(shared, new String[] {DESTINATION, SHARED}, "left_semi")
            .groupBy(col(DESTINATION), col(CUSTOMER_ID))
            .agg(collect_list(col(SHARED)).as(SHARED));
    return rows.join(sharedOfCustomer, new String[] {DESTINATION, CUSTOMER_ID}, "left")
        .map((MapFunction<Row, Row>) row -> unshared(row, formats), Encoders.row(SCHEMA));
  }

  private static Dataset<Row> purposeDenials(Dataset<Row> consents) {
    return consents
        .where(col(CustomerConsents.STATE).equalTo("DENIED"))
        .select(
            col(CUSTOMER_ID),
            col(CustomerConsents.PURPOSE).as(SEGMENT_PURPOSE),
            col(CustomerConsents.CHANNEL),
            lit(true).as(IS_PURPOSE_DENIED));
  }

  private static Column consentReason() {
    Column state = coalesce(col(CustomerConsents.STATE), lit("UNKNOWN"));
    Column isDenied = state.equalTo("DENIED").or(col(IS_PURPOSE_DENIED).isNotNull());
    return when(isDenied, lit(Exclusion.DENIED.name()))
        .when(not(state.equalTo("GRANTED")), lit(Exclusion.NO_CONSENT.name()))
        .when(
            not(coalesce(col(CustomerConsents.HAS_EVIDENCE), lit(false))),
            lit(Exclusion.NO_EVIDENCE.name()))
        .when(col("is_held_out"), lit(Exclusion.HELD_OUT.name()));
  }

  private static Row row(Row member, Map<String, Format> formats) {
    if (member.getAs(REASON) != null) {
      return excluded(member, member.getAs(REASON));
    }
    Format format = format(member, formats);
    return format
        .cells(ContactsPivot.member(member))
        .map(cells -> sent(member, format, cells))
        .orElseGet(() -> excluded(member, Exclusion.NO_KEY.name()));
  }

  private static Row unshared(Row row, Map<String, Format> formats) {
    int shared = row.fieldIndex(SHARED);
    if (row.isNullAt(shared)) {
      return row.getAs(REASON) == null
          ? sent(row, format(row, formats), cells(row))
          : excluded(row, row.getAs(REASON));
    }
    List<Row> keys = row.getList(shared);
    Set<SentKey> unwanted = keys.stream().map(AudienceRows::key).collect(Collectors.toSet());
    Format format = format(row, formats);
    return format
        .without(cells(row), unwanted)
        .map(cells -> sent(row, format, cells))
        .orElseGet(() -> excluded(row, Exclusion.SHARED_KEY.name()));
  }

  /** The cells of a row, for the writer of files too. */
  static String[] cells(Row row) {
    return row.<String>getList(row.fieldIndex(CELLS)).toArray(String[]::new);
  }

  private static Row sent(Row row, Format format, String[] cells) {
    Object[] keys =
        format.sentKeys(cells).stream()
            .map(key -> RowFactory.create(key.type(), key.value()))
            .toArray();
    return RowFactory.create(
        row.getAs(DESTINATION), row.getAs(SEGMENT), row.getAs(CUSTOMER_ID), null, cells, keys);
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

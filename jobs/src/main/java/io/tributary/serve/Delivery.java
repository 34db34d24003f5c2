package io.tributary.serve;

import io.tributary.tables.gold.Deliveries;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * One file of one audience in the ledger {@code gold.deliveries}.
 *
 * @param fileName null if no file was made
 * @param members of the segment
 * @param allowed members who may be sent and can be found
 */
record Delivery(
    String id,
    String destination,
    String format,
    String segment,
    Content content,
    Instant asOf,
    @Nullable String fileName,
    @Nullable String sha256,
    long rows,
    long bytes,
    long members,
    long allowed,
    State state,
    @Nullable String reason,
    int attempts,
    @Nullable Instant publishedAt) {

  /** From plan to end. A delivery that is PREPARED or FAILED may or may not have arrived. */
  enum State {
    PREPARED,
    PUBLISHED,
    REFUSED,
    FAILED
  }

  /** A file in the outbox that is to be sent. */
  static Delivery prepared(
      Audience audience,
      Content content,
      Instant asOf,
      PreparedFile file,
      Tally tally,
      int attempts) {
    return new Delivery(
        audience.deliveryId(content, asOf),
        audience.name(),
        audience.format().id(),
        audience.segment(),
        content,
        asOf,
        file.name(),
        file.sha256(),
        file.rows(),
        file.bytes(),
        tally.members(),
        tally.allowed(),
        State.PREPARED,
        null,
        attempts,
        null);
  }

  /** A file that is not made. */
  static Delivery refused(
      Audience audience, Content content, Instant asOf, long rows, Tally tally, String reason) {
    return new Delivery(
        audience.deliveryId(content, asOf),
        audience.name(),
        audience.format().id(),
        audience.segment(),
        content,
        asOf,
        null,
        null,
        rows,
        0,
        tally.members(),
        tally.allowed(),
        State.REFUSED,
        reason,
        0,
        null);
  }

  /** The row's columns must be those of the table. */
  static Delivery of(Row row) {
    return new Delivery(
        row.getAs(Deliveries.DELIVERY_ID),
        row.getAs(Deliveries.DESTINATION),
        row.getAs(Deliveries.FORMAT),
        row.getAs(Deliveries.SEGMENT),
        Content.valueOf(row.getAs(Deliveries.MODE)),
        row.<Timestamp>getAs(Deliveries.AS_OF).toInstant(),
        row.getAs(Deliveries.FILE_NAME),
        row.getAs(Deliveries.SHA256),
        row.<Long>getAs(Deliveries.ROWS),
        row.<Long>getAs(Deliveries.BYTES),
        row.<Long>getAs(Deliveries.MEMBER_COUNT),
        row.<Long>getAs(Deliveries.ALLOWED_COUNT),
        State.valueOf(row.getAs(Deliveries.STATE)),
        row.getAs(Deliveries.REASON),
        row.<Integer>getAs(Deliveries.ATTEMPTS),
        instant(row.getAs(Deliveries.PUBLISHED_AT)));
  }

  Row toRow() {
    return RowFactory.create(
        id,
        destination,
        format,
        segment,
        content.name(),
        Timestamp.from(asOf),
        fileName,
        sha256,
        rows,
        bytes,
        members,
        allowed,
        state.name(),
        reason,
        attempts,
        publishedAt == null ? null : Timestamp.from(publishedAt));
  }

  /** Whether a run left it without knowing its end. */
  boolean isOpen() {
    return state == State.PREPARED || state == State.FAILED;
  }

  boolean isOf(Audience audience) {
    return destination.equals(audience.name()) && segment.equals(audience.segment());
  }

  /** The file as it was fixed, whether it is still there or not. */
  PreparedFile file(Path folder) {
    if (fileName == null || sha256 == null) {
      throw new IllegalStateException("a refused delivery has no file");
    }
    return new PreparedFile(folder.resolve(fileName), rows, bytes, sha256);
  }

  Delivery published(int moreAttempts, Instant at) {
    return ended(State.PUBLISHED, null, attempts + moreAttempts, at);
  }

  Delivery failed(String why) {
    return ended(State.FAILED, why, attempts + 1, null);
  }

  /** Its end is not known, and a later one goes out instead. */
  Delivery superseded() {
    return ended(
        State.FAILED, "A later delivery was made before this one was done.", attempts, null);
  }

  private Delivery ended(
      State end, @Nullable String why, int allAttempts, @Nullable Instant arrivedAt) {
    return new Delivery(
        id,
        destination,
        format,
        segment,
        content,
        asOf,
        fileName,
        sha256,
        rows,
        bytes,
        members,
        allowed,
        end,
        why,
        allAttempts,
        arrivedAt);
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}

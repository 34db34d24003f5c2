package io.tributary.tables.gold;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.INT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One file for one destination. Name and digest are fixed before upload; a retry sends the same
 * bytes under the same name.
 */
public final class Deliveries {
  public static final String DELIVERY_ID = "delivery_id";
  public static final String DESTINATION = "destination";
  public static final String FORMAT = "format";
  public static final String SEGMENT = "segment";
  public static final String MODE = "mode";
  public static final String AS_OF = "as_of";
  public static final String FILE_NAME = "file_name";
  public static final String SHA256 = "sha256";
  public static final String ROWS = "rows";
  public static final String BYTES = "bytes";
  public static final String MEMBER_COUNT = "member_count";
  public static final String ALLOWED_COUNT = "allowed_count";
  public static final String STATE = "state";
  public static final String REASON = "reason";
  public static final String ATTEMPTS = "attempts";
  public static final String PUBLISHED_AT = "published_at";

  public static final Table TABLE =
      Table.gold("deliveries", "One file for one destination.")
          .key(DELIVERY_ID)
          .attribute(DELIVERY_ID, STRING, "Hash of destination, segment, mode and as-of.")
          .attribute(DESTINATION, STRING, "Name of the destination.")
          .attribute(
              FORMAT, STRING, "Format and version, for example google-customer-match@2026-08.")
          .attribute(SEGMENT, STRING, "The segment.")
          .attribute(MODE, STRING, "FULL, ADD or REMOVE.")
          .attribute(AS_OF, INSTANT, "End of the data interval.")
          .attribute(FILE_NAME, STRING, "Name in the outbox and at the destination.")
          .attribute(SHA256, STRING, "Digest of the bytes.")
          .attribute(ROWS, LONG, "Rows in the file.")
          .attribute(BYTES, LONG, "Size of the file.")
          .attribute(MEMBER_COUNT, LONG, "Members of the segment.")
          .attribute(ALLOWED_COUNT, LONG, "Members with consent and at least one key.")
          .attribute(STATE, STRING, "PREPARED, PUBLISHED, REFUSED or FAILED.")
          .attribute(REASON, STRING, "Why it was refused or failed.")
          .attribute(ATTEMPTS, INT, "Upload attempts.")
          .attribute(
              PUBLISHED_AT, INSTANT, "As-of of the run that saw the final name at the destination.")
          .build();

  private Deliveries() {}
}

package io.tributary.tables.silver;

import static io.tributary.tables.Types.BINARY;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One record as the model in use last compared it. A record whose hash is the same need not be
 * compared again, and others are compared with it as it stands here.
 */
public final class ComparedContents {
  public static final String RECORD_KEY = "record_key";
  public static final String CONTENT_HASH = "content_hash";
  public static final String PREPARED = "prepared";

  public static final Table TABLE =
      Table.silver("compared_contents", "One record as the model last compared it.")
          .key(RECORD_KEY)
          .pseudonym(RECORD_KEY, STRING, "The record.")
          .direct(CONTENT_HASH, LONG, "Hash of all that it was compared by.")
          .direct(PREPARED, BINARY, "What it was compared by, as the rules of comparing read it.")
          .build();

  private ComparedContents() {}
}

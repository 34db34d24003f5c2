package io.tributary.tables.ops;

import static io.tributary.tables.Types.DAY;
import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One file content that was accepted as a delivery, or refused. The ledger of files. Always lines =
 * loaded + rejected + duplicates.
 */
public final class CollectedFiles {
  public static final String FILE_ID = "file_id";
  public static final String SOURCE = "source";
  public static final String PATH = "path";
  public static final String CONTENT_SHA256 = "content_sha256";
  public static final String BYTES = "bytes";
  public static final String MODIFIED_AT = "modified_at";
  public static final String DELIVERED_ON = "delivered_on";
  public static final String DELIVERS = "delivers";
  public static final String CONTRACT = "contract";
  public static final String STATE = "state";
  public static final String SUPERSEDED_BY = "superseded_by";
  public static final String REASON = "reason";
  public static final String LINES = "lines";
  public static final String LOADED = "loaded";
  public static final String REJECTED = "rejected";
  public static final String DUPLICATES = "duplicates";
  public static final String RUN_ID = "run_id";
  public static final String LOADED_AT = "loaded_at";

  public static final Table TABLE =
      Table.ops("collected_files", "One file content that was accepted as a delivery, or refused.")
          .key(FILE_ID)
          .attribute(
              FILE_ID,
              STRING,
              "Hash of source and content, and of the delivery date where the same content may return.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .attribute(PATH, STRING, "Path below the landing root.")
          .attribute(
              CONTENT_SHA256,
              STRING,
              "SHA-256 of the content, decompressed; null when the file could not be read.")
          .attribute(BYTES, LONG, "Size as delivered.")
          .attribute(
              MODIFIED_AT,
              INSTANT,
              "Modification time as delivered: path, size and time tell an unchanged file unread.")
          .attribute(DELIVERED_ON, DAY, "Day of delivery, from the file name.")
          .attribute(
              DELIVERS,
              STRING,
              "snapshot, changes, events or log: what the contract says of the source.")
          .attribute(
              CONTRACT,
              STRING,
              "Fingerprint of the contract that decided; a refused file is tried again under another.")
          .attribute(STATE, STRING, "LOADED, DUPLICATE, REFUSED or SUPERSEDED.")
          .attribute(SUPERSEDED_BY, STRING, "File id of the newer content under the same path.")
          .attribute(REASON, STRING, "Why a file was refused, or of which file it is a duplicate.")
          .attribute(LINES, LONG, "Delivered data lines, without header.")
          .attribute(LOADED, LONG, "Lines that are in bronze.")
          .attribute(REJECTED, LONG, "Lines that are in ops.rejects.")
          .attribute(DUPLICATES, LONG, "Lines that repeat one of the same delivery.")
          .attribute(RUN_ID, STRING, "Run that decided.")
          .attribute(LOADED_AT, INSTANT, "As-of of that run.")
          .build();

  private CollectedFiles() {}
}

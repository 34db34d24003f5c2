package io.tributary.collect;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One content under one path: what the ledger of files knows of it before it is read.
 *
 * @param fileId hash of source and content, and of the delivery date where content may return
 * @param path below the landing root
 * @param contentSha256 null when it could not be read
 * @param contract fingerprint of the contract
 */
record DeliveredFile(
    String fileId,
    String source,
    String path,
    @Nullable String contentSha256,
    long bytes,
    Instant modifiedAt,
    @Nullable LocalDate deliveredOn,
    String delivers,
    String contract) {

  /** The same content, found elsewhere or touched. */
  DeliveredFile at(DeliveredFile other) {
    return new DeliveredFile(
        fileId,
        source,
        other.path,
        contentSha256,
        other.bytes,
        other.modifiedAt,
        deliveredOn,
        delivers,
        contract);
  }

  /** The same file, nothing known of its content. */
  DeliveredFile unread() {
    return new DeliveredFile(
        fileId, source, path, null, bytes, modifiedAt, deliveredOn, delivers, contract);
  }

  /** The same file under an id of its own. */
  DeliveredFile as(String otherId) {
    return new DeliveredFile(
        otherId, source, path, contentSha256, bytes, modifiedAt, deliveredOn, delivers, contract);
  }
}

package io.tributary.collect;

import io.tributary.crypto.Sha256;
import io.tributary.lake.Files;
import java.io.IOException;
import java.io.InputStream;

/**
 * What tells one content from another: the digest of what a file holds, whether it is compressed or
 * not, so that a log which was taken in plain is known when it comes compressed.
 */
final class ContentDigest {

  private ContentDigest() {}

  /**
   * Hex SHA-256 of the content; of the bytes as they are where they cannot be decompressed, which
   * the reader will refuse.
   *
   * @throws IOException when the file cannot be read
   */
  static String of(Files files, String path) throws IOException {
    if (Compression.isNamed(path)) {
      try (InputStream in = files.open(path)) {
        return Sha256.hex(Compression.decompressed(in, path));
      } catch (IOException e) {
        // Damaged, or unreadable: the bytes as they are tell which.
      }
    }
    try (InputStream in = files.open(path)) {
      return Sha256.hex(in);
    }
  }
}

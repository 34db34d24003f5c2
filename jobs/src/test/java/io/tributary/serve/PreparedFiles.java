package io.tributary.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Prepared files for tests of drops. */
final class PreparedFiles {

  private PreparedFiles() {}

  /** Files of the same name and size whose bytes differ with the given letter. */
  static PreparedFile vip(Path outbox, String letter) {
    return write(outbox, Stream.of(letter.repeat(64)));
  }

  /** A file of more bytes than fit into the buffers on the way. */
  static PreparedFile large(Path outbox) {
    return write(outbox, IntStream.range(0, 100_000).mapToObj("%064d"::formatted));
  }

  private static PreparedFile write(Path outbox, Stream<String> digests) {
    return AudienceFile.write(
        outbox,
        "partner_vip_2026-11-09_full.csv",
        Formats.GENERIC_HASHED.only(List.of("email_sha256")),
        digests.map(digest -> new String[] {digest, "", ""}).iterator());
  }
}

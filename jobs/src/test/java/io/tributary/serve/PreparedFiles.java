package io.tributary.serve;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Prepared files for tests of drops. */
final class PreparedFiles {

  private PreparedFiles() {}

  /** Files of the same name and size whose bytes differ with the given letter. */
  static PreparedFile vip(Path outbox, String letter) {
    return AudienceFile.write(
        outbox,
        "partner_vip_2026-11-09_full.csv",
        Formats.GENERIC_HASHED.only(List.of("email_sha256")),
        Stream.<String[]>of(new String[] {letter.repeat(64), "", ""}).iterator());
  }
}

package io.tributary.serve;

import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A finished file in the outbox. Name, size and digest are fixed before anything is sent, so that
 * every attempt sends the same.
 *
 * @param path where it lies; its last part is the name at the destination too
 * @param rows without the header
 * @param sha256 of the bytes, lower-case hexadecimal
 */
public record PreparedFile(Path path, long rows, long bytes, String sha256) {

  /** A file that an earlier run prepared, measured again. */
  public static PreparedFile reopen(Path path, long rows) {
    try (InputStream in = Files.newInputStream(path)) {
      return new PreparedFile(path, rows, Files.size(path), Sha256.hex(in));
    } catch (IOException e) {
      throw JobFailure.delivery(
              "The prepared file " + path + " cannot be read.",
              "It was moved, or the outbox is not readable.",
              "Restore the outbox, or run again: what is lost is prepared again.")
          .because(e);
    }
  }

  /** The name at the destination. */
  public String name() {
    return path.getName(path.getNameCount() - 1).toString();
  }
}

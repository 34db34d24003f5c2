package io.tributary.serve;

import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a file whose bytes depend on nothing but the rows: a header, then the rows in
 * order, each once. Sorted rows also hide the order in which customers came.
 */
public final class AudienceFile {

  /**
   * The order of rows: cell by cell, each by its UTF-8 bytes. Spark sorts an array of strings the
   * same way.
   */
  public static final Comparator<String[]> ORDER =
      (left, right) -> Arrays.compare(left, right, AudienceFile::compareBytes);

  private static final int BUFFER = 1 << 16;

  private AudienceFile() {}

  /**
   * Writes a file, complete or not at all; a file of that name is replaced.
   *
   * @param rows sorted by {@link #ORDER}; read once, so that they need not be in memory. Equal rows
   *     (customers who share all their keys) are written once.
   * @return the file with the number of rows written
   * @throws IllegalArgumentException if the rows are not sorted
   */
  public static PreparedFile write(
      Path directory, String name, Format format, Iterator<String[]> rows) {
    Path part = directory.resolve("." + name + ".part");
    Path file = directory.resolve(name);
    try {
      OutboxFolder.create(directory);
      MessageDigest digest = Sha256.digest();
      long count;
      try (OutputStream out =
          new BufferedOutputStream(
              new DigestOutputStream(OutboxFolder.newFile(part), digest), BUFFER)) {
        count = write(out, format, rows);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return new PreparedFile(file, count, Files.size(file), Sha256.hex(digest.digest()));
    } catch (IOException e) {
      throw JobFailure.delivery(
              "The file " + file + " cannot be written.",
              "The outbox is not writable or its disk is full.",
              "Free the outbox, then run again.")
          .because(e);
    }
  }

  private static long write(OutputStream out, Format format, Iterator<String[]> rows)
      throws IOException {
    Dialect dialect = format.dialect();
    out.write(bytes(dialect.line(format.header())));
    String @Nullable [] last = null;
    long count = 0;
    while (rows.hasNext()) {
      String[] row = rows.next();
      int order = last == null ? -1 : ORDER.compare(last, row);
      if (order > 0) {
        throw new IllegalArgumentException("rows of " + format.id() + " must be sorted");
      }
      if (order < 0) {
        out.write(bytes(dialect.line(row)));
        count++;
      }
      last = row;
    }
    return count;
  }

  private static int compareBytes(String left, String right) {
    return Arrays.compareUnsigned(bytes(left), bytes(right));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.tributary.crypto;

import io.tributary.job.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The file that holds the key of all pseudonyms of an installation. */
public final class KeyFile {
  private static final int KEY_BYTES = 32;

  private KeyFile() {}

  /**
   * The key in a file.
   *
   * @throws JobFailure CONFIG when there is none, or it is too short
   */
  public static Hmac read(Path file) {
    try {
      return Hmac.fromFile(file);
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw JobFailure.config(
          "The key file " + file + " cannot be used",
          "it is missing, unreadable, or shorter than " + KEY_BYTES + " bytes",
          "restore it from its backup, for with another key every pseudonym changes. An installation"
              + " without any data makes its key by:"
              + " (umask 077; head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \\n' > "
              + file
              + ")");
    }
  }

  /**
   * Makes a new key, readable by its owner only, unless the file exists: a key is never replaced.
   */
  public static void createIfMissing(Path file) {
    if (Files.exists(file)) {
      return;
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      Files.createFile(file, ownerOnly(file));
      Files.writeString(
          file, HexFormat.of().formatHex(key) + System.lineSeparator(), StandardCharsets.UTF_8);
    } catch (FileAlreadyExistsException e) {
      // Somebody else was first, and theirs is the key.
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the key file " + file, e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return isPosix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}

package io.tributary.serve;

import io.tributary.job.JobFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.Set;

/**
 * Folders and files that only their owner can read, as far as the file system knows owners. What
 * lies in them are contacts, or hashes that a dictionary turns back into contacts.
 */
final class OutboxFolder {

  private static final Set<? extends OpenOption> REPLACE =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);

  private static final Set<PosixFilePermission> READERS =
      PosixFilePermissions.fromString("r--r--r--");

  private OutboxFolder() {}

  /** Creates a folder and those above it; one that exists keeps its permissions. */
  static void create(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
    }
  }

  /** Opens an empty file; its bytes are on the disk when it is closed. */
  static OutputStream newFile(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, REPLACE, ownerOnly(file, "rw-------"));
    OutputStream out = Channels.newOutputStream(channel);
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        out.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
      }

      @Override
      public void close() throws IOException {
        // Without this a rename may survive a power cut that the bytes do not.
        channel.force(true);
        out.close();
      }
    };
  }

  /** Lets those read a file who may read the folder it lies in; nobody else may write it. */
  static void openLikeItsFolder(Path file) throws IOException {
    if (!knowsOwners(file)) {
      return;
    }
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file.toAbsolutePath().getParent());
    permissions.retainAll(READERS);
    permissions.addAll(PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(file, permissions);
  }

  /**
   * Deletes the files whose names say that they are of an older business day.
   *
   * @param before the first day that is kept
   */
  static void expire(Path folder, LocalDate before) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        boolean isOld =
            FileName.day(file.getFileName().toString())
                .filter(day -> day.isBefore(before))
                .isPresent();
        if (isOld) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw JobFailure.delivery(
              "Old files in " + folder + " cannot be deleted.",
              "The outbox is not writable.",
              "Mend the outbox, then run again.")
          .because(e);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
    return knowsOwners(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean knowsOwners(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}

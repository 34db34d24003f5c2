package io.tributary.serve;

import io.tributary.crypto.Sha256;
import io.tributary.job.JobFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder, local or mounted, that the receiver reads. Who may read the folder may read its files.
 */
public final class FolderDrop implements Drop {

  private final Path folder;

  /** A drop that creates its folder when the first file comes, for its owner only. */
  public FolderDrop(Path folder) {
    this.folder = folder;
  }

  @Override
  public Receipt publish(PreparedFile file) {
    Path target = folder.resolve(file.name());
    try {
      OutboxFolder.create(folder);
      if (holds(target, file)) {
        return Receipt.of(file, Receipt.Outcome.ALREADY_THERE, 1);
      }
      Path temporary = folder.resolve(Drop.temporaryName(file));
      try (OutputStream out = OutboxFolder.newFile(temporary)) {
        Files.copy(file.path(), out);
      }
      if (!holds(temporary, file)) {
        Files.delete(temporary);
        throw changed(file);
      }
      OutboxFolder.openLikeItsFolder(temporary);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return Receipt.of(file, Receipt.Outcome.PUBLISHED, 1);
    } catch (IOException e) {
      throw JobFailure.delivery(
              "The file " + file.name() + " was not delivered to " + folder + ".",
              "The folder is not writable, not a folder, or its disk is full.",
              "Mend the folder, then run again: the same file will be sent.")
          .because(e);
    }
  }

  private static boolean holds(Path path, PreparedFile file) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
      return false;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return Sha256.hex(in).equals(file.sha256());
    }
  }

  private static JobFailure changed(PreparedFile file) {
    return JobFailure.delivery(
        "The file " + file.name() + " was not delivered.",
        "What arrived is not what was prepared: the outbox or the copy was changed meanwhile.",
        "Remove the file from the outbox and run again: it is prepared anew.");
  }
}

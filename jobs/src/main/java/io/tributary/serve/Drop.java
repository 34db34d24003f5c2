package io.tributary.serve;

import io.tributary.job.JobFailure;
import java.nio.file.Path;

/**
 * A place where a destination picks up its files. Its readers see a file whole or not at all.
 *
 * <p>A file goes to a temporary name in the same directory, its size is checked, then it is
 * renamed. Who calls publishes the parts of a delivery first and its manifest last.
 */
public interface Drop {

  /**
   * Makes a file stand at the destination under its own name. To call it again is harmless: the
   * same bytes under that name are left alone, other bytes are replaced.
   *
   * @throws JobFailure of category DELIVERY if the place cannot be reached or refuses us, CONFIG if
   *     a file of ours that it needs is missing or open to others
   */
  Receipt publish(PreparedFile file);

  /** The drop of a destination's definition; relative folders lie below the outbox. */
  static Drop of(Destination.Target target, Path outbox) {
    return target
        .sftp()
        .<Drop>map(SftpDrop::new)
        .orElseGet(() -> new FolderDrop(outbox.resolve(target.folder().orElseThrow().path())));
  }

  /** The name while a file is on its way: the same for each attempt, so that none is left over. */
  static String temporaryName(PreparedFile file) {
    return "." + file.name() + ".tmp-" + file.sha256().substring(0, 12);
  }
}

package io.tributary.lake;

import io.tributary.job.JobFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A new folder of Parquet files for a result on anybody's own file. It appears whole or not at all:
 * what is being written lies beside it under another name and vanishes when the run is cancelled.
 */
public final class ResultFolder {
  private final SparkSession session;
  private final String path;
  private final Path folder;
  private final Path part;
  private final FileSystem fileSystem;

  /**
   * @throws JobFailure CONFIG when the folder is there already or cannot be written
   */
  public ResultFolder(SparkSession session, String path) {
    this.session = session;
    this.path = path;
    try {
      Path given = new Path(path);
      this.fileSystem = given.getFileSystem(session.sessionState().newHadoopConf());
      this.folder = fileSystem.makeQualified(given);
      requireNew();
      String unfinished = folder.getName() + "." + ProcessHandle.current().pid() + ".part";
      this.part = new Path(folder.getParent(), unfinished);
      // Asked first: nobody wants to hear it when the work is done.
      if (!fileSystem.mkdirs(part) || !fileSystem.delete(part, true)) {
        throw unwritable("the file system refused it");
      }
    } catch (IOException e) {
      throw unwritable("the file system refused it (" + e.getClass().getSimpleName() + ")")
          .because(e);
    } catch (IllegalArgumentException e) {
      throw unwritable("that is no path").because(e);
    }
  }

  private void requireNew() throws IOException {
    if (fileSystem.exists(folder)) {
      throw JobFailure.config(
          path + " is there already", "a result is never mixed with another", "name a new folder");
    }
  }

  private JobFailure unwritable(String why) {
    return JobFailure.config("Cannot write " + path, why, "name a folder that you may write");
  }

  /**
   * Writes rows.
   *
   * @param check looks at what was written, and throws to keep it from appearing
   * @throws JobFailure CONFIG when another run made the folder in the meantime
   */
  public void write(Dataset<Row> rows, Consumer<Dataset<Row>> check) {
    try {
      fileSystem.deleteOnExit(part);
      rows.write().parquet(part.toString());
      check.accept(Files.reader(session).parquet(part.toString()));
      // Renamed to a folder that is there, it would become a folder inside of that one.
      requireNew();
      if (!fileSystem.rename(part, folder)) {
        throw new IOException("cannot rename " + part + " to " + folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + folder, e);
    } finally {
      discard();
    }
  }

  private void discard() {
    try {
      fileSystem.delete(part, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + part, e);
    }
  }
}

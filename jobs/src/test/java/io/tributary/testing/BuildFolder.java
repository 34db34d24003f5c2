package io.tributary.testing;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.io.FileUtils;

/**
 * A folder that is filled once a build, by the first of its test processes that asks for it; the
 * others wait. What takes minutes to make is not made in each process.
 */
public final class BuildFolder {

  /** Fills an empty folder. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path folder) throws IOException;
  }

  private BuildFolder() {}

  /**
   * The filled folder, which nobody may change.
   *
   * @param name of what is in it
   */
  public static Path of(String name, Filling filling) throws IOException {
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    Path folder = target.resolve(name + "-of-build-" + build());
    Path filled = folder.resolve("filled");
    try (FileChannel lock =
        FileChannel.open(
            target.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      if (!Files.exists(filled)) {
        FileUtils.deleteDirectory(folder.toFile());
        filling.fill(Files.createDirectories(folder.resolve("content")));
        Files.createFile(filled);
      }
    }
    return folder.resolve("content");
  }

  /** All test processes of a run of Maven have the same; one started by an editor has its own. */
  private static String build() {
    return System.getProperty("build.started", "by-process-" + ProcessHandle.current().pid());
  }
}

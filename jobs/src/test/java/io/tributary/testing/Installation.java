package io.tributary.testing;

import io.tributary.crypto.KeyFile;
import io.tributary.lake.LakeContents;
import io.tributary.lake.Roots;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Tables;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;

/**
 * An installation in a folder with the deliveries of the first night of {@code data-samples}: lake,
 * landing, outbox, reports, key and settings.
 *
 * @param directory holds all of it
 * @param conf the settings of the installation
 */
public record Installation(Path directory, Path conf) {
  private static final Path ROOT =
      Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

  /**
   * Lays the installation out.
   *
   * @param base settings to go over, such as {@code cluster.conf}
   * @param key of the pseudonyms; made when there is none
   */
  public static Installation in(Path directory, String base, Path key, String... settings)
      throws IOException {
    copy(ROOT.resolve("data-samples/landing"), directory.resolve("landing"));
    copy(ROOT.resolve("conf"), directory.resolve("conf"));
    KeyFile.createIfMissing(key);
    Path conf = directory.resolve("conf/test.conf");
    Files.writeString(
        conf,
        """
        include "%s"
        lake.root = "%s/lake"
        landing.root = "%s/landing"
        outbox.root = "%s/outbox"
        report.root = "%s/reports"
        keys.hmac-file = "%s"
        """
                .formatted(base, directory, directory, directory, directory, key)
            + String.join("\n", settings));
    return new Installation(directory, conf);
  }

  /** A file or folder of the project. */
  public static Path project(String path) {
    return ROOT.resolve(path);
  }

  /** What its tables say. */
  public Map<String, String> contents() {
    Roots roots = new Roots(directory.resolve("lake").toString(), Optional.empty());
    return LakeContents.of(StoredLake.open(SparkExtension.session(), roots, Tables.ALL));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder).toString()));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file).toString()));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}

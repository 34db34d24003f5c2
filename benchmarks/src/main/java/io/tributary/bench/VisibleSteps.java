package io.tributary.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What can be seen from outside of how far a night has come: each commit of a table and each file
 * of the outbox is a step. The journal of runs does not count, since every attempt writes it.
 */
final class VisibleSteps {
  private static final List<String> ROOTS = List.of("lake", "lake-restricted");
  private static final String JOURNAL = "ops/runs";

  private VisibleSteps() {}

  /** Paths of all steps of an installation, below its folder. */
  static TreeSet<String> of(Path live) {
    TreeSet<String> steps = new TreeSet<>();
    for (String root : ROOTS) {
      for (Path layer : list(live.resolve(root))) {
        for (Path table : list(layer)) {
          if (!table.endsWith(JOURNAL)) {
            list(table.resolve("_delta_log")).stream()
                .filter(commit -> commit.getFileName().toString().matches("\\d{20}\\.json"))
                .forEach(commit -> steps.add(live.relativize(commit).toString()));
          }
        }
      }
    }
    filesBelow(live.resolve("outbox")).forEach(file -> steps.add(live.relativize(file).toString()));
    return steps;
  }

  private static List<Path> filesBelow(Path folder) {
    return list(folder).stream()
        .flatMap(path -> Files.isDirectory(path) ? filesBelow(path).stream() : Stream.of(path))
        .toList();
  }

  /** Folders come and go while a night is under way. */
  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.toList();
    } catch (NoSuchFileException | UncheckedIOException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

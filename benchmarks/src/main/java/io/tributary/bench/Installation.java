package io.tributary.bench;

import io.tributary.crypto.KeyFile;
import io.tributary.generate.Generator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * An installation in a folder of its own: a generated landing, the shipped settings, a key, and the
 * lake and outbox that its nights fill. Its state can be put aside and brought back.
 *
 * @param home of the program: where launcher and {@code conf/} lie
 * @param directory holds the installation in {@code live/} and its states beside that
 * @param basis the shipped settings that it goes by, a file of {@code conf/}
 */
record Installation(Path home, Path directory, String basis) {
  private static final LocalDate FIRST_NIGHT = LocalDate.of(2026, 11, 8);
  private static final int NIGHTS = 2;

  /** Of the generator. */
  static final long SEED = 1;

  /** Folders of {@code live/} that a night changes, or that are changed before one. */
  private static final List<String> STATE = List.of("landing", "lake", "lake-restricted", "outbox");

  /**
   * Lays the installation out, in place of an earlier one.
   *
   * @param customers how many are invented
   * @param sources whose contracts stay; all when empty
   */
  Installation generate(long customers, Generator.Locale locale, Set<String> sources)
      throws IOException {
    Installation made = new Installation(home, directory.toAbsolutePath(), basis);
    FileUtils.deleteDirectory(made.directory().toFile());
    Files.createDirectories(made.live());
    new Generator()
        .generate(
            new Generator.Options(customers, NIGHTS, SEED, locale, made.live(), FIRST_NIGHT, 1));
    KeyFile.createIfMissing(made.live().resolve("hmac.key"));
    copy(home.resolve("conf"), made.live().resolve("conf"));
    made.keepSources(sources);
    made.sendTheBuyers();
    Files.writeString(made.conf(), made.settings());
    return made;
  }

  Path live() {
    return directory.resolve("live");
  }

  Path conf() {
    return live().resolve("conf/bench.conf");
  }

  LocalDate day(int night) {
    return FIRST_NIGHT.plusDays(night);
  }

  /** Files that replace landed ones before a night. */
  void deliver(int night) throws IOException {
    copy(live().resolve("overlays/" + day(night)), live().resolve("landing"));
  }

  /** Keeps the state under a name. */
  void save(String name) throws IOException {
    replace(live(), directory.resolve(name));
  }

  /** Brings a saved state back. */
  void restore(String name) throws IOException {
    replace(directory.resolve(name), live());
  }

  private static void replace(Path from, Path to) throws IOException {
    for (String folder : STATE) {
      FileUtils.deleteDirectory(to.resolve(folder).toFile());
      copy(from.resolve(folder), to.resolve(folder));
    }
  }

  private void keepSources(Set<String> names) throws IOException {
    for (Path contract : list(live().resolve("conf/sources"))) {
      if (!names.isEmpty() && !names.contains(name(contract))) {
        Files.delete(contract);
        FileUtils.deleteDirectory(live().resolve("landing").resolve(name(contract)).toFile());
      }
    }
  }

  private static String name(Path conf) {
    return conf.getFileName().toString().replace(".conf", "");
  }

  /** The sample has few VIPs, and platforms ask for many rows: a partner gets all who bought. */
  private void sendTheBuyers() throws IOException {
    Path partner = live().resolve("conf/destinations/partner.conf");
    String conf = Files.readString(partner);
    Files.writeString(partner, conf.replaceAll("(?m)^segments = .*$", "segments = [buyers]"));
  }

  private String settings() {
    return """
    include "%2$s"
    lake.root = "%1$s/lake"
    landing.root = "%1$s/landing"
    outbox.root = "%1$s/outbox"
    keys.hmac-file = "%1$s/hmac.key"
    report.after = []
    # A killed holder of the lake is soon taken over.
    lock { heartbeat = 500ms, dead-after = 2s }
    """
        .formatted(live(), basis);
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    if (Files.isDirectory(from)) {
      FileUtils.copyDirectory(from.toFile(), to.toFile());
    }
  }
}

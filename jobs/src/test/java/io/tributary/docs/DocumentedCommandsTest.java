package io.tributary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.docs.DocumentedCommands.Documented;
import io.tributary.testing.Printed;
import io.tributary.testing.SampleNights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@code tributary} command in a code block of README and docs, run against the sample
 * nights, so that none rots. What would change these, or needs what a laptop has not, is only read.
 */
@Tag("full")
@ExtendWith(SampleNights.Extension.class)
class DocumentedCommandsTest {

  /** The launcher runs it, and no class on this class path. */
  private static final String LAUNCHED = "bench";

  /** These run elsewhere: {@code .ci/run} runs the demo, GeneratorTest the generator. */
  private static final Set<String> ELSEWHERE = Set.of("demo", "generate");

  /** These would change the nights that all tests look at. */
  private static final Set<String> DECISIONS = Set.of("link", "unlink", "activate");

  /** Pages whose commands need what a laptop has not: a cluster, a scheduler. */
  private static final Set<String> NOT_HERE = Set.of("operations.md");

  /** Stands in the pages for a phone that the reader knows. */
  private static final String PHONE_OF_THE_PAGE = "0912345678";

  @Test
  void everyCommandOfThePagesDoesWhatThePageSays(SampleNights nights, @TempDir Path dir)
      throws IOException {
    Path mine = installation(dir);
    String phone = somebodysPhone(dir.resolve("landing/customers/customers_2026-11-08.csv"));
    SoftAssertions softly = new SoftAssertions();
    int count = 0;
    for (Path page : pages()) {
      for (Documented command : DocumentedCommands.of(Files.readString(page))) {
        if (command.words().contains(LAUNCHED)) {
          continue;
        }
        count++;
        if (isOnlyRead(page, command)) {
          Printed help =
              Printed.by(Stream.concat(shellWords(command), Stream.of("--help")).toList());
          softly
              .assertThat(help.exitCode())
              .as(page.getFileName() + ": " + String.join(" ", command.words()) + help.err())
              .isZero();
          continue;
        }
        boolean isMine = command.words().stream().anyMatch(word -> word.startsWith("mine/"));
        Printed printed =
            Printed.by(
                words(command, isMine ? places(dir) : nights.places(), mine).stream()
                    .map(word -> word.replace(PHONE_OF_THE_PAGE, phone))
                    .toList());
        String title = page.getFileName() + ": " + String.join(" ", command.words());
        softly
            .assertThat(printed.exitCode() == 0)
            .as(title + "\n" + printed.err())
            .isEqualTo(command.refusal().isEmpty());
        command
            .promises()
            .forEach(promise -> softly.assertThat(printed.out()).as(title).contains(promise));
        softly.assertThat(printed.err()).as(title).contains(command.refusal());
      }
    }
    softly.assertAll();
    assertThat(count).isGreaterThan(20);
  }

  /** With {@code --help} behind it a command does nothing, but refuses an option it has not. */
  private static boolean isOnlyRead(Path page, Documented command) {
    return NOT_HERE.contains(page.getFileName().toString())
        || command.words().stream()
            .limit(2)
            .anyMatch(word -> ELSEWHERE.contains(word) || DECISIONS.contains(word));
  }

  /** Without what the shell takes for itself. */
  private static Stream<String> shellWords(Documented command) {
    return command.words().stream().takeWhile(word -> !word.equals(">"));
  }

  private static String somebodysPhone(Path file) throws IOException {
    Matcher phone = Pattern.compile(",(0[35789]\\d{8}),").matcher(Files.readString(file));
    assertThat(phone.find()).isTrue();
    return phone.group(1);
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages =
        new ArrayList<>(
            List.of(
                SampleNights.ROOT.resolve("README.md"), SampleNights.ROOT.resolve("README.vi.md")));
    try (Stream<Path> docs = Files.list(SampleNights.ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /**
   * What the README's first hour has made by hand: {@code mine}, a delivered file, a key, and the
   * draft of a contract, read and corrected.
   */
  private static Path installation(Path dir) throws IOException {
    Path conf = SampleNights.ROOT.resolve("conf");
    Path mine = dir.resolve("mine");
    try (Stream<Path> files = Files.walk(conf)) {
      for (Path file : files.toList()) {
        String relative = conf.relativize(file).toString();
        boolean isLeftOut = relative.matches("(sources|destinations)/.*");
        if (Files.isDirectory(file)) {
          Files.createDirectories(mine.resolve(relative));
        } else if (!isLeftOut) {
          Files.copy(file, mine.resolve(relative));
        }
      }
    }
    Files.writeString(
        mine.resolve("sources/customers.conf"),
        Files.readString(conf.resolve("sources/crm.conf"))
            .replace("\"crm/customers_*.csv\"", "\"customers/customers_*.csv\""));
    Files.createDirectories(dir.resolve("landing/customers"));
    Files.copy(
        SampleNights.ROOT.resolve("data-samples/landing/crm/customers_2026-11-08.csv"),
        dir.resolve("landing/customers/customers_2026-11-08.csv"));
    io.tributary.crypto.KeyFile.createIfMissing(dir.resolve("secrets/hmac.key"));
    return mine;
  }

  private static Map<String, String> places(Path dir) {
    Map<String, String> places = new LinkedHashMap<>();
    for (String root : List.of("lake", "landing", "outbox")) {
      places.put(root + ".root", dir.resolve(root).toString());
    }
    places.put("report.root", dir.resolve("reports").toString());
    places.put("keys.hmac-file", dir.resolve("secrets/hmac.key").toString());
    places.put("spark.sql.shuffle.partitions", "2");
    return places;
  }

  /** The command with paths of the page as paths of this test, and places before them. */
  private static List<String> words(Documented command, Map<String, String> places, Path mine) {
    Path dir = mine.getParent();
    List<String> words = new ArrayList<>();
    for (String word : shellWords(command).toList()) {
      words.add(
          word.startsWith("mine/") || word.startsWith("landing/")
              ? dir.resolve(word).toString()
              : word.startsWith("data-samples/")
                  ? SampleNights.ROOT.resolve(word).toString()
                  : word);
    }
    boolean takesSettings = !command.words().contains("draft") || words.contains("--conf");
    if (takesSettings && !words.contains("--help")) {
      places.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    }
    return words;
  }
}

package io.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.generate.Generator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code dedupe} as a process of its own, from a CSV file to clusters on disk, the start of the JVM
 * included, beside Splink's plain person model in an environment of its own.
 */
@Command(
    name = "linkage",
    mixinStandardHelpOptions = true,
    description = "Who is one customer, on generated CRM files: dedupe, and Splink.",
    footer = {"", "Example: tributary bench linkage --customers 200000 --peers splink"})
final class LinkageBench implements Callable<Integer> {
  @Option(names = "--customers", split = ",", defaultValue = "200000", description = "Sizes.")
  List<Long> sizes = List.of();

  @Option(
      names = "--locales",
      split = ",",
      defaultValue = "VI,MIXED",
      description = "${COMPLETION-CANDIDATES}")
  List<Generator.Locale> locales = List.of();

  @Option(names = "--seed", defaultValue = "1", description = "Of the generator.")
  long seed = 1;

  @Option(names = "--peers", split = ",", description = "splink, hot (one value on 1 %% of rows)")
  List<String> peers = List.of();

  @Option(names = "--heap", defaultValue = "8g", description = "Of the JVM of dedupe.")
  String heap = "8g";

  @Option(names = "--splink", defaultValue = "5.0.0", description = "Version from PyPI.")
  String splink = "5.0.0";

  @Option(
      names = "--folder",
      defaultValue = "benchmarks/target/linkage",
      description = "Where files are kept between runs.")
  Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(folder);
    System.out.println(
        "| what | records | customers / true | P | R | F1 | wall s | CPU s | peak MB |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    for (long size : sizes) {
      for (Generator.Locale locale : locales) {
        Path file = GeneratedCrm.file(folder, size, locale, seed);
        String what = locale.name().toLowerCase(Locale.ROOT) + ", " + size + " customers";
        dedupe(what, file);
        if (peers.contains("hot")) {
          dedupe(what + ", hot value", GeneratedCrm.hot(file));
        }
        if (peers.contains("splink")) {
          splink(what, file);
        }
      }
    }
    return 0;
  }

  private void dedupe(String what, Path file) throws IOException, InterruptedException {
    List<String> command = ProcessCost.tributary(heap);
    command.addAll(List.of("dedupe", file.toString(), "--id", "record_key", "--truth", "truth"));
    command.addAll(List.of("--json", "--out", folder.resolve("linked").toString()));
    ProcessCost cost = ProcessCost.of(command, folder.resolve("errors.txt"));
    JsonNode scores = cost.json().at("/evaluation/pairwise");
    long truths;
    try (var lines = Files.lines(file)) {
      truths = lines.skip(1).map(line -> line.split(",", 3)[1]).distinct().count();
    }
    long clusters = cost.json().get("clusters").asLong();
    print(
        "Tributary, " + what,
        cost,
        String.format(Locale.ROOT, "%,d / %,d", clusters, truths),
        scores);
  }

  private void splink(String what, Path file) throws IOException, InterruptedException {
    ProcessCost cost = new SplinkPeer(folder, splink).link(file);
    cost.json()
        .get("scores")
        .properties()
        .forEach(
            cut -> {
              String name = "Splink " + splink + " at " + cut.getKey() + ", " + what;
              print(name, cost, "", cut.getValue());
            });
  }

  private static void print(String what, ProcessCost cost, String customers, JsonNode scores) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %.4f | %.4f | %.4f | %.1f | %.1f | %,d |%n",
        what,
        cost.json().get("records").asLong(),
        customers,
        scores.get("precision").asDouble(),
        scores.get("recall").asDouble(),
        scores.get("f1").asDouble(),
        // The peer's own clock leaves out what it computes after its clusters are written.
        cost.json().has("splink") ? cost.json().get("seconds").asDouble() : cost.wallSeconds(),
        cost.cpuSeconds(),
        cost.peakMegabytes());
  }
}

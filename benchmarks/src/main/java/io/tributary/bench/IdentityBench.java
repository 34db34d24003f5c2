package io.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.generate.Generator;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Who is who, from files in bronze to stable ids in Delta, each run a process of its own, its start
 * included: all records, beside Splink if that is asked, then a night that changes some of them,
 * then the same in full.
 */
@Command(
    name = "identity",
    mixinStandardHelpOptions = true,
    description =
        "Stable ids of CRM records: the first night, a night of few changes, and in full.",
    footer = {"", "Example: tributary bench identity --customers 200000 --changed 0.01"})
final class IdentityBench implements Callable<Integer> {
  @Option(names = "--customers", defaultValue = "200000", description = "How many.")
  long customers;

  @Option(names = "--locale", defaultValue = "VI", description = "${COMPLETION-CANDIDATES}")
  Generator.Locale locale = Generator.Locale.VI;

  @Option(
      names = "--changed",
      defaultValue = "0.01",
      description = "Share of the records that the second night delivers anew; at most 0.02.")
  double changed;

  @Option(names = "--peers", split = ",", description = "splink")
  List<String> peers = List.of();

  @Option(names = "--splink", defaultValue = "5.0.0", description = "Version from PyPI.")
  String splink = "5.0.0";

  @Option(names = "--heap", defaultValue = "8g", description = "Of the JVM.")
  String heap = "8g";

  @Option(
      names = "--folder",
      defaultValue = "benchmarks/target/identity",
      description = "Made anew.")
  Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    Path home = Path.of(System.getProperty("tributary.home"));
    Installation installation =
        new Installation(home, folder, "local.conf").generate(customers, locale, Set.of("crm"));
    Path second =
        installation.live().resolve("landing/crm/customers_" + installation.day(1) + ".csv");
    Path first =
        installation.live().resolve("landing/crm/customers_" + installation.day(0) + ".csv");
    Path later = folder.resolve("later.csv");
    cut(second, Math.round(changed * (lines(first) - 1)), later);
    Files.delete(second);

    System.out.println("| what | records compared | new customers | wall s | CPU s | peak MB |");
    System.out.println("|---|---|---|---|---|---|");
    run(installation, 0, "collect");
    ProcessCost all = run(installation, 0, "conform,identity");
    print("files in bronze to stable ids", all);
    scores("Tributary", evaluated(installation).at("/evaluation/pairwise"));
    if (peers.contains("splink")) {
      splink(GeneratedCrm.file(folder, customers, locale, Installation.SEED));
    }
    Files.move(later, second);
    run(installation, 1, "collect");
    run(installation, 1, "conform");
    ProcessCost few = run(installation, 1, "identity");
    print("identity, a night of few changes", few);
    ProcessCost again = run(installation, 1, "identity", "--full");
    print("identity, the same night in full", again);
    System.out.printf(
        Locale.ROOT,
        "| … few changes / in full | | | | %.2f | |%n",
        few.cpuSeconds() / again.cpuSeconds());
    return 0;
  }

  private void splink(Path crm) throws Exception {
    ProcessCost cost = new SplinkPeer(folder, splink).link(crm);
    System.out.printf(
        Locale.ROOT,
        "| Splink %s, file to clusters, no ids | %,d | | %.1f | %.1f | %,d |%n",
        splink,
        cost.json().get("records").asLong(),
        // Its own clock: what it computes for the scores comes after its clusters are written.
        cost.json().get("seconds").asDouble(),
        cost.cpuSeconds(),
        cost.peakMegabytes());
    cost.json()
        .get("scores")
        .properties()
        .forEach(cut -> scores("Splink at " + cut.getKey(), cut.getValue()));
  }

  private static void scores(String what, JsonNode scores) {
    System.out.printf(
        Locale.ROOT,
        "| … %s: P %.4f, R %.4f, F1 %.4f | | | | | |%n",
        what,
        scores.get("precision").asDouble(),
        scores.get("recall").asDouble(),
        scores.get("f1").asDouble());
  }

  /** The links against the truth of the CRM's records. */
  private JsonNode evaluated(Installation installation) throws Exception {
    List<String> command = new ArrayList<>(ProcessCost.tributary(heap));
    command.addAll(List.of("evaluate", "--json", "--conf", installation.conf().toString()));
    command.addAll(
        List.of("--truth", installation.live().resolve("truth/customers.csv").toString()));
    return ProcessCost.of(command, folder.resolve("errors.txt")).json();
  }

  private ProcessCost run(Installation installation, int night, String stages, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(ProcessCost.tributary(heap));
    command.addAll(List.of("run", "nightly", "--stage", stages, "--json"));
    command.addAll(List.of("--conf", installation.conf().toString()));
    command.addAll(List.of("--as-of", installation.day(night).toString()));
    command.addAll(List.of(options));
    return ProcessCost.of(command, folder.resolve("errors.txt"));
  }

  private static void print(String what, ProcessCost cost) {
    JsonNode jobs = cost.json().at("/jobs");
    JsonNode counts = jobs.get(jobs.size() - 1).get("counts");
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %.1f | %.1f | %,d |%n",
        what,
        counts.path("records compared anew").asLong(),
        counts.path("created").asLong(),
        cost.wallSeconds(),
        cost.cpuSeconds(),
        cost.peakMegabytes());
  }

  private static long lines(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.count();
    }
  }

  /** The header and so many rows. */
  private static void cut(Path from, long rows, Path to) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(from);
        BufferedWriter writer = Files.newBufferedWriter(to)) {
      String line = reader.readLine();
      for (long i = 0; i <= rows && line != null; i++) {
        writer.write(line);
        writer.newLine();
        line = reader.readLine();
      }
    }
  }
}

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
 * The stage identity as a process of its own, from files in bronze to stable ids in Delta, the
 * start of the JVM included: all records, then a night that changes some of them, then the same in
 * full.
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
    ready(installation, 0);
    double all = print("all records", identity(installation, 0));
    Files.move(later, second);
    ready(installation, 1);
    double few = print("a night of few changes", identity(installation, 1));
    double again = print("the same night in full", identity(installation, 1, "--full"));
    System.out.printf(
        Locale.ROOT,
        "| … few changes / first night, / full | | | | %.2f, %.2f | |%n",
        few / all,
        few / again);
    return 0;
  }

  private void ready(Installation installation, int night) throws Exception {
    for (String stage : List.of("collect", "conform")) {
      run(installation, night, stage);
    }
  }

  private ProcessCost identity(Installation installation, int night, String... options)
      throws Exception {
    return run(installation, night, "identity", options);
  }

  private ProcessCost run(Installation installation, int night, String stage, String... options)
      throws Exception {
    List<String> command = new ArrayList<>(ProcessCost.tributary(heap));
    command.addAll(List.of("run", "nightly", "--stage", stage, "--json"));
    command.addAll(List.of("--conf", installation.conf().toString()));
    command.addAll(List.of("--as-of", installation.day(night).toString()));
    command.addAll(List.of(options));
    return ProcessCost.of(command, folder.resolve("errors.txt"));
  }

  private static double print(String what, ProcessCost cost) {
    JsonNode counts = cost.json().at("/jobs/0/counts");
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %.1f | %.1f | %,d |%n",
        what,
        counts.path("records compared anew").asLong(),
        counts.path("created").asLong(),
        cost.wallSeconds(),
        cost.cpuSeconds(),
        cost.peakMegabytes());
    return cost.cpuSeconds();
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

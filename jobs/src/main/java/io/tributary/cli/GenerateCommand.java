package io.tributary.cli;

import io.tributary.generate.Generator;
import io.tributary.generate.Generator.Options;
import io.tributary.generate.Generator.Summary;
import io.tributary.job.JobFailure;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes sample deliveries with their truth, of any size. */
@Command(
    name = "generate",
    description = "Make sample deliveries of an invented retailer, with the truth beside them.",
    footer = {"", "Example: tributary generate --customers 10000 --days 2 --seed 1 --out sample"})
public final class GenerateCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(names = "--customers", required = true, description = "Number of customers.")
  long customers;

  @Option(names = "--days", defaultValue = "1", description = "Number of nights (default 1).")
  int days = 1;

  @Option(names = "--seed", defaultValue = "1", description = "Same seed, same files (default 1).")
  long seed = 1;

  @Option(names = "--locale", defaultValue = "vi", description = "vi or mixed (default vi).")
  String locale = "vi";

  @Option(
      names = "--first-night",
      defaultValue = "2026-11-08",
      description = "Business day of the first night (default 2026-11-08).")
  LocalDate firstNight = LocalDate.of(2026, 11, 8);

  @Option(names = "--threads", description = "Default: one for each core.")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  Path out = Path.of(".");

  @Override
  public Integer call() {
    Summary summary;
    try {
      summary =
          new Generator()
              .generate(new Options(customers, days, seed, locale(), out, firstNight, threads));
    } catch (IllegalArgumentException e) {
      throw JobFailure.config(
          "The sample cannot be generated", String.valueOf(e.getMessage()), "correct the option");
    } catch (UncheckedIOException e) {
      throw JobFailure.config(
          "Cannot write " + out,
          e.getClass().getSimpleName(),
          "choose a folder that you may write");
    }
    if (global.json) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("customers", summary.customers());
      json.put("rows", summary.rows());
      json.put("bytes", summary.bytes());
      System.out.println(Json.of(json));
    } else {
      System.out.printf(
          Locale.ROOT,
          "%,d customers, %,d rows, %,d bytes in %s%n",
          summary.customers(),
          summary.rows(),
          summary.bytes(),
          out);
    }
    return 0;
  }

  private Generator.Locale locale() {
    try {
      return Generator.Locale.valueOf(locale.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw JobFailure.config("No locale '" + locale + "'", "there are vi and mixed", "choose one");
    }
  }
}

package io.tributary.bench;

import io.tributary.bench.KilledNights.Kill;
import io.tributary.bench.KilledNights.Outcome;
import io.tributary.generate.Generator;
import io.tributary.job.Sessions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Kills nights until enough kills were survived, or one was not. */
@Command(
    name = "kills",
    mixinStandardHelpOptions = true,
    description = "Kill nightly runs in the middle, run them again, and compare all they leave.",
    footer = {"", "Example: tributary bench kills --kills 50"})
final class KillsBench implements Callable<Integer> {
  /** Two nights, since the first makes the tables and the second changes them. */
  private static final int NIGHTS = 2;

  @Option(names = "--kills", defaultValue = "50", description = "How many.")
  int kills = 50;

  @Option(names = "--seed", defaultValue = "1", description = "Chooses the moments.")
  long seed = 1;

  @Option(names = "--customers", defaultValue = "150", description = "Of the generated sample.")
  int customers = 150;

  @Option(
      names = "--sources",
      split = ",",
      defaultValue = "crm,pos,web,consents,catalog,rates",
      description = "Whose deliveries are taken in; fewer tables, faster nights.")
  Set<String> sources = Set.of();

  @Option(
      names = "--stages",
      split = ",",
      defaultValue = "collect,conform,identity,profile,segment,serve",
      description = "Each night is killed once in each.")
  List<String> stages = List.of();

  @Option(names = "--folder", defaultValue = "benchmarks/target/kills", description = "Made anew.")
  Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    SparkSession session = session();
    try {
      Path home = Path.of(System.getProperty("tributary.home"));
      KilledNights nights =
          new KilledNights(
              new Installation(home, folder, "demo.conf")
                  .generate(customers, Generator.Locale.MIXED, sources),
              session);
      for (int night = 0; night < NIGHTS; night++) {
        nights.prepareNight();
      }
      return killAll(nights);
    } finally {
      session.stop();
    }
  }

  private int killAll(KilledNights nights) throws Exception {
    Random random = new Random(seed);
    int survived = 0;
    int differences = 0;
    System.out.println("| night | stage | job that ran | moment | signal |");
    System.out.println("|---|---|---|---|---|");
    for (int run = 0; survived < kills && differences == 0; run++) {
      Outcome outcome = nights.kill(run % NIGHTS, stages, random);
      outcome.kills().forEach(kill -> System.out.println(row(kill)));
      survived += outcome.kills().size();
      differences += outcome.differences().size();
      outcome.differences().forEach(System.out::println);
      System.err.printf(Locale.ROOT, "%d kills, %d differences%n", survived, differences);
    }
    System.out.printf(Locale.ROOT, "%n%d kills, %d differences%n", survived, differences);
    return differences == 0 ? 0 : 1;
  }

  private static String row(Kill kill) {
    String step = kill.moment().step();
    return String.format(
        Locale.ROOT,
        "| %d | %s | %s | %d ms after %s | %s |",
        kill.night() + 1,
        kill.moment().job().stage(),
        kill.ranJob(),
        kill.moment().delayMillis(),
        step == null ? "the begin of " + kill.moment().job().name() : step,
        kill.moment().signal());
  }

  /** A session to read tables with. */
  static SparkSession session() {
    SparkSession session =
        Sessions.start(
            "kills",
            Map.of(
                "master", "local[2]",
                "ui.enabled", "false",
                "driver.host", "127.0.0.1",
                "sql.shuffle.partitions", "2",
                "sql.codegen.wholeStage", "false",
                "databricks.delta.snapshotPartitions", "1"));
    // Bringing a state back changes the ids of tables, of which Delta warns at length.
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }
}

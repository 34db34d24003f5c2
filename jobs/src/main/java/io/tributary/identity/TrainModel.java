package io.tributary.identity;

import static java.util.stream.Collectors.joining;

import io.tributary.job.Job;
import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.linkage.Comparisons;
import io.tributary.linkage.Model;
import io.tributary.tables.Table;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkModels;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains a model on the records of today and says how far it is from the one in use. It stands
 * beside that one until somebody activates it; the last one that nobody activated is replaced.
 */
public final class TrainModel implements Job {
  private static final int CHANGES = 5;

  private final LinkCustomers.Config config;

  public TrainModel(LinkCustomers.Config config) {
    this.config = config;
  }

  @Override
  public Set<Table> reads() {
    return Set.of(CustomerRecords.TABLE, Identifiers.TABLE, IdentifierStatus.TABLE);
  }

  @Override
  public Set<Table> writes() {
    return Set.of(LinkModels.TABLE);
  }

  @Override
  public String settings() {
    return config.toString();
  }

  @Override
  public void run(Run run) {
    KnownModels models = new KnownModels(run.lake());
    Optional<LinkModel> active = models.active();
    if (active.isEmpty()) {
      run.report().note("No model is in use: the next run trains one if there is enough to learn");
      return;
    }
    ModelTraining.on(compared(run.lake()), config.model(), run, active.get().settings())
        .ifPresent(trained -> keep(run, models, active.get(), trained));
  }

  private static void keep(
      Run run, KnownModels models, LinkModel active, ModelTraining.Trained trained) {
    run.report()
        .note(
            "Trained "
                + trained.says()
                + "; beside "
                + active.version()
                + ": "
                + (active.isReadable()
                    ? changes(active.model(), trained.model().model())
                    : "which is of a form that is not read now"));
    run.lake().overwrite(LinkModels.TABLE, models.beside(trained.model()));
  }

  private Dataset<Row> compared(Lake lake) {
    return LinkCustomers.keep(
        ComparedRecords.of(
            lake.read(CustomerRecords.TABLE),
            lake.read(Identifiers.TABLE),
            lake.read(IdentifierStatus.TABLE),
            null,
            config.givenNames()));
  }

  /** How the prior moved, and the levels whose weights moved most. */
  private static String changes(Model before, Model after) {
    Map<String, Double> old = bits(before);
    Map<String, Double> now = bits(after);
    Comparator<String> mostMoved =
        Comparator.comparing((String level) -> -Math.abs(moved(level, old, now)))
            .thenComparing(level -> level);
    Stream<String> levels =
        now.keySet().stream()
            .filter(old::containsKey)
            .sorted(mostMoved)
            .limit(CHANGES)
            .map(level -> said(level, moved(level, old, now)));
    return Stream.concat(Stream.of(said("prior", after.priorBits() - before.priorBits())), levels)
        .collect(joining(", "));
  }

  private static String said(String what, double bits) {
    return String.format(Locale.ROOT, "%s %+.1f bits", what, bits);
  }

  private static double moved(String level, Map<String, Double> old, Map<String, Double> now) {
    return now.getOrDefault(level, 0.0) - old.getOrDefault(level, 0.0);
  }

  private static Map<String, Double> bits(Model model) {
    Map<String, Double> bits = new TreeMap<>();
    Comparisons comparisons = new Comparisons(model.fields(), model.comparisons());
    for (int c = 0; c < model.comparisons().size(); c++) {
      List<String> names = comparisons.levelNames(c);
      for (int level = 0; level < names.size(); level++) {
        bits.put(
            model.comparisons().get(c).name() + " " + names.get(level),
            model.levels().get(c).bits(level));
      }
    }
    return bits;
  }
}

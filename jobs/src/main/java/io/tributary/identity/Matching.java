package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Types;
import io.tributary.tables.silver.ComparedContents;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.LinkEvidence;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares records by the model: those of which anything differs that it compared them by, with all
 * that share a block with them. What it said of the others still holds, because a weight depends on
 * two records and the version of the model alone; so the outcome is that of comparing all.
 */
final class Matching {
  private final LinkCustomers.Config config;
  private final ModelInUse inUse;
  private final Run run;

  /**
   * What the model says.
   *
   * @param evidence rows of {@link LinkEvidence}
   * @param used what said it; null if there is no model
   * @param isPart whether only records that changed were compared
   */
  record Outcome(Dataset<Row> evidence, @Nullable Used used, boolean isPart) {}

  /**
   * A model with the records that it has compared by the end of the run.
   *
   * @param records their number
   * @param isIdle whether all of them are stored as it compared them
   */
  record Used(LinkModel model, Compared compared, long records, boolean isIdle) {}

  Matching(LinkCustomers.Config config, ModelInUse inUse, Run run) {
    this.config = config;
    this.inUse = inUse;
    this.run = run;
  }

  /**
   * @param judged rows of {@link IdentifierStatus}, as they stand in the table
   * @param concerned records beside which all are as they were in {@link ModelInUse#lastRun}, rows
   *     of record_key; null = nobody knows
   */
  Outcome evidence(Dataset<Row> judged, @Nullable Dataset<Row> concerned) {
    if (!config.model().enabled()) {
      // While the model is out of use nothing is compared: then all will be.
      inUse.forget();
      return nothing();
    }
    inUse.reportUnreadable();
    Optional<LinkModel> usable = inUse.usable();
    boolean isPart = inUse.knowsWhatItCompared();
    Compared compared = compared(judged, isPart, concerned);
    Compared.Size size = compared.size();
    Optional<LinkModel> fitting = usable.filter(model -> !model.isOutgrownBy(size.records()));
    Optional<LinkModel> model = fitting.or(() -> trained(compared, size)).or(() -> usable);
    if (model.isEmpty()) {
      inUse.forget();
      return nothing();
    }
    boolean isOther = isPart && !model.get().equals(usable.get());
    return isPart && !isOther
        ? ofChanged(compared, model.get(), size)
        : ofAll(isOther ? compared.allChanged() : compared, model.get(), size.records());
  }

  private Outcome nothing() {
    return new Outcome(run.lake().rows(LinkEvidence.TABLE.schema(), List.of()), null, false);
  }

  private Compared compared(Dataset<Row> judged, boolean isPart, @Nullable Dataset<Row> concerned) {
    Lake lake = run.lake();
    return isPart && concerned != null
        ? Compared.part(lake, judged, concerned, config.givenNames())
        : Compared.all(
            lake, judged, isPart ? lake.read(ComparedContents.TABLE) : null, config.givenNames());
  }

  private Optional<LinkModel> trained(Compared compared, Compared.Size size) {
    Optional<ModelTraining.Trained> trained =
        ModelTraining.on(compared.rows(), config.model(), run, inUse.settings());
    trained.ifPresentOrElse(
        model -> run.report().note("Trained " + model.says() + inPlaceOfUsable(size)),
        () -> {
          if (inUse.usable().isEmpty()) {
            run.report().note("No model yet: there are too few records to train one");
          }
        });
    return trained.map(ModelTraining.Trained::model);
  }

  private String inPlaceOfUsable(Compared.Size size) {
    return inUse
        .usable()
        .map(
            model ->
                String.format(
                    Locale.ROOT,
                    "; in place of %s, which knows %,d records while there are %,d",
                    model.version(),
                    model.population(),
                    size.records()))
        .orElse("");
  }

  private Outcome ofChanged(Compared compared, LinkModel model, Compared.Size size) {
    boolean isIdle =
        compared.isStored()
            && size.changed() == 0
            && size.records() == run.lake().read(ComparedContents.TABLE).count();
    Dataset<Row> said = stillSaid(compared, model);
    if (size.changed() == 0) {
      report(size);
      return new Outcome(said, new Used(model, compared, size.records(), isIdle), true);
    }
    long[] frequentKeys = model.frequentKeys();
    Dataset<Row> neighbours =
        LinkCustomers.keep(
            Neighbours.ofChanged(
                compared.rows(), size.changed(), config.model().blocking(), frequentKeys));
    List<Long> tooLarge;
    try (Candidates candidates = candidates(neighbours, frequentKeys)) {
      BlocksOfTask.Summary blocks = candidates.summary();
      tooLarge = blocks.tooLarge();
      if (tooLarge.isEmpty()) {
        report(size);
        Dataset<Row> fresh = scored(candidates, blocks, model);
        return new Outcome(
            fresh.unionByName(said), new Used(model, compared, size.records(), false), true);
      }
    }
    return ofAll(compared.allChanged(), refined(model, tooLarge), size.records());
  }

  private Outcome ofAll(Compared compared, LinkModel model, long records) {
    List<Long> tooLarge;
    try (Candidates candidates = candidates(compared.rows(), model.frequentKeys())) {
      BlocksOfTask.Summary blocks = candidates.summary();
      tooLarge = blocks.tooLarge();
      if (tooLarge.isEmpty()) {
        report(new Compared.Size(records, records));
        run.report().count("unresolved blocking keys", blocks.unresolvedKeys());
        run.report().count("pairs with an unresolved key", blocks.unresolvedPairs());
        Dataset<Row> fresh = scored(candidates, blocks, model);
        return new Outcome(fresh, new Used(model, compared, records, false), false);
      }
    }
    return ofAll(compared, refined(model, tooLarge), records);
  }

  private Candidates candidates(Dataset<Row> compared, long[] frequentKeys) {
    MatchRules rules = config.model();
    return Candidates.of(compared, rules.blocking(), frequentKeys, rules.maxBlock());
  }

  /** Rows of {@link LinkEvidence}, computed while the candidates are there. */
  private Dataset<Row> scored(Candidates candidates, BlocksOfTask.Summary blocks, LinkModel model) {
    Dataset<Row> pairs = LinkCustomers.keep(candidates.scored(model, config.model()));
    new BlockReport(pairs, blocks).to(run.report());
    return evidence(pairs, model);
  }

  private void report(Compared.Size size) {
    run.report().count("records that can be compared", size.records());
    run.report().count("records compared anew", size.changed());
  }

  private LinkModel refined(LinkModel model, List<Long> tooLarge) {
    LinkModel refined = model.refined(tooLarge);
    run.report().count("refined blocks", tooLarge.size());
    run.report()
        .note("Model " + refined.version() + " blocks more finely; all records are compared");
    return refined;
  }

  private Dataset<Row> evidence(Dataset<Row> pairs, LinkModel model) {
    return pairs
        .where(col(LinkEvidence.LEFT_KEY).isNotNull())
        .select(
            col(LinkEvidence.LEFT_KEY),
            col(LinkEvidence.RIGHT_KEY),
            lit(Evidence.MODEL_RULE).as(LinkEvidence.RULE),
            lit(Evidence.MODEL).as(LinkEvidence.KIND),
            lit(null).cast(Types.STRING).as(LinkEvidence.IDENTIFIER_ID),
            lit(model.version()).as(LinkEvidence.MODEL_VERSION),
            col(LinkEvidence.WEIGHT_LOG2),
            col(LinkEvidence.LEVELS),
            when(col(LinkEvidence.WEIGHT_LOG2).geq(config.model().linkFrom()), Evidence.USED)
                .otherwise(Evidence.REVIEW)
                .as(LinkEvidence.STATE),
            lit(null).cast(Types.STRING).as(LinkEvidence.REFUSED_BY));
  }

  /** What the model said before of pairs of which both records are as they were. */
  private Dataset<Row> stillSaid(Compared compared, LinkModel model) {
    Dataset<Row> said =
        run.lake()
            .read(LinkEvidence.TABLE)
            .where(col(LinkEvidence.KIND).equalTo(Evidence.MODEL))
            .where(col(LinkEvidence.MODEL_VERSION).equalTo(model.version()))
            .where(col(LinkEvidence.WEIGHT_LOG2).geq(config.model().reviewFrom()));
    return evidence(compared.stillSaid(said), model);
  }
}

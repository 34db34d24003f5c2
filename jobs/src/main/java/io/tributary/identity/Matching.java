package io.tributary.identity;

import static io.tributary.identity.Carriers.RECORD_KEY;
import static io.tributary.identity.ComparedRecords.IS_CHANGED;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.Run;
import io.tributary.lake.Lake;
import io.tributary.tables.Types;
import io.tributary.tables.silver.CustomerRecords;
import io.tributary.tables.silver.IdentifierStatus;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.LinkEvidence;
import io.tributary.tables.silver.LinkModels;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Compares records by the model: those that changed since it last compared, with all that share a
 * block with them. What it said of the others still holds, because a weight depends on two records
 * and the version of the model alone; so the outcome is that of comparing all.
 */
final class Matching {
  private final LinkCustomers.Config config;
  private final boolean isFull;
  private final Run run;
  private final KnownModels models;

  /** What the model says, and the model; neither if there is none. */
  record Outcome(Dataset<Row> evidence, Optional<LinkModel> model) {}

  /**
   * @param isFull whether all records are compared, whatever was before
   */
  Matching(LinkCustomers.Config config, boolean isFull, Run run) {
    this.config = config;
    this.isFull = isFull;
    this.run = run;
    this.models = new KnownModels(run.lake());
  }

  /**
   * @param judged rows of {@link IdentifierStatus}, as they stand in the table
   */
  Outcome evidence(Dataset<Row> judged) {
    Optional<LinkModel> active = models.active();
    if (!config.model().enabled()) {
      active.filter(model -> model.comparedRun() != null).ifPresent(this::forget);
      return nothing();
    }
    Long comparedRun =
        active
            .filter(model -> !isFull && model.settings().equals(settings()))
            .map(LinkModel::comparedRun)
            .orElse(null);
    Dataset<Row> compared = compared(judged, comparedRun);
    Optional<LinkModel> model = active.or(() -> trained(compared));
    return model.isEmpty()
        ? nothing()
        : evidence(compared, model.get(), comparedRun != null, judged);
  }

  private Outcome nothing() {
    return new Outcome(run.lake().rows(LinkEvidence.TABLE.schema(), List.of()), Optional.empty());
  }

  /** What decides, beside the model, which pairs there are and what is kept of them. */
  private String settings() {
    return config.givenNames()
        + ", review from "
        + config.model().reviewFrom()
        + ", blocks of "
        + config.model().maxBlock();
  }

  private Dataset<Row> compared(Dataset<Row> judged, @Nullable Long comparedRun) {
    Lake lake = run.lake();
    return LinkCustomers.keep(
        ComparedRecords.of(
            lake.read(CustomerRecords.TABLE),
            lake.read(Identifiers.TABLE),
            judged,
            comparedRun == null ? null : changed(comparedRun),
            config.givenNames()));
  }

  /** Keys of records of which anything changed that a weight depends on. */
  private Dataset<Row> changed(long comparedRun) {
    Lake lake = run.lake();
    Dataset<Row> status =
        lake.readChanges(IdentifierStatus.TABLE, comparedRun)
            .select(col(IdentifierStatus.IDENTIFIER_ID));
    return lake.readChanges(CustomerRecords.TABLE, comparedRun)
        .select(col(RECORD_KEY))
        .union(lake.readChanges(Identifiers.TABLE, comparedRun).select(col(RECORD_KEY)))
        .union(
            lake.read(Identifiers.TABLE)
                .join(status, Identifiers.IDENTIFIER_ID)
                .select(col(RECORD_KEY)))
        .distinct();
  }

  private Optional<LinkModel> trained(Dataset<Row> compared) {
    Optional<LinkModel> model = ModelTraining.on(compared, config.model(), run, settings());
    run.report()
        .note(
            model
                .map(
                    trained ->
                        "Trained model "
                            + trained.version()
                            + " on "
                            + trained.trainedOn()
                            + " records")
                .orElse("No model yet: there are too few records to train one"));
    return model;
  }

  private Outcome evidence(
      Dataset<Row> compared, LinkModel model, boolean isPart, Dataset<Row> judged) {
    Dataset<Row> fresh = LinkCustomers.keep(pairs(compared, model, isPart));
    List<Long> tooLarge =
        fresh
            .where(col(PairsInBlocks.TOO_LARGE).isNotNull())
            .select(col(PairsInBlocks.TOO_LARGE))
            // Bounded: each stands for max-block records at least.
            .as(Encoders.LONG())
            .collectAsList();
    if (!tooLarge.isEmpty()) {
      LinkModel refined = model.refined(tooLarge);
      run.report().count("refined blocks", tooLarge.size());
      run.report()
          .note("Model " + refined.version() + " blocks more finely; all records are compared");
      return evidence(compared(judged, null), refined, false, judged);
    }
    Dataset<Row> rows = evidence(fresh, model);
    return new Outcome(
        isPart ? rows.unionByName(stillSaid(compared, model)) : rows, Optional.of(model));
  }

  private Dataset<Row> pairs(Dataset<Row> compared, LinkModel model, boolean isPart) {
    BlockedRecords blocked = new BlockedRecords(model.frequentKeys());
    Dataset<Row> records = compared.flatMap(blocked, Encoders.row(BlockedRecords.schema()));
    if (isPart) {
      Dataset<Row> touched =
          compared
              .where(col(IS_CHANGED))
              .flatMap(blocked, Encoders.row(BlockedRecords.schema()))
              .select(col(BlockedRecords.BLOCK))
              .distinct();
      records = records.join(touched, new String[] {BlockedRecords.BLOCK}, "left_semi");
    }
    MapFunction<Row, Long> block = row -> row.getLong(0);
    PairsInBlocks pairs =
        new PairsInBlocks(model, config.model().reviewFrom(), config.model().maxBlock());
    return records
        .groupByKey(block, Encoders.LONG())
        .flatMapGroups(pairs, Encoders.row(PairsInBlocks.PAIRS));
  }

  private Dataset<Row> evidence(Dataset<Row> pairs, LinkModel model) {
    return pairs.select(
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
  private Dataset<Row> stillSaid(Dataset<Row> compared, LinkModel model) {
    Dataset<Row> unchanged = compared.where(not(col(IS_CHANGED))).select(col(RECORD_KEY));
    Dataset<Row> said =
        run.lake()
            .read(LinkEvidence.TABLE)
            .where(col(LinkEvidence.KIND).equalTo(Evidence.MODEL))
            .where(col(LinkEvidence.MODEL_VERSION).equalTo(model.version()))
            .where(col(LinkEvidence.WEIGHT_LOG2).geq(config.model().reviewFrom()));
    Dataset<Row> left = unchanged.withColumnRenamed(RECORD_KEY, LinkEvidence.LEFT_KEY);
    Dataset<Row> right = unchanged.withColumnRenamed(RECORD_KEY, LinkEvidence.RIGHT_KEY);
    return evidence(
        said.join(left, new String[] {LinkEvidence.LEFT_KEY}, "left_semi")
            .join(right, new String[] {LinkEvidence.RIGHT_KEY}, "left_semi"),
        model);
  }

  /** Remembers the model, and that it has seen all records of this run; after the evidence. */
  void remember(LinkModel used) {
    run.lake().overwrite(LinkModels.TABLE, models.with(used.compared(run, settings())));
  }

  /** While the model is out of use nothing is compared: then all will be. */
  private void forget(LinkModel model) {
    run.lake().overwrite(LinkModels.TABLE, models.with(model.toCompareAll()));
  }
}

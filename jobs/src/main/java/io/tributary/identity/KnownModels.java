package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.tributary.job.JobFailure;
import io.tributary.lake.Lake;
import io.tributary.tables.Types;
import io.tributary.tables.silver.LinkModels;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The models that were ever trained, and which of them is in use. What a model learned is read for
 * one of them at a time: it may take megabytes.
 */
public final class KnownModels {
  private final Lake lake;

  /**
   * A model, without what it learned.
   *
   * @param population records that there were; null = as many as when it is used next
   * @param comparedRun last run that linked customers by it; null = the next run compares all
   */
  public record Summary(
      String version,
      String state,
      Instant trainedAt,
      long trainedRun,
      long trainedOn,
      @Nullable Long population,
      @Nullable Long comparedRun) {

    private static Summary of(Row row) {
      return new Summary(
          row.getAs(LinkModels.MODEL_VERSION),
          row.getAs(LinkModels.STATE),
          row.<Timestamp>getAs(LinkModels.TRAINED_AT).toInstant(),
          row.<Long>getAs(LinkModels.TRAINED_RUN),
          row.<Long>getAs(LinkModels.TRAINED_ON),
          row.<@Nullable Long>getAs(LinkModels.POPULATION),
          row.<@Nullable Long>getAs(LinkModels.COMPARED_RUN));
    }
  }

  public KnownModels(Lake lake) {
    this.lake = lake;
  }

  /** All versions, the newest first. */
  public List<Summary> list() {
    // Bounded by the models that were ever trained.
    return rows()
        .drop(LinkModels.MODEL)
        .orderBy(col(LinkModels.TRAINED_RUN).desc(), col(LinkModels.MODEL_VERSION))
        .collectAsList()
        .stream()
        .map(Summary::of)
        .toList();
  }

  Optional<LinkModel> active() {
    return one(isActive());
  }

  Optional<LinkModel> version(String version) {
    return one(is(version));
  }

  private Optional<LinkModel> one(Column which) {
    return rows().where(which).takeAsList(1).stream().findFirst().map(LinkModel::of);
  }

  /**
   * Rows of {@link LinkModels} in which this version is in use; the next run compares all records
   * by it. A person's choice holds for the records that there are: only twice as many outgrow it.
   *
   * @throws JobFailure CONFIG if there is no such model
   */
  public Dataset<Row> activated(String version) {
    if (list().stream().noneMatch(model -> model.version().equals(version))) {
      throw JobFailure.config(
          "No model '" + version + "'",
          "it was never trained here, or one that blocks more finely took its place",
          "choose one that tributary model list shows");
    }
    Column isChosen = is(version);
    Column isNew = isChosen.and(not(isActive()));
    return rows()
        .withColumns(
            Map.of(
                LinkModels.STATE,
                when(isChosen, LinkModel.ACTIVE).otherwise(retired()),
                LinkModels.COMPARED_RUN,
                when(not(isNew), col(LinkModels.COMPARED_RUN)),
                LinkModels.POPULATION,
                when(not(isNew), col(LinkModels.POPULATION))));
  }

  /** Rows of {@link LinkModels} with this one, not in use, in place of an earlier such one. */
  Dataset<Row> beside(LinkModel trained) {
    Column isReplaced =
        col(LinkModels.STATE).equalTo(LinkModel.TRAINED).and(not(is(trained.version())));
    Dataset<Row> others = rows().where(not(isReplaced));
    boolean isKnown = list().stream().anyMatch(one -> one.version().equals(trained.version()));
    return isKnown ? others : others.union(row(trained.in(LinkModel.TRAINED)));
  }

  /**
   * Rows of {@link LinkModels} with this one in use. A model that blocks more finely takes the
   * place of the one that it was made of: it weighs alike.
   */
  Dataset<Row> with(LinkModel used) {
    Column isForerunner =
        isActive().and(col(LinkModels.TRAINED_RUN).equalTo(lit(used.trainedRun())));
    return rows()
        .where(not(is(used.version()).or(isForerunner)))
        .withColumn(LinkModels.STATE, retired())
        .union(row(used.in(LinkModel.ACTIVE)));
  }

  /** The row of {@link LinkModels} of this version, as if it had compared nothing yet. */
  Dataset<Row> toCompareAll(String version) {
    return rows()
        .where(is(version))
        .withColumn(LinkModels.COMPARED_RUN, lit(null).cast(Types.LONG));
  }

  private Dataset<Row> rows() {
    return lake.read(LinkModels.TABLE);
  }

  private Dataset<Row> row(LinkModel model) {
    return lake.rows(LinkModels.TABLE.schema(), List.of(model.row()));
  }

  private static Column is(String version) {
    return col(LinkModels.MODEL_VERSION).equalTo(version);
  }

  private static Column isActive() {
    return col(LinkModels.STATE).equalTo(LinkModel.ACTIVE);
  }

  /** The state of a row when another one comes into use. */
  private static Column retired() {
    return when(isActive(), LinkModel.FORMER).otherwise(col(LinkModels.STATE));
  }
}

package io.tributary.identity;

import io.tributary.job.JobFailure;
import io.tributary.lake.Lake;
import io.tributary.tables.silver.LinkModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The models that were ever trained, the newest first, and which of them is in use. */
public final class KnownModels {
  private final Lake lake;
  private final List<LinkModel> models = new ArrayList<>();

  /**
   * A model, without what it learned.
   *
   * @param comparedRun last run whose records it compared; null = the next run compares all
   */
  public record Summary(
      String version,
      String state,
      Instant trainedAt,
      long trainedRun,
      long trainedOn,
      @Nullable Long comparedRun) {}

  public KnownModels(Lake lake) {
    this.lake = lake;
    // Bounded by the models that were ever trained.
    lake.read(LinkModels.TABLE).collectAsList().forEach(row -> models.add(LinkModel.of(row)));
    models.sort(
        Comparator.comparing(LinkModel::trainedRun).reversed().thenComparing(LinkModel::version));
  }

  public List<Summary> list() {
    return models.stream()
        .map(
            model ->
                new Summary(
                    model.version(),
                    model.state(),
                    model.trainedAt(),
                    model.trainedRun(),
                    model.trainedOn(),
                    model.comparedRun()))
        .toList();
  }

  Optional<LinkModel> active() {
    return models.stream().filter(model -> model.state().equals(LinkModel.ACTIVE)).findFirst();
  }

  /**
   * Rows of {@link LinkModels} in which this version is in use; the next run compares all records
   * by it.
   *
   * @throws JobFailure CONFIG if there is no such model
   */
  public Dataset<Row> activated(String version) {
    LinkModel chosen =
        models.stream()
            .filter(model -> model.version().equals(version))
            .findFirst()
            .orElseThrow(
                () ->
                    JobFailure.config(
                        "No model '" + version + "'",
                        "it was never trained here",
                        "choose one that tributary model list shows"));
    boolean isInUse = chosen.state().equals(LinkModel.ACTIVE);
    return with(isInUse ? chosen : chosen.toCompareAll());
  }

  /** Rows of {@link LinkModels} with this one, not in use, in place of an earlier such one. */
  Dataset<Row> beside(LinkModel trained) {
    List<Row> rows = new ArrayList<>();
    boolean isKnown = false;
    for (LinkModel model : models) {
      isKnown |= model.version().equals(trained.version());
      if (!model.state().equals(LinkModel.TRAINED) || model.version().equals(trained.version())) {
        rows.add(model.row());
      }
    }
    if (!isKnown) {
      rows.add(trained.in(LinkModel.TRAINED).row());
    }
    return lake.rows(LinkModels.TABLE.schema(), rows);
  }

  /** Rows of {@link LinkModels} with this one in use. */
  Dataset<Row> with(LinkModel used) {
    List<Row> rows = new ArrayList<>(List.of(used.in(LinkModel.ACTIVE).row()));
    for (LinkModel model : models) {
      if (!model.version().equals(used.version())) {
        boolean isReplaced = model.state().equals(LinkModel.ACTIVE);
        rows.add((isReplaced ? model.in(LinkModel.FORMER) : model).row());
      }
    }
    return lake.rows(LinkModels.TABLE.schema(), rows);
  }
}

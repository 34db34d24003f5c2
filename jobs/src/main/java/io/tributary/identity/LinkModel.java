package io.tributary.identity;

import io.tributary.job.Fingerprint;
import io.tributary.job.Run;
import io.tributary.linkage.Model;
import io.tributary.linkage.ModelJson;
import io.tributary.tables.silver.LinkModels;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * A version of the model: all that candidates and weights depend on beside the records.
 *
 * @param version hash of the model
 * @param state of {@link LinkModels}
 * @param trainedOn records
 * @param settings by which records were prepared
 * @param comparedRun last run whose records have been compared by it; null = none
 * @param json {@link ModelJson}
 */
record LinkModel(
    String version,
    String state,
    Instant trainedAt,
    long trainedRun,
    long trainedOn,
    String settings,
    @Nullable Long comparedRun,
    String json) {
  static final String ACTIVE = "ACTIVE";
  static final String TRAINED = "TRAINED";
  static final String FORMER = "FORMER";

  private static final int HEX_DIGITS = 10;

  /**
   * A model in use that was just trained.
   *
   * @param on records
   */
  static LinkModel trained(Model model, long on, Run run, String settings) {
    String json = ModelJson.write(model);
    return new LinkModel(version(json), ACTIVE, run.asOf(), run.number(), on, settings, null, json);
  }

  /** Keys that too many records have to be blocks, ascending. */
  long[] frequentKeys() {
    return ModelJson.read(json).frequentKeys();
  }

  /** The same weights in smaller blocks: these keys, too, are combined with others. */
  LinkModel refined(List<Long> moreKeys) {
    Model model = ModelJson.read(json);
    long[] keys =
        LongStream.concat(
                Arrays.stream(model.frequentKeys()), moreKeys.stream().mapToLong(Long::longValue))
            .sorted()
            .distinct()
            .toArray();
    String refined = ModelJson.write(model.withFrequentKeys(keys));
    return new LinkModel(
        version(refined), state, trainedAt, trainedRun, trainedOn, settings, null, refined);
  }

  /** This model, after a run in which all changed records were compared. */
  LinkModel compared(Run run, String by) {
    return new LinkModel(version, state, trainedAt, trainedRun, trainedOn, by, run.number(), json);
  }

  /** This model, before it has compared anything. */
  LinkModel toCompareAll() {
    return new LinkModel(version, state, trainedAt, trainedRun, trainedOn, settings, null, json);
  }

  LinkModel in(String newState) {
    return new LinkModel(
        version, newState, trainedAt, trainedRun, trainedOn, settings, comparedRun, json);
  }

  private static String version(String json) {
    return "m" + Fingerprint.of(json).substring(0, HEX_DIGITS);
  }

  /** From a row of {@link LinkModels}. */
  static LinkModel of(Row row) {
    return new LinkModel(
        row.getAs(LinkModels.MODEL_VERSION),
        row.getAs(LinkModels.STATE),
        row.<Timestamp>getAs(LinkModels.TRAINED_AT).toInstant(),
        row.<Long>getAs(LinkModels.TRAINED_RUN),
        row.<Long>getAs(LinkModels.TRAINED_ON),
        row.getAs(LinkModels.SETTINGS),
        row.<@Nullable Long>getAs(LinkModels.COMPARED_RUN),
        row.getAs(LinkModels.MODEL));
  }

  /** As a row of {@link LinkModels}. */
  Row row() {
    return RowFactory.create(
        version,
        state,
        Timestamp.from(trainedAt),
        trainedRun,
        trainedOn,
        settings,
        comparedRun,
        json);
  }
}

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
 * @param population records that there were: of more pairs, fewer are of one customer; null = as
 *     many as when it is used next
 * @param settings by which records were compared
 * @param comparedRun last run that linked customers by it; null = all records are to be compared
 * @param linkedBy fingerprint of all settings by which that run linked customers; null = none
 * @param json {@link ModelJson}
 */
record LinkModel(
    String version,
    String state,
    Instant trainedAt,
    long trainedRun,
    long trainedOn,
    @Nullable Long population,
    String settings,
    @Nullable Long comparedRun,
    @Nullable String linkedBy,
    String json) {
  static final String ACTIVE = "ACTIVE";
  static final String TRAINED = "TRAINED";
  static final String FORMER = "FORMER";

  private static final int HEX_DIGITS = 10;

  /** The share of pairs of one customer has halved by then: a weight is one bit too high. */
  private static final int OUTGROWN = 2;

  /**
   * A model in use that was just trained.
   *
   * @param on records
   * @param population records of which those are a sample
   */
  static LinkModel trained(Model model, long on, long population, Run run, String settings) {
    String json = ModelJson.write(model);
    return new LinkModel(
        version(json),
        ACTIVE,
        run.asOf(),
        run.number(),
        on,
        population,
        settings,
        null,
        null,
        json);
  }

  /**
   * What it learned.
   *
   * @throws IllegalArgumentException if another version of the code wrote it, in a form that is no
   *     longer read
   */
  Model model() {
    Model model = ModelJson.read(json);
    if (!model.fields().equals(ComparedRecords.SCHEMA.fields())) {
      throw new IllegalArgumentException("Not a model of these fields");
    }
    return model;
  }

  boolean isReadable() {
    try {
      model();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether there are so many records that its chances no longer hold. */
  boolean isOutgrownBy(long records) {
    return population != null && records >= OUTGROWN * population;
  }

  /** Keys that too many records have to be blocks, ascending. */
  long[] frequentKeys() {
    return model().frequentKeys();
  }

  /** The same weights in smaller blocks: these keys, too, are combined with others. */
  LinkModel refined(List<Long> moreKeys) {
    Model model = model();
    long[] keys =
        LongStream.concat(
                Arrays.stream(model.frequentKeys()), moreKeys.stream().mapToLong(Long::longValue))
            .sorted()
            .distinct()
            .toArray();
    String refined = ModelJson.write(model.withFrequentKeys(keys));
    return with(version(refined), state, population, settings, null, null, refined);
  }

  /**
   * This model, after a run in which it compared so many records and customers were linked.
   *
   * @param by settings of the comparison
   * @param linkedBy fingerprint of all settings
   */
  LinkModel compared(Run run, String by, String linkedBy, long records) {
    return with(
        version,
        state,
        population == null ? records : population,
        by,
        run.number(),
        linkedBy,
        json);
  }

  LinkModel in(String newState) {
    return with(version, newState, population, settings, comparedRun, linkedBy, json);
  }

  private LinkModel with(
      String newVersion,
      String newState,
      @Nullable Long records,
      String by,
      @Nullable Long compared,
      @Nullable String linked,
      String newJson) {
    return new LinkModel(
        newVersion,
        newState,
        trainedAt,
        trainedRun,
        trainedOn,
        records,
        by,
        compared,
        linked,
        newJson);
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
        row.<@Nullable Long>getAs(LinkModels.POPULATION),
        row.getAs(LinkModels.SETTINGS),
        row.<@Nullable Long>getAs(LinkModels.COMPARED_RUN),
        row.<@Nullable String>getAs(LinkModels.LINKED_BY),
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
        population,
        settings,
        comparedRun,
        linkedBy,
        json);
  }
}

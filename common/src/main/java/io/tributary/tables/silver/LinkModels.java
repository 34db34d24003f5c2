package io.tributary.tables.silver;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.LONG;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One version of the model that weighs pairs of records. A weight depends on two records and a
 * version, and on nothing else.
 */
public final class LinkModels {
  public static final String MODEL_VERSION = "model_version";
  public static final String STATE = "state";
  public static final String TRAINED_AT = "trained_at";
  public static final String TRAINED_RUN = "trained_run";
  public static final String TRAINED_ON = "trained_on";
  public static final String POPULATION = "population";
  public static final String SETTINGS = "settings";
  public static final String COMPARED_RUN = "compared_run";
  public static final String LINKED_BY = "linked_by";
  public static final String MODEL = "model";

  public static final Table TABLE =
      Table.silver("link_models", "One version of the model that weighs pairs of records.")
          .key(MODEL_VERSION)
          .attribute(MODEL_VERSION, STRING, "Hash of the model.")
          .attribute(STATE, STRING, "ACTIVE (one at most), TRAINED or FORMER.")
          .attribute(TRAINED_AT, INSTANT, "As-of of the run that trained it.")
          .attribute(TRAINED_RUN, LONG, "Run that trained it.")
          .attribute(TRAINED_ON, LONG, "Records that it was trained on.")
          .attribute(
              POPULATION,
              LONG,
              "Records that there were, null = as many as when it is used next; another model is"
                  + " trained for twice as many.")
          .attribute(SETTINGS, STRING, "Settings and rules by which it compared.")
          .attribute(
              COMPARED_RUN,
              LONG,
              "Last run that linked customers by it; null = all records are to be compared.")
          .attribute(
              LINKED_BY,
              STRING,
              "Fingerprint of all settings by which that run linked customers; null = all are to be"
                  + " linked anew.")
          .direct(
              MODEL,
              STRING,
              "The model as JSON: levels, their chances, frequent keys; values stand in it as hashes.")
          .build();

  private LinkModels() {}
}

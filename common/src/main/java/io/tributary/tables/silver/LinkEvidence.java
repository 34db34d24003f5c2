package io.tributary.tables.silver;

import static io.tributary.tables.Types.DOUBLE;
import static io.tributary.tables.Types.STRING;
import static io.tributary.tables.Types.STRINGS;

import io.tributary.tables.Table;

/**
 * One reason to link two records, or one that was refused. left_key < right_key. An identifier is a
 * star to its most senior carrier, never a clique; carriers that do not fit one customer with it
 * hang on the first of them.
 */
public final class LinkEvidence {
  public static final String LEFT_KEY = "left_key";
  public static final String RIGHT_KEY = "right_key";
  public static final String RULE = "rule";
  public static final String KIND = "kind";
  public static final String IDENTIFIER_ID = "identifier_id";
  public static final String MODEL_VERSION = "model_version";
  public static final String WEIGHT_LOG2 = "weight_log2";
  public static final String LEVELS = "levels";
  public static final String STATE = "state";
  public static final String REFUSED_BY = "refused_by";

  public static final Table TABLE =
      Table.silver("link_evidence", "One reason to link two records, or one that was refused.")
          .key(LEFT_KEY, RIGHT_KEY, RULE)
          .pseudonym(LEFT_KEY, STRING, "The smaller record key.")
          .pseudonym(RIGHT_KEY, STRING, "The greater record key.")
          .attribute(RULE, STRING, "identifier:<type>, or the name of the rule.")
          .attribute(KIND, STRING, "IDENTIFIER, MODEL or STEWARD.")
          .pseudonym(IDENTIFIER_ID, STRING, "The shared identifier.")
          .attribute(MODEL_VERSION, STRING, "Model that scored the pair.")
          .attribute(WEIGHT_LOG2, DOUBLE, "Strength of the evidence.")
          .attribute(LEVELS, STRINGS, "Level of each comparison.")
          .attribute(STATE, STRING, "USED, REFUSED or REVIEW.")
          .attribute(REFUSED_BY, STRING, "The constraint that refused it.")
          .build();

  private LinkEvidence() {}
}

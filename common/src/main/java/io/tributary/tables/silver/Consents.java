package io.tributary.tables.silver;

import static io.tributary.tables.Types.INSTANT;
import static io.tributary.tables.Types.STRING;

import io.tributary.tables.Table;

/**
 * One decision of a subject about a purpose on a channel. Latest event for each subject, purpose
 * and channel decides; a tie is denied.
 */
public final class Consents {
  public static final String SUBJECT_TYPE = "subject_type";
  public static final String SUBJECT_KEY = "subject_key";
  public static final String PURPOSE = "purpose";
  public static final String CHANNEL = "channel";
  public static final String OCCURRED_AT = "occurred_at";
  public static final String FILE_ID = "file_id";
  public static final String STATE = "state";
  public static final String SOURCE = "source";
  public static final String METHOD = "method";
  public static final String EVIDENCE = "evidence";
  public static final String POLICY_VERSION = "policy_version";
  public static final String PLACE = "place";

  public static final Table TABLE =
      Table.silver("consents", "One decision of a subject about a purpose on a channel.")
          .key(SUBJECT_TYPE, SUBJECT_KEY, PURPOSE, CHANNEL, OCCURRED_AT, FILE_ID)
          .attribute(SUBJECT_TYPE, STRING, "RECORD or IDENTIFIER.")
          .direct(SUBJECT_KEY, STRING, "Record key, or identifier id.")
          .attribute(PURPOSE, STRING, "marketing, ads, profiling …")
          .attribute(CHANNEL, STRING, "email, sms, zalo, call, post, ads.")
          .attribute(OCCURRED_AT, INSTANT, "When the subject decided.")
          .attribute(FILE_ID, STRING, "The delivery.")
          .attribute(STATE, STRING, "GRANTED or DENIED.")
          .attribute(SOURCE, STRING, "Name of the source contract.")
          .attribute(METHOD, STRING, "form, app, sms, call, paper, or campaign.")
          .direct(
              EVIDENCE, STRING, "Reference of the evidence; a grant without one opens no export.")
          .attribute(POLICY_VERSION, STRING, "Version of the text that was shown.")
          .attribute(PLACE, STRING, "Where the decision was taken.")
          .build();

  private Consents() {}
}

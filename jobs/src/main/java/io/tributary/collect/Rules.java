package io.tributary.collect;

/** Names of the rules that a delivered row can break, as they stand in {@code ops.rejects}. */
final class Rules {
  static final String REQUIRED = "required";
  static final String NOT_A_DATE = "not-a-date";
  static final String NOT_A_TIME = "not-a-time";
  static final String IMPLAUSIBLE_DATE = "implausible-date";
  static final String NOT_A_NUMBER = "not-a-number";
  static final String NOT_A_WHOLE_NUMBER = "not-a-whole-number";
  static final String TOO_MANY_DIGITS = "too-many-digits";
  static final String UNDECLARED_GROUPING = "undeclared-grouping";
  static final String WRONG_GROUPING = "wrong-grouping";
  static final String NOT_A_BOOLEAN = "not-a-boolean";
  static final String NOT_ALLOWED = "not-allowed";
  static final String NO_SCOPE = "no-scope";
  static final String DESTROYED_BY_SPREADSHEET = "destroyed-by-spreadsheet";
  static final String TOO_FEW_COLUMNS = "too-few-columns";
  static final String TOO_MANY_COLUMNS = "too-many-columns";
  static final String MALFORMED_JSON = "malformed-json";
  static final String MALFORMED_LOG_LINE = "malformed-log-line";
  static final String LINE_TOO_LONG = "line-too-long";
  static final String NOT_A_LIST = "not-a-list";

  /** The row is good, but another line of its ticket is not. */
  static final String OTHER_LINE_REJECTED = "other-line-rejected";

  /** The row is good, but its file was refused whole. */
  static final String FILE_REFUSED = "file-refused";

  private Rules() {}
}

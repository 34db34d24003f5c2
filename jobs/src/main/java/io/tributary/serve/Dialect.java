package io.tributary.serve;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * How the cells of a row become a line: RFC 4180 with the given delimiter and line end, in UTF-8
 * without a byte order mark.
 *
 * @param isFormulaSafe whether cells that a spreadsheet would run as a formula get an apostrophe in
 *     front; for files that people open
 */
public record Dialect(char delimiter, String lineEnd, boolean isFormulaSafe)
    implements Serializable {

  /** Comma and line feed, for machines. */
  static final Dialect COMMA = new Dialect(',', "\n", false);

  /** Comma and line feed, for people with a spreadsheet too. */
  static final Dialect FORMULA_SAFE = new Dialect(',', "\n", true);

  private static final String FORMULA_STARTS = "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";

  /** A plus and digits are a number to a spreadsheet, and a phone to the receiver. */
  private static final Pattern PHONE = Pattern.compile("\\+[0-9]+");

  /** The line of a row, with its end. */
  String line(String[] cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        line.append(delimiter);
      }
      line.append(quoted(isFormulaSafe ? defused(cells[i]) : cells[i]));
    }
    return line.append(lineEnd).toString();
  }

  private static String defused(String cell) {
    boolean isFormula =
        !cell.isEmpty()
            && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0
            && !PHONE.matcher(cell).matches();
    return isFormula ? "'" + cell : cell;
  }

  private String quoted(String cell) {
    boolean needsQuotes =
        cell.indexOf(delimiter) >= 0
            || cell.indexOf('"') >= 0
            || cell.indexOf('\n') >= 0
            || cell.indexOf('\r') >= 0;
    return needsQuotes ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}

package io.tributary.collect;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row as delivered.
 *
 * @param lineNo first line of the row in the file, from 1
 * @param fields column to text; empty when the row has no columns
 * @param text the row's text, when it could not be taken apart
 * @param rule why it could not be taken apart
 */
record DeliveredRow(
    long lineNo, Map<String, String> fields, @Nullable String text, @Nullable String rule) {

  static DeliveredRow of(long lineNo, Map<String, String> fields) {
    return new DeliveredRow(lineNo, fields, null, null);
  }

  static DeliveredRow malformed(long lineNo, String text, String rule) {
    return new DeliveredRow(lineNo, Map.of(), text, rule);
  }
}

package io.tributary.collect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivered row and what the contract made of it; good if there are no reasons.
 *
 * @param naturalKey null where each line is its own
 * @param values fields of the kind in canonical text
 * @param body lines of a ticket; null for kinds without lines
 * @param hash of the delivered fields
 */
record CheckedRow(
    DeliveredRow row,
    @Nullable String naturalKey,
    Map<String, String> values,
    @Nullable List<Map<String, String>> body,
    List<Reason> reasons,
    String hash) {

  boolean isGood() {
    return reasons.isEmpty();
  }
}

package io.tributary.collect;

import io.tributary.tables.bronze.KindFields;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sources that deliver flat line files: each row is a line, and the rows of one natural key are one
 * ticket, or its versions.
 *
 * @param sources their names
 * @param unnumbered those of them whose lines carry no number: two equal lines are two lines
 * @param dated those of them that state when a ticket was updated
 */
record LineFiles(Set<String> sources, Set<String> unnumbered, Set<String> dated) {
  static final LineFiles NONE = new LineFiles(Set.of(), Set.of(), Set.of());

  /**
   * @param contracts by the name of their source
   */
  static LineFiles of(Map<String, SourceContract> contracts) {
    Set<String> sources = new TreeSet<>();
    Set<String> unnumbered = new TreeSet<>();
    Set<String> dated = new TreeSet<>();
    contracts.forEach(
        (source, contract) -> {
          if (contract.isGrouped()) {
            sources.add(source);
            if (!contract.numbersLines()) {
              unnumbered.add(source);
            }
            if (contract.fields().containsKey(KindFields.UPDATED_AT)) {
              dated.add(source);
            }
          }
        });
    return new LineFiles(sources, unnumbered, dated);
  }
}

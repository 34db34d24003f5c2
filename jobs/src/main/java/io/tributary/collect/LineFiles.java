package io.tributary.collect;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sources that deliver flat line files: each row is a line, and the rows of one natural key are one
 * ticket.
 *
 * @param sources their names
 * @param unnumbered those of them whose lines carry no number: two equal lines are two lines
 */
record LineFiles(Set<String> sources, Set<String> unnumbered) {

  /**
   * @param contracts by the name of their source
   */
  static LineFiles of(Map<String, SourceContract> contracts) {
    Set<String> sources = new TreeSet<>();
    Set<String> unnumbered = new TreeSet<>();
    contracts.forEach(
        (source, contract) -> {
          if (contract.isGrouped()) {
            sources.add(source);
            if (!contract.numbersLines()) {
              unnumbered.add(source);
            }
          }
        });
    return new LineFiles(sources, unnumbered);
  }
}

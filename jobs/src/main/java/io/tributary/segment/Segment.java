package io.tributary.segment;

import io.tributary.segment.Condition.Atom;
import io.tributary.segment.Condition.Membership;
import java.util.List;
import java.util.Optional;

/**
 * One segment, compiled.
 *
 * @param hash version of the definition: changes when its condition, or that of a segment it refers
 *     to, changes; a new wording of its sentence changes nothing
 */
public record Segment(
    String name,
    String sentence,
    String owner,
    Purpose purpose,
    Condition condition,
    Optional<HoldOut> holdOut,
    String hash) {

  /** The other segments that its condition names. */
  List<String> refersTo() {
    return refersTo(condition);
  }

  static List<String> refersTo(Condition condition) {
    return condition.atoms().stream()
        .filter(Membership.class::isInstance)
        .map(Membership.class::cast)
        .map(Membership::segment)
        .toList();
  }

  /** Its atoms other than the other segments. */
  List<Atom> ownAtoms() {
    return condition.atoms().stream().filter(atom -> !(atom instanceof Membership)).toList();
  }
}

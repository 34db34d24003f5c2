package io.tributary.segment;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A condition as written: exactly one of its keys.
 *
 * @param where a comparison of a column of gold.customers
 * @param did something that the customer did
 * @param didNot something that the customer did not do
 * @param in another segment
 * @param notIn another segment
 * @param all holds if every part holds
 * @param any holds if at least one part holds
 * @param not holds if the part does not
 */
public record ConditionNode(
    Optional<Where> where,
    Optional<Did> did,
    Optional<Did> didNot,
    Optional<String> in,
    Optional<String> notIn,
    List<ConditionNode> all,
    List<ConditionNode> any,
    Optional<ConditionNode> not) {

  public ConditionNode {
    long keys =
        Stream.of(where, did, didNot, in, notIn, not).filter(Optional::isPresent).count()
            + Stream.of(all, any).filter(parts -> !parts.isEmpty()).count();
    if (keys != 1) {
      throw new IllegalArgumentException(
          "a condition is exactly one of where, did, did-not, in, not-in, all [ … ], any [ … ], not"
              + "; several go into all [ … ]");
    }
    // Made for the check alone: what is wrong is then said with the path of this condition.
    where.ifPresent(Where::condition);
    did.ifPresent(Did::condition);
    didNot.ifPresent(Did::condition);
  }

  /** What it means. */
  Condition condition() {
    if (!all.isEmpty()) {
      return new Condition.All(conditions(all));
    }
    if (!any.isEmpty()) {
      return new Condition.Any(conditions(any));
    }
    return where
        .map(Where::condition)
        .or(() -> did.map(Did::condition))
        .or(() -> didNot.map(event -> new Condition.Not(event.condition())))
        .or(() -> in.map(Condition.Membership::new))
        .or(() -> notIn.map(segment -> new Condition.Not(new Condition.Membership(segment))))
        .or(() -> not.map(part -> new Condition.Not(part.condition())))
        .orElseThrow();
  }

  private static List<Condition> conditions(List<ConditionNode> nodes) {
    return nodes.stream().map(ConditionNode::condition).toList();
  }
}

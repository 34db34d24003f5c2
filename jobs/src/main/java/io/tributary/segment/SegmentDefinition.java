package io.tributary.segment;

import java.util.Optional;

/**
 * One file of {@code conf/segments}; the file's name is the segment's.
 *
 * @param sentence who is in it, in plain words; the report prints it
 * @param owner who answers for it
 * @param purpose what its members may be processed for
 * @param who the condition that a customer meets to be a member
 * @param holdOut the members who are sent nowhere, so that the effect of sending can be measured
 */
public record SegmentDefinition(
    String sentence, String owner, Purpose purpose, ConditionNode who, Optional<HoldOut> holdOut) {

  public SegmentDefinition {
    if (sentence.isBlank() || owner.isBlank()) {
      throw new IllegalArgumentException("sentence and owner must say something");
    }
  }
}

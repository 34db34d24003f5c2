package io.tributary.segment;

/**
 * One file of {@code conf/segments}; the file's name is the segment's.
 *
 * @param sentence who is in it, in plain words; the report prints it
 * @param owner who answers for it
 * @param purpose what its members may be processed for
 * @param who the condition that a customer meets to be a member
 */
public record SegmentDefinition(String sentence, String owner, Purpose purpose, ConditionNode who) {

  public SegmentDefinition {
    if (sentence.isBlank() || owner.isBlank()) {
      throw new IllegalArgumentException("sentence and owner must say something");
    }
  }
}

package io.tributary.graph;

/**
 * A result that contradicts the edges it was computed from: memory or a file was damaged, or the
 * library has a bug. It fails the run, because a wrong component hands one customer's data to
 * another.
 */
public final class CorruptComponents extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  CorruptComponents() {
    super("The components contradict the edges: nothing of this result may be used");
  }
}

package io.tributary.graph;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The edges of one partition in chunks, each a run of longs: left, right, left, right … An edge
 * costs 16 bytes and no object.
 */
final class EdgeChunks implements Iterator<long[]> {
  static final int LONGS = 1 << 15;

  private final Iterator<InternalRow> edges;

  EdgeChunks(Iterator<InternalRow> edges) {
    this.edges = edges;
  }

  @Override
  public boolean hasNext() {
    return edges.hasNext();
  }

  @Override
  public long[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    long[] chunk = new long[LONGS];
    int length = 0;
    while (length < LONGS && edges.hasNext()) {
      InternalRow edge = edges.next();
      if (edge.isNullAt(0) || edge.isNullAt(1)) {
        throw new IllegalArgumentException("An edge without an end");
      }
      chunk[length++] = edge.getLong(0);
      chunk[length++] = edge.getLong(1);
    }
    return length == LONGS ? chunk : Arrays.copyOf(chunk, length);
  }
}

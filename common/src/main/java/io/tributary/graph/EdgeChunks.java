package io.tributary.graph;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * The edges of one partition in chunks of at most {@link #EDGES}, each a run of longs: left, right,
 * left, right … One chunk is one row of the exchange, so that an edge costs 16 bytes and no object.
 *
 * <p>Past {@code unfiltered} edges only those that join two parts of what the partition showed
 * since then go on (filtering: Lattanzi, Moseley, Suri, Vassilvitskii, SPAA 2011). The task that
 * follows thus gets at most that many edges and a forest from each partition, whatever the number
 * of edges.
 */
final class EdgeChunks implements Iterator<byte[]> {
  static final int EDGES = 4096;

  private final Iterator<Row> edges;
  private final long unfiltered;
  private final ByteBuffer buffer = ByteBuffer.allocate(EDGES * 2 * Long.BYTES);
  private @Nullable DisjointSets forest;
  private long taken;

  EdgeChunks(Iterator<Row> edges, long unfiltered) {
    this.edges = edges;
    this.unfiltered = unfiltered;
  }

  @Override
  public boolean hasNext() {
    while (buffer.hasRemaining() && edges.hasNext()) {
      Row edge = edges.next();
      long left = edge.getLong(0);
      long right = edge.getLong(1);
      if (isKept(left, right)) {
        buffer.putLong(left).putLong(right);
      }
    }
    return buffer.position() > 0;
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    byte[] chunk = new byte[buffer.position()];
    buffer.flip().get(chunk);
    buffer.clear();
    return chunk;
  }

  private boolean isKept(long left, long right) {
    if (taken < unfiltered) {
      taken++;
      return true;
    }
    if (forest == null) {
      forest = new DisjointSets();
    }
    int nodesBefore = forest.size();
    boolean joins = forest.unite(left, right);
    // A node that stands alone still needs its label.
    return joins || forest.size() > nodesBefore;
  }
}

package io.tributary.collect;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Rows of which nobody knows, before it was tried, whether there is one more. */
abstract class AdvancingRows implements Iterator<Row> {
  private @Nullable Row next;
  private boolean isDone;

  /** The next row, or null when there is none; not asked again after {@link #end}. */
  abstract @Nullable Row advance();

  /** There are no rows after the one that is returned now. */
  final void end() {
    isDone = true;
  }

  @Override
  public final boolean hasNext() {
    if (next == null && !isDone) {
      next = advance();
    }
    return next != null;
  }

  @Override
  public final Row next() {
    Row row = hasNext() ? next : null;
    next = null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    return row;
  }
}

package io.tributary.linkage;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Some rows of a table, chosen by what stands in them: another order of rows gives the same. */
final class RowSample {
  private RowSample() {}

  /** All rows if they are at most so many, else about so many; equal rows all or none. */
  static List<@Nullable String[]> of(Table table, int most) {
    List<@Nullable String[]> rows = table.rows();
    if (rows.size() <= most) {
      return rows;
    }
    long[] hashes = rows.parallelStream().mapToLong(RowSample::hash).toArray();
    long[] sorted = hashes.clone();
    Arrays.parallelSort(sorted);
    long last = sorted[most - 1];
    return IntStream.range(0, hashes.length)
        .filter(row -> hashes[row] <= last)
        .<@Nullable String[]>mapToObj(rows::get)
        .toList();
  }

  private static long hash(@Nullable String[] row) {
    long hash = 0;
    for (String cell : row) {
      hash = Hash.of(hash, cell == null ? 0 : Hash.of(cell));
    }
    return hash;
  }
}

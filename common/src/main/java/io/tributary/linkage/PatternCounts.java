package io.tributary.linkage;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many pairs show each pattern of agreement: all that training looks at. There are hundreds of
 * patterns where there are millions of pairs.
 *
 * @param fields the fields that all these pairs agree on because they were chosen so, one bit each;
 *     they say nothing here
 * @param patterns distinct
 * @param counts pairs that show each
 */
record PatternCounts(int fields, long[] patterns, double[] counts) {

  static PatternCounts of(int fields, Map<Long, Integer> byPattern) {
    long[] patterns = new long[byPattern.size()];
    double[] counts = new double[patterns.length];
    int n = 0;
    for (Map.Entry<Long, Integer> entry : new TreeMap<>(byPattern).entrySet()) {
      patterns[n] = entry.getKey();
      counts[n++] = entry.getValue();
    }
    return new PatternCounts(fields, patterns, counts);
  }

  static Map<Long, Integer> empty() {
    return new HashMap<>();
  }
}

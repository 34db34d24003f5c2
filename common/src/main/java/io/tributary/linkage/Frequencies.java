package io.tributary.linkage;

import java.util.Arrays;

/**
 * How frequent the values of a field are. Only values that more than one customer has are kept, as
 * hashes; all others share the floor.
 *
 * @param keys hashes of values, ascending
 * @param shares share of each among the customers with a value
 * @param floor share of a value that is not listed
 * @param mean chance that two random customers have the same value
 */
public record Frequencies(long[] keys, float[] shares, double floor, double mean) {
  double share(long key) {
    int found = Arrays.binarySearch(keys, key);
    return found < 0 ? floor : shares[found];
  }

  /** The share of a listed value, else 0. */
  double listed(long key) {
    int found = Arrays.binarySearch(keys, key);
    return found < 0 ? 0 : shares[found];
  }
}

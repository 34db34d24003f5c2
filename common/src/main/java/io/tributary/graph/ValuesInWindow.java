package io.tributary.graph;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts distinct values within each stretch of days. A union can only be worse around the days of
 * the smaller cluster, so that only those are looked at.
 */
final class ValuesInWindow implements LimitedSets {
  private final int atMost;
  private final int days;

  /** Day in the upper half, value in the lower: sorted by day. */
  private final @Nullable NavigableSet<Long>[] sightings;

  /** The greatest number of distinct values in any stretch. */
  private final int[] worst;

  @SuppressWarnings({"unchecked", "rawtypes"})
  ValuesInWindow(ClusterLimit.ValuesWithin limit, int nodes, LinkGraph.@Nullable Carried carried) {
    atMost = limit.atMost();
    days = limit.days();
    sightings = new NavigableSet[nodes];
    worst = new int[nodes];
    if (carried != null) {
      for (int i = 0; i < carried.nodes.size(); i++) {
        if (carried.hasDay(i)) {
          add(carried.nodes.get(i), carried.days.get(i), carried.numbers.get(i));
        }
      }
    }
  }

  private void add(int node, int day, int value) {
    NavigableSet<Long> ofNode = sightings[node];
    if (ofNode == null) {
      ofNode = new TreeSet<>();
      sightings[node] = ofNode;
    }
    ofNode.add(sighting(day, value));
    worst[node] = Math.max(worst[node], worstAround(day, ofNode, new TreeSet<>()));
  }

  @Override
  public boolean allows(int left, int right) {
    int already = Math.max(worst[left], worst[right]);
    return ofUnion(left, right) <= Math.max(atMost, already);
  }

  @Override
  public void unite(int root, int child) {
    worst[root] = ofUnion(root, child);
    NavigableSet<Long> ofRoot = sightings[root];
    NavigableSet<Long> ofChild = sightings[child];
    sightings[child] = null;
    if (ofRoot == null || ofChild == null) {
      sightings[root] = ofRoot == null ? ofChild : ofRoot;
      return;
    }
    boolean isRootGreater = ofRoot.size() >= ofChild.size();
    NavigableSet<Long> greater = isRootGreater ? ofRoot : ofChild;
    greater.addAll(isRootGreater ? ofChild : ofRoot);
    sightings[root] = greater;
  }

  private int ofUnion(int left, int right) {
    int worstOfBoth = Math.max(worst[left], worst[right]);
    NavigableSet<Long> ofLeft = sightings[left];
    NavigableSet<Long> ofRight = sightings[right];
    if (ofLeft == null || ofRight == null) {
      return worstOfBoth;
    }
    NavigableSet<Long> lesser = ofLeft.size() < ofRight.size() ? ofLeft : ofRight;
    long lastDay = Long.MIN_VALUE;
    for (long sighting : lesser) {
      long day = sighting >> Integer.SIZE;
      if (day != lastDay) {
        worstOfBoth = Math.max(worstOfBoth, worstAround(day, ofLeft, ofRight));
        lastDay = day;
      }
    }
    return worstOfBoth;
  }

  /** The worst stretch that holds a day: one that ends on a day with a sighting. */
  private int worstAround(long day, NavigableSet<Long> one, NavigableSet<Long> other) {
    NavigableSet<Long> near = new TreeSet<>(between(one, day - days + 1, day + days));
    near.addAll(between(other, day - days + 1, day + days));
    Map<Integer, Integer> counts = new HashMap<>();
    int most = 0;
    for (long last : near.tailSet(day << Integer.SIZE, true)) {
      long lastDay = last >> Integer.SIZE;
      counts.clear();
      for (long sighting : between(near, lastDay - days + 1, lastDay + 1)) {
        counts.merge((int) sighting, 1, Integer::sum);
      }
      most = Math.max(most, counts.size());
    }
    return most;
  }

  private static NavigableSet<Long> between(NavigableSet<Long> set, long fromDay, long untilDay) {
    return set.subSet(fromDay << Integer.SIZE, true, untilDay << Integer.SIZE, false);
  }

  private static long sighting(int day, int value) {
    return ((long) day << Integer.SIZE) | value;
  }
}

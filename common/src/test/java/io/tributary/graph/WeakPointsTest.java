package io.tributary.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WeakPointsTest {

  @Test
  void findsTheLinksAndNodesWhoseLossSplits() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      int nodes = 2 + random.nextInt(9);
      int links = random.nextInt(2 * nodes);
      int[] lefts = random.ints(links, 0, nodes).toArray();
      int[] rights = random.ints(links, 0, nodes).toArray();
      WeakPoints points = WeakPoints.of(nodes, lefts, rights);
      Set<WeakPoints.Bridge> bridges = new HashSet<>();
      for (int link = 0; link < links; link++) {
        int without = link;
        int before = components(nodes, lefts, rights, -1, -1).size();
        List<Set<Integer>> after = components(nodes, lefts, rights, without, -1);
        if (after.size() > before) {
          int left = lefts[link];
          int right = rights[link];
          int lesser =
              after.stream()
                  .filter(part -> part.contains(left) || part.contains(right))
                  .mapToInt(Set::size)
                  .min()
                  .orElseThrow();
          bridges.add(new WeakPoints.Bridge(link, lesser));
        }
      }
      assertThat(points.bridges())
          .as("graph %d", seed)
          .containsExactlyInAnyOrderElementsOf(bridges);
      assertThat(points.hubs(2))
          .as("graph %d", seed)
          .extracting(hub -> hub.node() + ":" + hub.parts())
          .containsExactlyInAnyOrderElementsOf(hubs(nodes, lefts, rights));
    }
  }

  @Test
  void needsNoStackForALongChain() {
    int nodes = 2_000_000;
    int[] lefts = IntStream.range(0, nodes - 1).toArray();
    int[] rights = IntStream.range(1, nodes).toArray();
    WeakPoints points = WeakPoints.of(nodes, lefts, rights);
    assertThat(points.bridges()).hasSize(nodes - 1);
    assertThat(points.bridges().get(0)).isEqualTo(new WeakPoints.Bridge(nodes / 2 - 1, nodes / 2));
    assertThat(points.hubs(2)).hasSize(nodes - 2);
  }

  private static List<String> hubs(int nodes, int[] lefts, int[] rights) {
    List<String> hubs = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      int hub = node;
      Set<Integer> own =
          components(nodes, lefts, rights, -1, -1).stream()
              .filter(part -> part.contains(hub))
              .findFirst()
              .orElseThrow();
      long parts =
          components(nodes, lefts, rights, -1, node).stream()
              .filter(part -> own.containsAll(part) && !part.contains(hub))
              .count();
      if (parts > 1) {
        hubs.add(node + ":" + parts);
      }
    }
    return hubs;
  }

  private static List<Set<Integer>> components(
      int nodes, int[] lefts, int[] rights, int withoutLink, int withoutNode) {
    List<Set<Integer>> sets = new ArrayList<>();
    IntStream.range(0, nodes).forEach(node -> sets.add(new HashSet<>(Set.of(node))));
    for (int link = 0; link < lefts.length; link++) {
      if (link == withoutLink || lefts[link] == withoutNode || rights[link] == withoutNode) {
        continue;
      }
      int left = lefts[link];
      int right = rights[link];
      Set<Integer> one = sets.stream().filter(s -> s.contains(left)).findFirst().orElseThrow();
      Set<Integer> other = sets.stream().filter(s -> s.contains(right)).findFirst().orElseThrow();
      if (one != other) {
        sets.remove(other);
        one.addAll(other);
      }
    }
    return sets;
  }
}

package io.tributary.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.graph.Clustering.Refusal;
import io.tributary.job.JobFailure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LinkGraphTest {
  private static final List<ClusterLimit> LIMITS =
      List.of(
          new ClusterLimit.Size("size", 5),
          new ClusterLimit.Values("one-birth-date", "birth", 1),
          new ClusterLimit.Values("phones", "phone", 2),
          new ClusterLimit.ValuesWithin("devices", "device", 2, 10));

  @Test
  void keepsTheStrongerEvidence() {
    LinkGraph graph = new LinkGraph().node("a").node("b").node("c");
    graph.carries("a", "birth", "1").carries("c", "birth", "2");
    graph.link("a", "b", "phone", 18).link("b", "c", "email", 20);
    Clustering clustering = graph.cluster(LIMITS);
    assertThat(clusters(clustering)).isEqualTo(Map.of("a", "a", "b", "b", "c", "b"));
    assertThat(clustering.refusals())
        .containsExactly(new Refusal("a", "b", "phone", 18, "one-birth-date"));
  }

  @Test
  void keepsApartThroughChainsWhateverTheWeight() {
    LinkGraph graph = new LinkGraph().node("a").node("b").node("c").node("d");
    graph.apart("a", "d");
    graph.link("a", "b", "x", 3).link("c", "d", "x", 2);
    graph.link("b", "c", "steward", Double.POSITIVE_INFINITY);
    Clustering clustering = graph.cluster(List.of());
    assertThat(clusters(clustering)).isEqualTo(Map.of("a", "a", "b", "a", "c", "a", "d", "d"));
    assertThat(clustering.refusals())
        .containsExactly(new Refusal("c", "d", "x", 2, Clustering.NEVER_LINK));
  }

  @Test
  void countsDistinctValuesWithinDaysOnly() {
    LinkGraph graph = new LinkGraph().node("a").node("b").node("c").node("d");
    graph.carries("a", "device", "1", 100).carries("b", "device", "2", 109);
    graph.carries("c", "device", "3", 110).carries("d", "device", "4", 109);
    graph.link("a", "b", "x", 3).link("b", "c", "x", 2).link("c", "d", "x", 1);
    Clustering clustering = graph.cluster(LIMITS);
    assertThat(clusters(clustering)).isEqualTo(Map.of("a", "a", "b", "a", "c", "a", "d", "d"));
    assertThat(clustering.refusals()).extracting(Refusal::reason).containsExactly("devices");
  }

  /** 2,000 random components against sets of plain objects that know nothing of the library. */
  @Test
  void followsEachLinkThatBreaksNothingAndNoOther() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      Case example = Case.of(random);
      Clustering clustering = example.graph(random).cluster(LIMITS);
      Map<String, String> clusters = new HashMap<>();
      List<Refusal> refusals = example.oracle(clusters);
      assertThat(clusters(clustering)).as("case %d", i).isEqualTo(clusters);
      assertThat(clustering.refusals().toList()).as("case %d", i).isEqualTo(refusals);
      clustering
          .refusals()
          .forEach(r -> assertThat(clusters.get(r.left())).isNotEqualTo(clusters.get(r.right())));
    }
  }

  /** Long chains would overflow a recursion, and hubs a quadratic merge. */
  @Test
  void clustersHundredsOfThousandsOfLinksInOneTask() {
    LinkGraph graph = new LinkGraph();
    int nodes = 200_000;
    for (int node = 0; node < nodes; node++) {
      graph.node("n" + node);
      if (node % 1000 == 0) {
        graph.carries("n" + node, "card", "c" + node, node / 100);
      }
    }
    Random random = new Random(3);
    for (int link = 0; link < 2 * nodes; link++) {
      int left = link < nodes ? link : random.nextInt(nodes);
      int right = link < nodes ? Math.min(link + 1, nodes - 1) : left < nodes / 2 ? 0 : nodes - 1;
      graph.link("n" + left, "n" + right, "k", link % 7);
    }
    Clustering free = graph.cluster(List.of());
    assertThat(free.members().map(Clustering.Member::cluster).distinct()).hasSize(1);
    Clustering limited =
        graph.cluster(
            List.of(
                new ClusterLimit.Values("one", "card", 1),
                new ClusterLimit.ValuesWithin("w", "card", 1, 50)));
    assertThat(limited.members().map(Clustering.Member::cluster).distinct()).hasSize(nodes / 1000);
  }

  @Test
  void refusesWhatBelongsToNoNode() {
    LinkGraph graph = new LinkGraph().node("a");
    assertThatThrownBy(() -> graph.link("a", "b", "k", 1)).hasMessageContaining("outside");
    assertThatThrownBy(() -> graph.link("a", "a", "k", Double.NaN)).hasMessageContaining("number");
    assertThatThrownBy(() -> graph.apart("a", "a")).hasMessageContaining("itself");
    assertThatThrownBy(() -> new ClusterLimit.Size("s", 0)).hasMessageContaining("at least 1");
  }

  @Test
  void saysWhichEvidenceIsTooMuch() {
    LinkGraph graph = new LinkGraph(3).node("a").node("b");
    graph.link("a", "b", "email", 1).link("a", "b", "phone", 1).link("a", "b", "phone", 1);
    assertThatThrownBy(() -> graph.link("a", "b", "email", 1))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(JobFailure.Category.QUALITY))
        .hasMessageContaining("more than 3, by kind phone most");
  }

  private static Map<String, String> clusters(Clustering clustering) {
    Map<String, String> clusters = new TreeMap<>();
    clustering.members().forEach(member -> clusters.put(member.key(), member.cluster()));
    return clusters;
  }

  private record Carried(String key, String type, String value, int day) {}

  private record Link(String left, String right, String kind, double weight) {}

  /** A component as plain lists. */
  private record Case(
      List<String> keys, List<Carried> carried, List<Link> links, List<String[]> apart) {

    static Case of(Random random) {
      Case example =
          new Case(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      int nodes = 2 + random.nextInt(12);
      for (int i = 0; i < nodes; i++) {
        // Beyond U+FFFF Java's own order of strings is not that of their bytes.
        String key = (random.nextBoolean() ? "\uff5e" : "\ud83d\ude00") + i;
        example.keys.add(key);
        if (random.nextInt(4) == 0) {
          example.carried.add(new Carried(key, "birth", "b" + random.nextInt(2), 0));
        }
        for (int n = random.nextInt(4); n > 1; n--) {
          example.carried.add(new Carried(key, "phone", "p" + random.nextInt(4), 0));
        }
        for (int n = random.nextInt(3); n > 0; n--) {
          example.carried.add(
              new Carried(key, "device", "d" + random.nextInt(5), 7 * random.nextInt(6)));
        }
      }
      for (int i = 0; i < 2 * nodes; i++) {
        example.links.add(
            new Link(
                example.keys.get(random.nextInt(nodes)),
                example.keys.get(random.nextInt(nodes)),
                "k" + random.nextInt(2),
                random.nextInt(4) - 1.5));
      }
      if (random.nextBoolean()) {
        example.apart.add(new String[] {example.keys.get(0), example.keys.get(nodes - 1)});
      }
      return example;
    }

    /** The same component, told in another order. */
    LinkGraph graph(Random random) {
      List<String> shuffledKeys = new ArrayList<>(keys);
      List<Carried> shuffledCarried = new ArrayList<>(carried);
      List<Link> shuffledLinks = new ArrayList<>(links);
      Collections.shuffle(shuffledKeys, random);
      Collections.shuffle(shuffledCarried, random);
      Collections.shuffle(shuffledLinks, random);
      LinkGraph graph = new LinkGraph();
      shuffledKeys.forEach(graph::node);
      shuffledCarried.forEach(
          c -> {
            if (c.type().equals("device")) {
              graph.carries(c.key(), c.type(), c.value(), c.day());
            } else {
              graph.carries(c.key(), c.type(), c.value());
            }
          });
      shuffledLinks.forEach(l -> graph.link(l.left(), l.right(), l.kind(), l.weight()));
      apart.forEach(pair -> graph.apart(pair[0], pair[1]));
      return graph;
    }

    List<Refusal> oracle(Map<String, String> clusters) {
      Map<String, Set<String>> sets = new HashMap<>();
      keys.forEach(key -> sets.put(key, new HashSet<>(Set.of(key))));
      List<Refusal> refusals = new ArrayList<>();
      links.stream().sorted(order()).forEach(link -> follow(link, sets, refusals));
      sets.forEach((key, set) -> clusters.put(key, set.stream().min(Case::byBytes).orElseThrow()));
      refusals.removeIf(r -> sets.get(r.left()) == sets.get(r.right()));
      return refusals;
    }

    private void follow(Link link, Map<String, Set<String>> sets, List<Refusal> refusals) {
      Set<String> left = sets.get(link.left());
      Set<String> right = sets.get(link.right());
      if (left == right) {
        return;
      }
      Set<String> union = new HashSet<>(left);
      union.addAll(right);
      String reason = broken(left, right, union);
      if (reason != null) {
        refusals.add(new Refusal(link.left(), link.right(), link.kind(), link.weight(), reason));
      } else {
        union.forEach(key -> sets.put(key, union));
      }
    }

    private String broken(Set<String> left, Set<String> right, Set<String> union) {
      if (union.size() > 5) {
        return "size";
      }
      if (worse("birth", 1, 10_000, left, right, union)) {
        return "one-birth-date";
      }
      if (worse("phone", 2, 10_000, left, right, union)) {
        return "phones";
      }
      if (worse("device", 2, 10, left, right, union)) {
        return "devices";
      }
      boolean isApart = apart.stream().anyMatch(p -> union.contains(p[0]) && union.contains(p[1]));
      return isApart ? Clustering.NEVER_LINK : null;
    }

    private boolean worse(
        String type, int most, int days, Set<String> left, Set<String> right, Set<String> union) {
      long own = Math.max(count(type, days, left), count(type, days, right));
      return count(type, days, union) > Math.max(own, most);
    }

    private long count(String type, int days, Collection<String> cluster) {
      long most = 0;
      for (int from = -20; from < 60; from++) {
        int first = from;
        most =
            Math.max(
                most,
                carried.stream()
                    .filter(c -> c.type().equals(type) && cluster.contains(c.key()))
                    .filter(c -> c.day() >= first && c.day() < first + days)
                    .map(Carried::value)
                    .distinct()
                    .count());
      }
      return most;
    }

    private static Comparator<Link> order() {
      return Comparator.comparingDouble((Link link) -> -link.weight())
          .thenComparing(Link::kind)
          .thenComparing(
              l -> byBytes(l.left(), l.right()) < 0 ? l.left() : l.right(), Case::byBytes)
          .thenComparing(
              l -> byBytes(l.left(), l.right()) < 0 ? l.right() : l.left(), Case::byBytes)
          .thenComparing(Link::left, Case::byBytes);
    }

    private static int byBytes(String left, String right) {
      int[] l = left.codePoints().toArray();
      int[] r = right.codePoints().toArray();
      return Arrays.compare(l, r);
    }
  }
}

package io.tributary.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.graph.Clustering.Gathered;
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
import java.util.TreeSet;
import java.util.stream.Stream;
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

  @Test
  void gathersWhatDoesNotFitOneClusterInFewOthers() {
    List<String> keys = List.of("m1", "m2", "m3", "m4", "m5", "m6", "a0", "m7", "z", "b", "y", "c");
    for (int nodes = 6; nodes <= keys.size(); nodes++) {
      LinkGraph graph = new LinkGraph();
      for (int i = nodes - 1; i >= 0; i--) {
        graph.node(keys.get(i), i);
      }
      for (int i = nodes - 1; i > 0; i--) {
        graph.link(keys.get(i), "m1", "phone", 18, "0901");
      }
      List<ClusterLimit> size = List.of(new ClusterLimit.Size("size", 5));
      Map<String, Integer> positions = new TreeMap<>();
      Clustering clustering = graph.cluster(size);
      clusters(clustering).forEach((key, cluster) -> positions.put(key, keys.indexOf(key) / 5));
      Map<String, Set<String>> sets = sets(clusters(clustering));
      assertThat(sets.values().stream().distinct())
          .as("%d nodes, each cluster filled by the most senior of the others", nodes)
          .containsExactlyInAnyOrderElementsOf(
              sets(positions).values().stream().distinct().toList());
      assertThat(clustering.refusals()).hasSize(nodes - 5);
      assertThat(clustering.gathered())
          .containsSequence(
              nodes < 7 ? List.of() : List.of(new Gathered("a0", "m6", "phone", 18, "0901")));
    }
  }

  @Test
  void followsWhatWasKnownFirstAmongLinksOfOneWeight() {
    LinkGraph graph = new LinkGraph().node("a", 3).node("b", 2).node("c", 1).node("d", 1);
    graph.link("a", "b", "x", 1).link("b", "c", "y", 1).link("c", "d", "z", 1);
    Clustering clustering = graph.cluster(List.of(new ClusterLimit.Size("size", 3)));
    assertThat(clusters(clustering)).isEqualTo(Map.of("a", "a", "b", "b", "c", "b", "d", "b"));
  }

  /** 2,000 random components against sets of plain objects that know nothing of the library. */
  @Test
  void followsEachLinkThatBreaksNothingAndNoOther() {
    Random random = new Random(7);
    int gatheredLinks = 0;
    for (int i = 0; i < 2000; i++) {
      Case example = Case.of(random);
      Clustering clustering = example.graph(random).cluster(LIMITS);
      Map<String, String> clusters = new HashMap<>();
      List<Gathered> gathered = new ArrayList<>();
      List<Refusal> refusals = example.oracle(clusters, gathered);
      assertThat(clusters(clustering)).as("case %d", i).isEqualTo(clusters);
      assertThat(clustering.refusals().toList()).as("case %d", i).isEqualTo(refusals);
      assertThat(clustering.gathered().toList()).as("case %d", i).isEqualTo(gathered);
      gatheredLinks += gathered.size();
      clustering
          .refusals()
          .forEach(r -> assertThat(clusters.get(r.left())).isNotEqualTo(clusters.get(r.right())));
    }
    assertThat(gatheredLinks).isGreaterThan(100);
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

  private static Map<String, Set<String>> sets(Map<String, ?> clusters) {
    Map<String, Set<String>> sets = new TreeMap<>();
    clusters.forEach(
        (key, cluster) -> {
          Set<String> set = new TreeSet<>(clusters.keySet());
          set.removeIf(other -> !clusters.get(other).equals(cluster));
          sets.put(key, set);
        });
    return sets;
  }

  private record Carried(String key, String type, String value, int day) {}

  private record Link(String left, String right, String kind, double weight, String value) {}

  /** A component as plain lists. */
  private record Case(
      List<String> keys,
      Map<String, Integer> since,
      List<Carried> carried,
      List<Link> links,
      List<String[]> apart) {

    static Case of(Random random) {
      Case example =
          new Case(
              new ArrayList<>(),
              new HashMap<>(),
              new ArrayList<>(),
              new ArrayList<>(),
              new ArrayList<>());
      int nodes = 2 + random.nextInt(12);
      for (int i = 0; i < nodes; i++) {
        // Beyond U+FFFF Java's own order of strings is not that of their bytes.
        String key = (random.nextBoolean() ? "\uff5e" : "\ud83d\ude00") + i;
        example.keys.add(key);
        example.since.put(key, random.nextInt(3));
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
        int left = random.nextInt(random.nextBoolean() ? 1 : nodes);
        int right = random.nextInt(nodes);
        int kind = random.nextInt(2);
        // Links of one weight and kind between two nodes are one link: they have one value.
        int value = (left + right) % 3;
        example.links.add(
            new Link(
                example.keys.get(left),
                example.keys.get(right),
                "k" + kind,
                random.nextInt(4) - 1.5,
                value == 0 ? null : "v" + value + kind));
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
      shuffledKeys.forEach(key -> graph.node(key, since.get(key)));
      shuffledCarried.forEach(
          c -> {
            if (c.type().equals("device")) {
              graph.carries(c.key(), c.type(), c.value(), c.day());
            } else {
              graph.carries(c.key(), c.type(), c.value());
            }
          });
      shuffledLinks.forEach(l -> graph.link(l.left(), l.right(), l.kind(), l.weight(), l.value()));
      apart.forEach(pair -> graph.apart(pair[0], pair[1]));
      return graph;
    }

    List<Refusal> oracle(Map<String, String> clusters, List<Gathered> gathered) {
      Map<String, Set<String>> sets = new HashMap<>();
      keys.forEach(key -> sets.put(key, new HashSet<>(Set.of(key))));
      List<Refusal> refusals = new ArrayList<>();
      Map<String, String> notJoined = new HashMap<>();
      for (Link link : links.stream().sorted(order()).toList()) {
        String reason = follow(link.left(), link.right(), sets);
        if (reason != null) {
          refusals.add(new Refusal(link.left(), link.right(), link.kind(), link.weight(), reason));
          gather(link, sets, notJoined, gathered);
        }
      }
      sets.forEach((key, set) -> clusters.put(key, set.stream().min(Case::byBytes).orElseThrow()));
      refusals.removeIf(r -> sets.get(r.left()) == sets.get(r.right()));
      return refusals;
    }

    private void gather(
        Link link,
        Map<String, Set<String>> sets,
        Map<String, String> notJoined,
        List<Gathered> gathered) {
      if (link.value() == null) {
        return;
      }
      String junior = juniorFirst(link).get(0);
      String star = juniorFirst(link).get(1) + link.value();
      String other = notJoined.get(star);
      if (other != null && sets.get(other) == sets.get(junior)) {
        return;
      }
      if (other == null || follow(other, junior, sets) != null) {
        notJoined.put(star, junior);
        return;
      }
      boolean isOtherSmaller = byBytes(other, junior) < 0;
      gathered.add(
          new Gathered(
              isOtherSmaller ? other : junior,
              isOtherSmaller ? junior : other,
              link.kind(),
              link.weight(),
              link.value()));
    }

    /** Unites two sets, or says why not. */
    private String follow(String one, String other, Map<String, Set<String>> sets) {
      Set<String> left = sets.get(one);
      Set<String> right = sets.get(other);
      if (left == right) {
        return null;
      }
      Set<String> union = new HashSet<>(left);
      union.addAll(right);
      String reason = broken(left, right, union);
      if (reason == null) {
        union.forEach(key -> sets.put(key, union));
      }
      return reason;
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

    private Comparator<Link> order() {
      return Comparator.comparingDouble((Link link) -> -link.weight())
          .thenComparing(link -> juniorFirst(link).get(0), bySeniority())
          .thenComparing(link -> juniorFirst(link).get(1), bySeniority())
          .thenComparing(Link::kind)
          .thenComparing(Link::left, bySeniority());
    }

    private List<String> juniorFirst(Link link) {
      return Stream.of(link.left(), link.right()).sorted(bySeniority().reversed()).toList();
    }

    private Comparator<String> bySeniority() {
      return Comparator.comparing((String key) -> since.get(key)).thenComparing(Case::byBytes);
    }

    private static int byBytes(String left, String right) {
      int[] l = left.codePoints().toArray();
      int[] r = right.codePoints().toArray();
      return Arrays.compare(l, r);
    }
  }
}

package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.identity.ConstrainedClustering.Limits;
import io.tributary.identity.ConstrainedClustering.Link;
import io.tributary.identity.ConstrainedClustering.Member;
import io.tributary.identity.ConstrainedClustering.Outcome;
import io.tributary.identity.ConstrainedClustering.Refusal;
import io.tributary.identity.ConstrainedClustering.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConstrainedClusteringTest {
  private static final Limits LIMITS = new Limits(5, true, Map.of("nid", 1, "phone", 2));

  @Test
  void keepsTheStrongerEvidence() {
    List<Member> members =
        List.of(member("a", null, "nid 1"), member("b", null), member("c", null, "nid 2"));
    Link weak = new Link("a", "b", "identifier:phone", 18);
    Link strong = new Link("b", "c", "identifier:email", 20);
    Outcome outcome = ConstrainedClustering.cluster(LIMITS, members, List.of(weak, strong));
    assertThat(outcome.clusterOf()).isEqualTo(Map.of("a", "a", "b", "b", "c", "b"));
    assertThat(outcome.refusals()).containsExactly(new Refusal(weak, "max-per-customer:nid"));
  }

  @Test
  void breaksNoLimitAndRefusesOnlyWhatWould() {
    Random random = new Random(7);
    for (int graph = 0; graph < 2000; graph++) {
      List<Member> members = members(random);
      List<Link> links = links(members, random);
      Outcome outcome = ConstrainedClustering.cluster(LIMITS, members, links);
      Map<String, List<Member>> clusters =
          members.stream().collect(Collectors.groupingBy(m -> outcome.clusterOf().get(m.key())));
      clusters.values().stream()
          .filter(cluster -> cluster.size() > 1)
          .forEach(cluster -> assertThat(isAllowed(cluster)).isTrue());
      for (Refusal refusal : outcome.refusals()) {
        List<Member> union =
            new ArrayList<>(clusters.get(outcome.clusterOf().get(refusal.link().left())));
        union.addAll(clusters.get(outcome.clusterOf().get(refusal.link().right())));
        assertThat(isAllowed(union)).isFalse();
      }
      links.removeAll(outcome.refusals().stream().map(Refusal::link).toList());
      links.forEach(
          link ->
              assertThat(outcome.clusterOf().get(link.left()))
                  .isEqualTo(outcome.clusterOf().get(link.right())));
    }
  }

  @Test
  void dependsOnNoOrder() {
    Random random = new Random(11);
    for (int graph = 0; graph < 500; graph++) {
      List<Member> members = members(random);
      List<Link> links = links(members, random);
      Outcome outcome = ConstrainedClustering.cluster(LIMITS, members, links);
      Collections.shuffle(members, random);
      Collections.shuffle(links, random);
      assertThat(ConstrainedClustering.cluster(LIMITS, members, links)).isEqualTo(outcome);
    }
  }

  private static boolean isAllowed(Collection<Member> cluster) {
    boolean oneBirthDay =
        cluster.stream().map(Member::birthDay).filter(day -> day != null).distinct().count() <= 1;
    return cluster.size() <= 5
        && oneBirthDay
        && count(cluster, "nid") <= 1
        && count(cluster, "phone") <= 2;
  }

  private static long count(Collection<Member> cluster, String type) {
    return cluster.stream()
        .flatMap(member -> member.values().stream())
        .filter(value -> value.type().equals(type))
        .distinct()
        .count();
  }

  private static List<Member> members(Random random) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < 3 + random.nextInt(10); i++) {
      List<String> carried = new ArrayList<>();
      if (random.nextInt(3) == 0) {
        carried.add("nid " + random.nextInt(3));
      }
      if (random.nextInt(2) == 0) {
        carried.add("phone " + random.nextInt(4));
      }
      Integer birthDay = random.nextInt(3) == 0 ? random.nextInt(2) : null;
      members.add(member("r" + i, birthDay, carried.toArray(new String[0])));
    }
    return members;
  }

  private static List<Link> links(List<Member> members, Random random) {
    List<Link> links = new ArrayList<>();
    for (int i = 1; i < members.size(); i++) {
      String left = members.get(random.nextInt(i)).key();
      links.add(
          new Link(left, members.get(i).key(), "rule" + random.nextInt(3), random.nextInt(3)));
    }
    return links;
  }

  private static Member member(String key, Integer birthDay, String... carried) {
    List<Value> values =
        List.of(carried).stream().map(c -> new Value(c.split(" ")[0], c.split(" ")[1])).toList();
    return new Member(key, birthDay, values);
  }
}

package io.tributary.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of remembered ids, slowly and in so many words, for worlds of a few records. */
final class IdentityOracle {
  /** A record of a world; {@code values} link. */
  record Rec(String key, long firstRun, String deliveredOn, Set<String> values) {}

  private final Map<String, Rec> known = new HashMap<>();
  private final Map<String, String> founders = new HashMap<>();
  private final Map<String, Integer> foundedOn = new HashMap<>();
  private Map<String, String> links = new TreeMap<>();
  private int nights;

  /** Record to customer, as of the last step. */
  Map<String, String> links() {
    return links;
  }

  /** Lives through a night. */
  void step(List<Rec> live) {
    nights++;
    live.forEach(rec -> known.put(rec.key(), rec));
    List<List<Rec>> sets = sets(live);
    Map<List<Rec>, String> ids = new HashMap<>();
    Set<String> taken = new HashSet<>();
    boolean claimed = true;
    while (claimed) {
      claimed = false;
      Map<String, List<List<Rec>>> claimants = new TreeMap<>();
      for (List<Rec> set : sets) {
        List<String> wanted = ids.containsKey(set) ? List.of() : wanted(set, taken);
        if (!wanted.isEmpty()) {
          claimants.computeIfAbsent(wanted.get(0), id -> new ArrayList<>()).add(set);
          claimed = true;
        }
      }
      claimants.forEach(
          (id, askers) -> {
            ids.put(askers.stream().min(order(id)).orElseThrow(), id);
            taken.add(id);
          });
    }
    Set<String> held = new HashSet<>(links.values());
    Map<String, String> now = new TreeMap<>();
    for (List<Rec> set : sets) {
      String id = ids.containsKey(set) ? ids.get(set) : newId(set.get(0).key(), held);
      founders.putIfAbsent(id, set.get(0).key());
      foundedOn.putIfAbsent(id, nights);
      set.forEach(rec -> now.put(rec.key(), id));
    }
    links = now;
  }

  /** Former ids of the set that are still free, the most senior first. */
  private List<String> wanted(List<Rec> set, Set<String> taken) {
    return set.stream()
        .map(rec -> links.get(rec.key()))
        .filter(id -> id != null && !taken.contains(id))
        .distinct()
        .sorted(
            Comparator.comparing((String id) -> known.get(founders.get(id)), bySeniority())
                .thenComparing(foundedOn::get))
        .toList();
  }

  /** The founder's set first, then the one whose most senior holder of the id is the elder. */
  private Comparator<List<Rec>> order(String id) {
    Comparator<List<Rec>> founder =
        Comparator.comparing(
            set -> holders(set, id).stream().noneMatch(rec -> rec.key().equals(founders.get(id))));
    return founder.thenComparing(set -> holders(set, id).get(0), bySeniority());
  }

  private List<Rec> holders(List<Rec> set, String id) {
    return set.stream().filter(rec -> id.equals(links.get(rec.key()))).toList();
  }

  private static Comparator<Rec> bySeniority() {
    return Comparator.comparing(Rec::firstRun)
        .thenComparing(Rec::deliveredOn)
        .thenComparing(Rec::key);
  }

  private static String newId(String founder, Set<String> held) {
    for (int number = 0; ; number++) {
      String id = "c" + sha256("customer|" + number + "|" + founder).substring(0, 20);
      if (!held.contains(id)) {
        return id;
      }
    }
  }

  /** Sets of records that share values, most senior record first. */
  private static List<List<Rec>> sets(List<Rec> live) {
    List<List<Rec>> sets = new ArrayList<>();
    Set<Rec> open = new HashSet<>(live);
    while (!open.isEmpty()) {
      Set<Rec> set = new HashSet<>(Set.of(open.iterator().next()));
      Set<String> values = new TreeSet<>();
      int size = 0;
      while (set.size() > size) {
        size = set.size();
        set.forEach(rec -> values.addAll(rec.values()));
        open.stream()
            .filter(rec -> rec.values().stream().anyMatch(values::contains))
            .forEach(set::add);
      }
      open.removeAll(set);
      sets.add(set.stream().sorted(bySeniority()).toList());
    }
    return sets;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

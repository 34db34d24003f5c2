package io.tributary.segment;

import io.tributary.config.NearestName;
import io.tributary.job.Fingerprint;
import io.tributary.job.JobFailure;
import io.tributary.segment.Condition.Atom;
import io.tributary.segment.Condition.Event;
import io.tributary.segment.Condition.NumberComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All segments, each after those it refers to.
 *
 * @param inOrder none refers to a later one
 */
public record Segments(List<Segment> inOrder) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  public Segments {
    inOrder = List.copyOf(inOrder);
  }

  /**
   * Compiles the definitions.
   *
   * @param definitions name to definition, as {@code Settings.definitions} gives them
   * @throws JobFailure CONFIG for a name that is no plain name, for a segment that does not exist,
   *     and for segments that refer to each other in a circle
   */
  public static Segments of(Map<String, SegmentDefinition> definitions) {
    Map<String, Condition> conditions = new TreeMap<>();
    definitions.forEach((name, definition) -> conditions.put(name, definition.who().condition()));
    conditions.keySet().forEach(Segments::requirePlain);
    conditions.forEach((name, condition) -> requireKnown(name, condition, conditions));
    Compilation compilation = new Compilation(definitions, conditions);
    conditions.keySet().forEach(compilation::segment);
    return new Segments(List.copyOf(compilation.compiled.values()));
  }

  /** In the order of their names, as a report lists them. */
  public List<String> names() {
    return inOrder.stream().map(Segment::name).sorted().toList();
  }

  /** The segment of this name. */
  public Optional<Segment> named(String name) {
    return inOrder.stream().filter(segment -> segment.name().equals(name)).findFirst();
  }

  /**
   * The segment of this name.
   *
   * @throws JobFailure CONFIG when there is none
   */
  Segment required(String name) {
    return named(name)
        .orElseThrow(
            () ->
                JobFailure.config(
                    "No segment '" + name + "'" + NearestName.hint(name, names()),
                    "conf/segments has " + String.join(", ", names()),
                    "choose one, or add conf/segments/" + name + ".conf"));
  }

  /** The segment alone, with those that it refers to, however far. */
  Segments only(Segment segment) {
    List<Segment> needed = new ArrayList<>(List.of(segment));
    for (int i = inOrder.size() - 1; i >= 0; i--) {
      Segment candidate = inOrder.get(i);
      boolean isNamed = needed.stream().anyMatch(s -> s.refersTo().contains(candidate.name()));
      if (isNamed && !needed.contains(candidate)) {
        needed.add(0, candidate);
      }
    }
    return new Segments(inOrder.stream().filter(needed::contains).toList());
  }

  /** Every distinct atom other than memberships: one column each. */
  List<Atom> atoms() {
    return inOrder.stream().flatMap(segment -> segment.ownAtoms().stream()).distinct().toList();
  }

  /** The distinct events among the atoms. */
  List<Event> events() {
    return atoms().stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
  }

  /** The distinct limits in money among the atoms. */
  List<Limit> amounts() {
    Stream<Limit> limits =
        atoms().stream()
            .filter(NumberComparison.class::isInstance)
            .map(atom -> ((NumberComparison) atom).limit());
    Stream<Limit> sums = events().stream().flatMap(event -> event.sum().stream());
    return Stream.concat(limits, sums)
        .filter(limit -> limit.currency().isPresent())
        .distinct()
        .toList();
  }

  private static void requirePlain(String name) {
    if (!NAME.matcher(name).matches()) {
      throw JobFailure.config(
          "Segment '" + name + "' cannot have this name",
          "names are lower case letters and digits, with - between words",
          "rename conf/segments/" + name + ".conf");
    }
  }

  private static void requireKnown(
      String name, Condition condition, Map<String, Condition> conditions) {
    for (String other : Segment.refersTo(condition)) {
      if (!conditions.containsKey(other)) {
        throw JobFailure.config(
            "Segment '" + name + "' refers to '" + other + "'",
            "there is no such segment" + NearestName.hint(other, conditions.keySet()),
            "correct segments/" + name + ".who, or add conf/segments/" + other + ".conf");
      }
    }
  }

  /** Depth first: a segment is compiled after those that it refers to. */
  private static final class Compilation {
    private final Map<String, SegmentDefinition> definitions;
    private final Map<String, Condition> conditions;
    private final Map<String, Segment> compiled = new LinkedHashMap<>();
    private final List<String> path = new ArrayList<>();

    Compilation(Map<String, SegmentDefinition> definitions, Map<String, Condition> conditions) {
      this.definitions = definitions;
      this.conditions = conditions;
    }

    Segment segment(String name) {
      Segment known = compiled.get(name);
      if (known != null) {
        return known;
      }
      refuseCircle(name);
      path.add(name);
      Condition condition = Objects.requireNonNull(conditions.get(name));
      String hash =
          Fingerprint.of(
              condition.toString(),
              Segment.refersTo(condition).stream()
                  .map(other -> segment(other).hash())
                  .collect(Collectors.joining()));
      path.remove(path.size() - 1);
      SegmentDefinition stated = Objects.requireNonNull(definitions.get(name));
      Segment segment =
          new Segment(
              name,
              stated.sentence(),
              stated.owner(),
              stated.purpose(),
              condition,
              stated.holdOut(),
              hash);
      compiled.put(name, segment);
      return segment;
    }

    private void refuseCircle(String name) {
      if (path.contains(name)) {
        String circle = String.join(" → ", path.subList(path.indexOf(name), path.size()));
        throw JobFailure.config(
            "Segments refer to each other in a circle",
            "the circle is " + circle + " → " + name,
            "take one reference out of conf/segments/" + name + ".conf");
      }
    }
  }
}

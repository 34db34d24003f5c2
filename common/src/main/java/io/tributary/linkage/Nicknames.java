package io.tributary.linkage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Given names that one customer uses in turn: short forms, and the same name in another language.
 * Each line of {@code nicknames.csv} is a name followed by its other forms; two names are related
 * if a line has both.
 */
public final class Nicknames {
  private static final Map<String, Set<String>> RELATED = read();

  private Nicknames() {}

  /** Whether one customer may go by both names; folded, in lower case, not equal. */
  public static boolean areRelated(String left, String right) {
    Set<String> related = RELATED.get(left);
    return related != null && related.contains(right);
  }

  private static Map<String, Set<String>> read() {
    Map<String, Set<String>> related = new HashMap<>();
    try (InputStream stream =
            Objects.requireNonNull(Nicknames.class.getResourceAsStream("nicknames.csv"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      reader.lines().map(line -> Set.of(line.split(","))).forEach(names -> relate(names, related));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return related;
  }

  private static void relate(Set<String> names, Map<String, Set<String>> related) {
    for (String name : names) {
      related.computeIfAbsent(name, key -> new HashSet<>()).addAll(names);
    }
  }
}

package io.tributary.collect;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Guesses which delivered words stand for the few values that a field allows. */
final class ChoiceGuess {

  /** Other words for a choice, English and Vietnamese, in plain letters. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "GRANTED", List.of("yes", "y", "true", "1", "opt_in", "accepted", "dong_y", "co"),
          "DENIED",
              List.of(
                  "no",
                  "n",
                  "false",
                  "0",
                  "opt_out",
                  "withdrawn",
                  "revoked",
                  "refused",
                  "tu_choi",
                  "khong"),
          "SALE", List.of("sold", "ban", "ban_hang"),
          "RETURN", List.of("returned", "refund", "tra", "tra_hang"),
          "CANCELLED", List.of("canceled", "void", "voided", "huy"));

  private ChoiceGuess() {}

  /**
   * What a mapping must add, as HOCON; empty when every value is a choice already. Only words that
   * it knows are written down: others may be anybody's.
   */
  static String mapping(Set<String> choices, List<String> values) {
    Set<String> others = new TreeSet<>(values);
    others.removeAll(choices);
    Map<String, String> mapped = new TreeMap<>();
    for (String value : values) {
      choice(choices, value).ifPresent(choice -> mapped.put(value, choice));
    }
    others.removeAll(mapped.keySet());
    boolean isPlain = mapped.entrySet().stream().allMatch(e -> e.getKey().equals(e.getValue()));
    if (isPlain) {
      return "";
    }
    String pairs =
        mapped.entrySet().stream()
            .map(entry -> ConfigUtil.quoteString(entry.getKey()) + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    String unknown =
        others.isEmpty() ? "" : " # " + others.size() + " more words of the column are not mapped";
    return "values { " + pairs + " }" + unknown;
  }

  private static Optional<String> choice(Set<String> choices, String value) {
    if (choices.contains(value)) {
      return Optional.of(value);
    }
    String plain = ColumnGuess.plain(value);
    return choices.stream()
        .filter(
            choice ->
                plain.equals(ColumnGuess.plain(choice))
                    || WORDS.getOrDefault(choice, List.of()).contains(plain))
        .findFirst();
  }
}

package io.tributary.collect;

import static java.util.Map.entry;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Guesses which delivered words stand for the few values that a field allows. */
final class ChoiceGuess {

  /** Other words for a choice, English and Vietnamese, in plain letters. */
  private static final Map<String, List<String>> WORDS =
      Map.ofEntries(
          entry("GRANTED", List.of("yes", "y", "true", "1", "opt_in", "accepted", "dong_y", "co")),
          entry(
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
                  "khong")),
          entry("SALE", List.of("sold", "ban", "ban_hang")),
          entry("RETURN", List.of("returned", "refund", "tra", "tra_hang")),
          entry("CANCELLED", List.of("canceled", "void", "voided", "huy")),
          entry("sent", List.of("send", "da_gui")),
          entry("delivered", List.of("deliver", "da_giao")),
          entry("opened", List.of("open", "da_mo")),
          entry("clicked", List.of("click")),
          entry("bounced", List.of("bounce", "hard_bounce", "soft_bounce")),
          entry(
              "unsubscribed",
              List.of("unsubscribe", "unsub", "opt_out", "opted_out", "stop", "huy_dang_ky")),
          entry("complained", List.of("complaint", "complain", "spam", "spam_report", "abuse")));

  private ChoiceGuess() {}

  /**
   * What a mapping must add, as HOCON; empty when every value is a choice already. Only words that
   * it knows are written down: others may be anybody's.
   */
  static String mapping(Set<String> choices, List<String> values) {
    Map<String, String> mapped = new TreeMap<>();
    Set<String> unknown = new TreeSet<>();
    for (String value : values) {
      if (choices.stream().noneMatch(value::equalsIgnoreCase)) {
        choice(choices, value)
            .ifPresentOrElse(choice -> mapped.put(value, choice), () -> unknown.add(value));
      }
    }
    String pairs =
        mapped.entrySet().stream()
            .map(entry -> ConfigUtil.quoteString(entry.getKey()) + " = " + entry.getValue())
            .collect(Collectors.joining(", ", "values { ", " }"));
    String others = "# " + unknown.size() + " more words of the column are not mapped";
    return Stream.of(mapped.isEmpty() ? "" : pairs, unknown.isEmpty() ? "" : others)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static Optional<String> choice(Set<String> choices, String value) {
    String plain = ColumnGuess.plain(value);
    return choices.stream()
        .filter(
            choice ->
                plain.equals(ColumnGuess.plain(choice))
                    || WORDS.getOrDefault(choice, List.of()).contains(plain))
        .findFirst();
  }
}

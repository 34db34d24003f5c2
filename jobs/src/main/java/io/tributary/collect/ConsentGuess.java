package io.tributary.collect;

import com.typesafe.config.ConfigUtil;
import io.tributary.tables.bronze.KindFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Guesses whose a decision is, and says what a decision lacks to forbid anything. */
final class ConsentGuess {

  /** By what a channel reaches people. */
  private static final Map<String, String> CONTACTS =
      Map.of("email", "email", "sms", "phone", "zalo", "phone", "call", "phone");

  private ConsentGuess() {}

  /**
   * The type of the subject of a campaign that names channels and no types: the e-mail address or
   * phone that the message went to.
   *
   * @param column that is the channel, as HOCON
   * @return the mapping as HOCON; empty if no channel is known
   */
  static Optional<String> subjectType(String column, List<String> channels) {
    Map<String, String> types = new TreeMap<>();
    for (String channel : channels) {
      String type = CONTACTS.get(channel.toLowerCase(Locale.ROOT));
      if (type != null) {
        types.put(channel, type);
      }
    }
    if (types.isEmpty()) {
      return Optional.empty();
    }
    String values =
        types.entrySet().stream()
            .map(entry -> ConfigUtil.quoteString(entry.getKey()) + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    return Optional.of("{\n    column = " + column + "\n    values { " + values + " }\n  }");
  }

  /** Fields that a contract must map besides, since it maps decisions; in their order. */
  static List<String> lacking(Set<String> mapped) {
    boolean isCampaign = mapped.contains(KindFields.RESPONSE);
    if (!isCampaign && !mapped.contains(KindFields.STATE)) {
      return List.of();
    }
    List<String> needed =
        isCampaign ? List.of(KindFields.CHANNEL) : List.of(KindFields.PURPOSE, KindFields.CHANNEL);
    return needed.stream().filter(field -> !mapped.contains(field)).toList();
  }
}

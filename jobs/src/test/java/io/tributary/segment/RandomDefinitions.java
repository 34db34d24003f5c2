package io.tributary.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Definitions of every form, as text; some refer to earlier ones. */
final class RandomDefinitions {
  private final Random random;
  private final List<String> names = new ArrayList<>();

  RandomDefinitions(Random random) {
    this.random = random;
  }

  Map<String, SegmentDefinition> take(int howMany) {
    Map<String, SegmentDefinition> definitions = new TreeMap<>();
    for (int i = 0; i < howMany; i++) {
      definitions.put("s" + i, Definitions.of(condition(3)));
      names.add("s" + i);
    }
    return definitions;
  }

  private String condition(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 8)) {
      case 0, 1 -> "where { " + where() + " }";
      case 2 -> "did { " + did() + " }";
      case 3 -> random.nextBoolean() ? "did-not { " + did() + " }" : other();
      case 4, 5 -> "all = [" + parts(depth) + "]";
      case 6 -> "any = [" + parts(depth) + "]";
      default -> "not { " + condition(depth - 1) + " }";
    };
  }

  private String other() {
    return names.isEmpty()
        ? "did { event = visit }"
        : one("in", "not-in") + " = " + names.get(random.nextInt(names.size()));
  }

  private String parts(int depth) {
    return IntStream.rangeClosed(0, 1 + random.nextInt(2))
        .mapToObj(i -> "{ " + condition(depth - 1) + " }")
        .collect(Collectors.joining(", "));
  }

  private String where() {
    String comparison = one("at-least", "more-than", "at-most", "less-than");
    return switch (random.nextInt(8)) {
      case 0 -> "column = city, " + one("is = Hue", "is-not = Hanoi", "one-of = [Hue, Dalat]");
      case 1 -> "column = " + one("has_email", "is_vip") + ", " + one("is", "is-not") + " = true";
      case 2 -> "column = order_count, " + comparison + " = " + random.nextInt(5);
      case 3 -> "column = rfm_recency, " + one("is = 3", "is-not = 2", "one-of = [1, 5]");
      case 4 -> "column = net_value, " + comparison + " { " + amount() + " }";
      case 5 ->
          "column = %s, %s = %s"
              .formatted(
                  one("founded_on", "last_purchase_at"),
                  one("after", "since", "before", "until"),
                  one("today", "1 day ago", "3 days ago", "2026-11-05"));
      case 6 -> "column = %s, known = %s".formatted(one("city", "net_value"), one("true", "false"));
      default -> "column = third_party.acme.income, " + one("is = high", "is-not = high");
    };
  }

  private String did() {
    // Purchases have most forms: every other event is one.
    EventKind kind =
        random.nextBoolean()
            ? EventKind.PURCHASE
            : EventKind.values()[random.nextInt(EventKind.values().length)];
    StringBuilder did = new StringBuilder("event = " + kind.text());
    if (random.nextInt(3) > 0) {
      did.append(", within = ").append(one("1d", "2d", "3d", "7d", "10d"));
    }
    if (kind == EventKind.PURCHASE) {
      did.append(one("", "", ", sku = [S1]", ", sku = [S1, S4]", ", category = [Shoes]"));
      did.append(one("", "", ", channel = [store]", ", channel = [web, app]"));
    } else if (kind == EventKind.RESPONSE) {
      did.append(one("", ", response = [opened]", ", response = [sent, clicked]"));
      did.append(one("", ", campaign = [c1]", ", channel = [sms]"));
    } else {
      did.append(one("", "", ", channel = [app]"));
    }
    return did.append(howOften(kind)).toString();
  }

  private String howOften(EventKind kind) {
    EventKind last = EventKind.values()[random.nextInt(EventKind.values().length)];
    return switch (random.nextInt(5)) {
      case 0 -> ", at-least = " + (1 + random.nextInt(3));
      case 1 -> kind == last ? "" : ", after-last = " + last.text();
      case 2, 3 -> kind == EventKind.PURCHASE ? ", sum-at-least { " + amount() + " }" : "";
      default -> "";
    };
  }

  private String amount() {
    return one(
        "amount = 10, currency = USD",
        "amount = 30.50, currency = USD",
        "amount = 1E+2, currency = USD",
        "amount = 750000, currency = VND",
        "amount = 250000, currency = VND");
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}

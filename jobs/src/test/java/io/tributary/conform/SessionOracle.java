package io.tributary.conform;

import io.tributary.crypto.Hmac;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Random hits, and their visits by a plain loop. */
final class SessionOracle {

  record Hit(
      String source,
      int line,
      Instant at,
      String cookie,
      String device,
      String account,
      String ip,
      String event,
      String campaign) {

    Map<String, String> values() {
      return Delivered.values(
          "occurred_at",
          at.toString(),
          "cookie",
          cookie == null ? null : "web:" + cookie,
          "device",
          device == null ? null : "web:" + device,
          "account",
          account == null ? null : "shop:" + account,
          "ip",
          ip,
          "user_agent",
          "an agent",
          "event",
          event,
          "url",
          campaign == null ? "/p" : "/p?utm_campaign=" + campaign);
    }

    List<String> visitor() {
      if (cookie != null) {
        return List.of(source, "cookie", "web", cookie);
      }
      if (device != null) {
        return List.of(source, "device", "web", device);
      }
      return account != null
          ? List.of(source, "account", "shop", account)
          : List.of(source, "agent", ip, "an agent");
    }
  }

  private static final Instant START = Instant.parse("2026-11-08T10:00:00Z");
  private static final Duration INACTIVITY = Duration.ofMinutes(30);
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  final List<Hit> hits = new ArrayList<>();

  SessionOracle(Random random, int count) {
    String[] events = {
      "page_view", "page_view", "search", "add_to_cart", "wishlist", "checkout", "login", "purchase"
    };
    Map<String, Integer> lines = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String source = random.nextInt(5) == 0 ? "weblog" : "web";
      boolean isLog = source.equals("weblog");
      // Steps of ten minutes make pauses of exactly half an hour frequent.
      Instant at = START.plus(Duration.ofMinutes(10L * random.nextInt(280)));
      hits.add(
          new Hit(
              source,
              lines.merge(source, 1, Integer::sum),
              at,
              isLog || random.nextInt(4) == 0 ? null : "c" + random.nextInt(14),
              isLog || random.nextInt(3) != 0 ? null : "d" + random.nextInt(6),
              isLog || random.nextInt(12) != 0 ? null : "A" + random.nextInt(5),
              "203.0.113." + random.nextInt(6),
              isLog ? "page_view" : events[random.nextInt(events.length)],
              random.nextInt(6) == 0 ? "k" + random.nextInt(4) : null));
    }
  }

  Set<String> sessions(Hmac hmac) {
    Map<List<String>, List<Hit>> visitors =
        hits.stream()
            .sorted(Comparator.comparing(Hit::at).thenComparing(Hit::line))
            .collect(Collectors.groupingBy(Hit::visitor));
    Set<String> sessions = new TreeSet<>();
    visitors.forEach(
        (visitor, ordered) -> {
          List<Hit> visit = new ArrayList<>();
          for (Hit hit : ordered) {
            boolean isNew =
                !visit.isEmpty()
                    && Duration.between(visit.get(visit.size() - 1).at(), hit.at())
                            .compareTo(INACTIVITY)
                        > 0;
            if (isNew) {
              sessions.add(row(hmac, visitor, visit));
              visit.clear();
            }
            visit.add(hit);
          }
          sessions.add(row(hmac, visitor, visit));
        });
    return sessions;
  }

  private static String row(Hmac hmac, List<String> visitor, List<Hit> visit) {
    Instant first = visit.get(0).at();
    String lastCart = null;
    String campaign = null;
    for (Hit hit : visit) {
      lastCart = hit.event().equals("add_to_cart") ? TEXT.format(hit.at()) : lastCart;
      campaign = campaign == null ? hit.campaign() : campaign;
    }
    return List.of(
            visitor.get(0),
            hmac.hex(visitor.get(2), visitor.get(1), visitor.get(3)),
            String.valueOf(recordKey(hmac, visitor.get(0), visit)),
            TEXT.format(first),
            TEXT.format(visit.get(visit.size() - 1).at()),
            first.atZone(ZoneId.of("Asia/Ho_Chi_Minh")).toLocalDate().toString(),
            String.valueOf(visit.size()),
            number(visit, "search"),
            number(visit, "add_to_cart"),
            number(visit, "wishlist"),
            number(visit, "checkout"),
            String.valueOf(lastCart),
            String.valueOf(
                visit.stream().anyMatch(h -> h.account() != null || h.event().equals("login"))),
            String.valueOf(visit.stream().anyMatch(h -> h.event().equals("purchase"))),
            String.valueOf(campaign))
        .stream()
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String number(List<Hit> visit, String event) {
    return String.valueOf(visit.stream().filter(hit -> hit.event().equals(event)).count());
  }

  private static String recordKey(Hmac hmac, String source, List<Hit> visit) {
    Set<String> accounts = new TreeSet<>();
    Set<String> ids = new TreeSet<>();
    for (Hit hit : visit) {
      if (hit.account() != null) {
        accounts.add(hit.account());
      }
      if (hit.cookie() != null) {
        ids.add(hmac.hex("web", "cookie", hit.cookie()));
      }
      if (hit.device() != null) {
        ids.add(hmac.hex("web", "device", hit.device()));
      }
    }
    if (accounts.size() == 1) {
      return "shop:" + accounts.iterator().next();
    }
    return ids.isEmpty() ? null : source + ":s|" + sha256(String.join("|", ids)).substring(0, 16);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package io.tributary.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CarriedValueTest {
  private static final int MOST = 3;

  private static final Map<String, CarriedValue.Rule> RULES =
      Map.of(
          "phone", new CarriedValue.Rule(MOST, false, true),
          "device", new CarriedValue.Rule(0, true, false),
          "crm", new CarriedValue.Rule(0, false, false));

  private record Carrier(
      String key,
      boolean isLive,
      @Nullable Long person,
      @Nullable Long payer,
      @Nullable Long account,
      @Nullable Long firstLogin,
      @Nullable Long lastLogin,
      @Nullable Long name,
      @Nullable String givenName) {

    Row row(String type, boolean isBlocked) {
      return RowFactory.create(
          key,
          "id",
          type,
          isLive,
          isBlocked,
          person,
          payer,
          account,
          firstLogin,
          lastLogin,
          name,
          givenName,
          null,
          null,
          1L);
    }
  }

  /** In whatever order carriers come, what the old queries said of all of them together. */
  @Test
  void saysTheSameInAnyOrder() {
    Random random = new Random(11);
    Set<String> reasons = new HashSet<>();
    for (int value = 0; value < 3_000; value++) {
      List<Carrier> carriers = new ArrayList<>();
      int n = 1 + random.nextInt(random.nextInt(10) == 0 ? 200 : 6);
      int persons = 1 + random.nextInt(2 * MOST);
      boolean hasPayers = random.nextBoolean();
      for (int i = 0; i < n; i++) {
        carriers.add(carrier(random, i, persons, hasPayers));
      }
      String type = List.of("phone", "device", "crm", "other").get(random.nextInt(4));
      boolean isBlocked = random.nextInt(10) == 0;
      List<String> expected = expected(carriers, type, isBlocked);
      expected.forEach(row -> reasons.add(row.split(",", -1)[4]));
      for (int order = 0; order < 5; order++) {
        Collections.shuffle(carriers, random);
        CarriedValue judged = new CarriedValue(RULES);
        carriers.forEach(carrier -> judged.add(carrier.row(type, isBlocked)));
        List<String> rows = new ArrayList<>();
        judged.judged().forEachRemaining(row -> rows.add(said(row)));

        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "null",
            "type without a rule",
            "blocked value",
            "several logins",
            "max-carriers",
            "max-carriers by payment",
            "max-carriers by account");
  }

  private static Carrier carrier(Random random, int i, int persons, boolean hasPayers) {
    Long name = random.nextInt(4) == 0 ? null : (long) random.nextInt(persons);
    Long login = random.nextInt(6) == 0 ? (long) random.nextInt(2) : null;
    return new Carrier(
        "r" + i,
        random.nextInt(5) > 0,
        name,
        hasPayers && random.nextBoolean() ? (long) random.nextInt(2 * MOST) : null,
        random.nextBoolean() ? (long) random.nextInt(20 * MOST) : null,
        login,
        login,
        name,
        name == null ? null : "given" + (name + random.nextInt(2)) % 3);
  }

  private static String said(Row row) {
    return String.join(
        ",",
        row.getString(0),
        row.getString(3),
        Long.toString(row.getLong(6)),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        Boolean.toString(row.getBoolean(10)),
        row.getString(7).equals(IdentifierLimits.OK) ? Boolean.toString(row.getBoolean(11)) : "");
  }

  private static List<String> expected(List<Carrier> carriers, String type, boolean isBlocked) {
    List<Carrier> live = carriers.stream().filter(Carrier::isLive).toList();
    if (live.isEmpty()) {
      return List.of();
    }
    long persons = distinct(live, Carrier::person);
    long payers = distinct(live, Carrier::payer);
    long accounts = distinct(live, Carrier::account);
    Set<Long> logins = new TreeSet<>();
    carriers.stream().map(Carrier::firstLogin).filter(Objects::nonNull).forEach(logins::add);
    CarriedValue.Rule rule = RULES.get(type);
    boolean isLimited = rule != null && rule.maxCarriers() > 0;
    String reason = "null";
    long count = Math.max(persons, 1);
    if (rule == null) {
      reason = "type without a rule";
    } else if (isBlocked) {
      reason = "blocked value";
    } else if (rule.oneLogin() && logins.size() > 1) {
      reason = "several logins";
    } else if (isLimited && persons > MOST) {
      reason = "max-carriers";
    } else if (isLimited && payers > MOST) {
      reason = "max-carriers by payment";
      count = payers;
    } else if (isLimited && accounts > 10 * MOST) {
      reason = "max-carriers by account";
      count = accounts;
    }
    Map<Long, String> names = new HashMap<>();
    for (Carrier carrier : carriers) {
      if (carrier.name() != null) {
        names.merge(
            carrier.name(),
            Objects.requireNonNull(carrier.givenName()),
            (one, other) -> one.compareTo(other) < 0 ? one : other);
      }
    }
    String smallest = live.stream().map(Carrier::key).min(String::compareTo).orElseThrow();
    if (!reason.equals("null")) {
      String status =
          List.of("type without a rule", "blocked value").contains(reason) ? "BLOCKED" : "HOT";
      String given =
          live.stream().filter(c -> c.key().equals(smallest)).findFirst().orElseThrow().givenName();
      return List.of(
          String.join(
              ",", smallest, given, Long.toString(count), status, reason, smallest, "false", ""));
    }
    boolean isShared =
        type.equals("phone")
            && live.stream()
                    .filter(c -> c.name() != null)
                    .map(c -> names.get(c.name()))
                    .distinct()
                    .count()
                > 1;
    long number = count;
    return live.stream()
        .map(
            c ->
                String.join(
                    ",",
                    c.key(),
                    c.name() == null ? null : names.get(c.name()),
                    Long.toString(number),
                    "OK",
                    "null",
                    smallest,
                    Boolean.toString(isShared),
                    Boolean.toString(live.size() == 1)))
        .collect(Collectors.toList());
  }

  private static long distinct(List<Carrier> carriers, Function<Carrier, @Nullable Long> of) {
    return carriers.stream().map(of).filter(Objects::nonNull).distinct().count();
  }
}

package io.tributary.metrics;

import io.tributary.testing.TestLake;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The metrics by loops over lists and BigDecimal, customer by customer: slow and plain. */
final class MetricsOracle {

  record Ticket(
      String id,
      @Nullable String recordKey,
      String channel,
      Instant at,
      String kind,
      @Nullable String original,
      @Nullable BigDecimal amount,
      boolean isRevenue,
      @Nullable String reason,
      boolean isDeleted) {}

  record Visit(
      String id,
      @Nullable String recordKey,
      Instant from,
      Instant to,
      boolean isBot,
      int carts,
      int searches) {}

  record Response(String id, String identifier, String response, Instant at) {}

  /** What is expected of one customer, in the order of the table's columns. */
  record Expected(List<@Nullable Object> values) {}

  private final Instant asOf;
  private final Map<String, String> links;
  private final Map<String, List<String>> carriers;

  /**
   * @param links record to customer
   * @param carriers identifier to the records that carry it now
   */
  MetricsOracle(Instant asOf, Map<String, String> links, Map<String, List<String>> carriers) {
    this.asOf = asOf;
    this.links = links;
    this.carriers = carriers;
  }

  private static final class Facts {
    final List<Ticket> sales = new ArrayList<>();
    final List<Ticket> returns = new ArrayList<>();
    final List<Visit> visits = new ArrayList<>();
    long unvalued;
    @Nullable Instant responded;

    BigDecimal value() {
      BigDecimal value = new BigDecimal("0.00");
      for (Ticket ticket : sales) value = value.add(Objects.requireNonNull(ticket.amount()));
      for (Ticket ticket : returns) value = value.add(Objects.requireNonNull(ticket.amount()));
      return value;
    }

    Ticket first() {
      return sales.stream().min(Comparator.comparing(Ticket::at).thenComparing(Ticket::id)).get();
    }

    Ticket last() {
      return sales.stream().max(Comparator.comparing(Ticket::at)).get();
    }
  }

  Map<String, Expected> metrics(
      List<Ticket> tickets, List<Visit> visits, List<Response> responses, BigDecimal vip) {
    Map<String, Facts> facts = new TreeMap<>();
    for (Ticket ticket : tickets) {
      customer(ticket).ifPresent(id -> add(ticket, facts.computeIfAbsent(id, k -> new Facts())));
    }
    for (Visit visit : visits) {
      if (!visit.isBot() && visit.from().isBefore(asOf) && links.containsKey(visit.recordKey())) {
        facts.computeIfAbsent(links.get(visit.recordKey()), k -> new Facts()).visits.add(visit);
      }
    }
    for (Response response : responses) {
      respond(response, facts);
    }
    Map<String, Expected> expected = new TreeMap<>();
    facts.forEach(
        (id, f) -> expected.put(id, expected(id, f, facts.values().stream().toList(), vip)));
    return expected;
  }

  private Optional<String> customer(Ticket ticket) {
    boolean matters = ticket.isRevenue() || "UNVALUED".equals(ticket.reason());
    if (ticket.isDeleted() || !ticket.at().isBefore(asOf) || !matters) {
      return Optional.empty();
    }
    return Optional.ofNullable(links.get(ticket.recordKey()));
  }

  private static void add(Ticket ticket, Facts facts) {
    if (!ticket.isRevenue()) {
      facts.unvalued++;
    } else if (ticket.kind().equals("SALE")) {
      facts.sales.add(ticket);
    } else {
      facts.returns.add(ticket);
    }
  }

  private void respond(Response response, Map<String, Facts> facts) {
    boolean isReaction =
        response.response().equals("opened") || response.response().equals("clicked");
    if (!isReaction || !response.at().isBefore(asOf)) {
      return;
    }
    for (String record : carriers.getOrDefault(response.identifier(), List.of())) {
      if (links.containsKey(record)) {
        Facts f = facts.computeIfAbsent(links.get(record), k -> new Facts());
        f.responded =
            f.responded == null || f.responded.isBefore(response.at())
                ? response.at()
                : f.responded;
      }
    }
  }

  private static Expected expected(String id, Facts f, List<Facts> all, BigDecimal vip) {
    List<Facts> buyers = all.stream().filter(other -> !other.sales.isEmpty()).toList();
    boolean bought = !f.sales.isEmpty();
    List<@Nullable Object> values = new ArrayList<>();
    values.add(id);
    values.add(bought ? f.first().at() : null);
    values.add(bought ? f.last().at() : null);
    values.add(bought ? f.first().channel() : null);
    values.add((long) f.sales.size());
    values.add((long) f.returns.size());
    values.add(f.value());
    values.add("USD");
    values.add(
        bought
            ? f.value().divide(BigDecimal.valueOf(f.sales.size()), 2, RoundingMode.HALF_UP)
            : null);
    values.add(f.unvalued);
    values.add(f.sales.stream().map(sale -> day(sale.at())).distinct().count());
    values.add(bought ? score(f, buyers, o -> day(o.last().at()).toEpochDay()) : null);
    values.add(bought ? score(f, buyers, o -> o.sales.size()) : null);
    values.add(bought ? score(f, buyers, o -> o.value().unscaledValue().longValueExact()) : null);
    values.add(f.value().compareTo(vip) > 0);
    values.add(f.visits.stream().map(Visit::to).max(Comparator.naturalOrder()).orElse(null));
    values.add((long) f.visits.size());
    values.add(f.visits.stream().mapToLong(Visit::carts).sum());
    values.add(f.visits.stream().mapToLong(Visit::searches).sum());
    values.add(
        f.visits.stream()
            .filter(visit -> visit.carts() > 0)
            .map(Visit::to)
            .max(Comparator.naturalOrder())
            .orElse(null));
    values.add(f.responded);
    return new Expected(values);
  }

  /** One more than the cuts below the value; a cut is the value at rank ceil(n k / 5). */
  private static int score(Facts f, List<Facts> buyers, ToLongFunction<Facts> measure) {
    long[] sorted = buyers.stream().mapToLong(measure).sorted().toArray();
    int score = 1;
    for (int k = 1; k <= 4; k++) {
      int rank = (sorted.length * k + 4) / 5;
      score += sorted[rank - 1] < measure.applyAsLong(f) ? 1 : 0;
    }
    return score;
  }

  private static LocalDate day(Instant at) {
    return at.atZone(TestLake.ZONE).toLocalDate();
  }
}

package io.tributary.docs;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import io.tributary.lake.StoredLake;
import io.tributary.tables.Table;
import io.tributary.tables.gold.CustomerConsents;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.gold.Deliveries;
import io.tributary.tables.gold.DeliveryExclusions;
import io.tributary.tables.gold.SegmentMembers;
import io.tributary.tables.ops.CollectedFiles;
import io.tributary.tables.silver.CampaignResponses;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.TestLake;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The answers of the cookbook in plain Java over rows: no SQL, no join and no window of an engine.
 * An answer is a set of lines, cells joined by a bar; their order is the query's affair.
 */
final class CookbookOracle {
  private final StoredLake lake;
  private final Map<Table, List<Row>> tables = new HashMap<>();

  CookbookOracle(StoredLake lake) {
    this.lake = lake;
  }

  Set<String> answer(int question) {
    return switch (question) {
      case 1 -> channelsOfTheBest();
      case 2 -> repeatsByMonth();
      case 3 -> exits();
      case 4 -> channels();
      case 5 -> tenths();
      case 6 -> categories();
      case 7 -> pairs();
      case 8 -> secondPurchases();
      case 9 -> regions();
      case 10 -> devices();
      case 11 -> campaigns();
      case 12 -> messages();
      case 13 -> reachableAbandoners();
      case 14 -> exclusions();
      case 15 -> files();
      default -> throw new IllegalArgumentException("no oracle for question " + question);
    };
  }

  private List<Row> rows(Table table) {
    return tables.computeIfAbsent(table, t -> lake.read(t).collectAsList());
  }

  private static <T> T get(Row row, String column) {
    return row.getAs(column);
  }

  private static String line(Object... cells) {
    return String.join(
        "|", Stream.of(cells).map(cell -> cell == null ? "" : cell.toString()).toList());
  }

  private static String percent(long part, long whole) {
    return percent(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
  }

  private static String percent(BigDecimal part, BigDecimal whole) {
    return part.multiply(BigDecimal.valueOf(100)).divide(whole, 1, RoundingMode.HALF_UP).toString();
  }

  private static BigDecimal total(List<Row> rows, String column) {
    return rows.stream()
        .map(row -> row.<BigDecimal>getAs(column))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static long count(List<Row> rows, Predicate<Row> test) {
    return rows.stream().filter(test).count();
  }

  private static long sum(List<Row> rows, String column) {
    return rows.stream().mapToLong(row -> row.<Long>getAs(column)).sum();
  }

  private static Map<String, List<Row>> by(List<Row> rows, Function<Row, Object> key) {
    return new TreeMap<>(rows.stream().collect(groupingBy(row -> String.valueOf(key.apply(row)))));
  }

  private static Set<String> lines(
      Map<String, List<Row>> groups,
      java.util.function.BiFunction<String, List<Row>, String> line) {
    Set<String> lines = new TreeSet<>();
    groups.forEach((key, rows) -> lines.add(line.apply(key, rows)));
    return lines;
  }

  private List<Row> buyers() {
    return rows(Customers.TABLE).stream()
        .filter(row -> row.<Long>getAs(Customers.ORDER_COUNT) > 0)
        .toList();
  }

  private List<Row> revenue() {
    return rows(Transactions.TABLE).stream()
        .filter(row -> row.<Boolean>getAs(Transactions.IS_REVENUE))
        .filter(row -> !row.<Boolean>getAs(Transactions.IS_DELETED))
        .toList();
  }

  private List<Row> sales() {
    return revenue().stream().filter(row -> "SALE".equals(get(row, Transactions.KIND))).toList();
  }

  private List<Row> humanVisits() {
    return rows(Sessions.TABLE).stream()
        .filter(row -> !row.<Boolean>getAs(Sessions.IS_BOT))
        .toList();
  }

  private Map<String, String> customerOfRecord() {
    return rows(CustomerLinks.TABLE).stream()
        .collect(
            toMap(
                row -> row.<String>getAs(CustomerLinks.RECORD_KEY),
                row -> row.<String>getAs(CustomerLinks.CUSTOMER_ID)));
  }

  private Set<String> channelsOfTheBest() {
    List<Row> best =
        rows(Customers.TABLE).stream()
            .filter(row -> Integer.valueOf(5).equals(get(row, Customers.RFM_MONETARY)))
            .toList();
    return lines(
        by(best, row -> get(row, Customers.FIRST_PURCHASE_CHANNEL)),
        (channel, rows) -> line(channel, rows.size(), percent(rows.size(), best.size())));
  }

  private Set<String> repeatsByMonth() {
    List<Row> bought =
        rows(Customers.TABLE).stream()
            .filter(row -> get(row, Customers.FIRST_PURCHASE_AT) != null)
            .toList();
    Function<Row, Object> month =
        row ->
            YearMonth.from(
                row.<Timestamp>getAs(Customers.FIRST_PURCHASE_AT)
                    .toInstant()
                    .atZone(TestLake.ZONE));
    Map<String, List<Row>> months = by(bought, month);
    List<String> newest =
        months.keySet().stream().sorted(Comparator.reverseOrder()).limit(12).toList();
    months.keySet().retainAll(newest);
    return lines(
        months,
        (name, rows) -> {
          long again = count(rows, row -> row.<Long>getAs(Customers.ORDER_COUNT) > 1);
          return line(name, rows.size(), again, percent(again, rows.size()));
        });
  }

  private Set<String> exits() {
    Timestamp since = Timestamp.from(java.time.Instant.parse("2026-11-09T00:00:00Z"));
    Map<String, Long> exits =
        rows(SegmentMembers.TABLE).stream()
            .filter(row -> get(row, SegmentMembers.LEFT_AT) != null)
            .filter(row -> !row.<Timestamp>getAs(SegmentMembers.LEFT_AT).before(since))
            .collect(
                groupingBy(
                    row ->
                        line(
                            (Object) get(row, SegmentMembers.SEGMENT),
                            get(row, SegmentMembers.EXIT_REASON)),
                    counting()));
    Set<String> lines = new TreeSet<>();
    exits.forEach((key, customers) -> lines.add(line(key, customers)));
    return lines;
  }

  private Set<String> channels() {
    return lines(
        by(revenue(), row -> get(row, Transactions.CHANNEL)),
        (channel, rows) ->
            line(
                channel,
                count(rows, row -> "SALE".equals(get(row, Transactions.KIND))),
                count(rows, row -> "RETURN".equals(get(row, Transactions.KIND))),
                total(rows, Transactions.REPORTING_AMOUNT)));
  }

  /** The first tenths take what does not divide, as ntile does. */
  private Set<String> tenths() {
    List<BigDecimal> values =
        buyers().stream()
            .map(row -> row.<BigDecimal>getAs(Customers.NET_VALUE))
            .sorted(Comparator.reverseOrder())
            .toList();
    BigDecimal all = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    Set<String> lines = new TreeSet<>();
    int from = 0;
    for (int tenth = 1; tenth <= 10; tenth++) {
      int size = values.size() / 10 + (tenth <= values.size() % 10 ? 1 : 0);
      BigDecimal value =
          values.subList(from, from + size).stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      lines.add(line(tenth, size, value, percent(value, all)));
      from += size;
    }
    return lines;
  }

  private record Sold(String ticket, String sku, BigDecimal quantity, BigDecimal value) {}

  private List<Sold> sold() {
    Set<String> tickets = new HashSet<>();
    sales().forEach(row -> tickets.add(get(row, Transactions.TRANSACTION_ID)));
    return rows(TransactionLines.TABLE).stream()
        .map(
            row ->
                new Sold(
                    get(row, TransactionLines.TRANSACTION_ID),
                    get(row, TransactionLines.SKU),
                    get(row, TransactionLines.QUANTITY),
                    get(row, TransactionLines.REPORTING_AMOUNT)))
        .filter(sold -> tickets.contains(sold.ticket()))
        .toList();
  }

  private Map<String, String> products(String column) {
    Map<String, String> products = new HashMap<>();
    rows(Products.TABLE).forEach(row -> products.put(get(row, Products.SKU), get(row, column)));
    return products;
  }

  private Set<String> categories() {
    Map<String, String> categories = products(Products.CATEGORY);
    Set<String> lines = new TreeSet<>();
    sold().stream()
        .filter(sold -> categories.containsKey(sold.sku()))
        .collect(groupingBy(sold -> categories.get(sold.sku())))
        .forEach(
            (category, all) ->
                lines.add(
                    line(
                        category,
                        all.stream().map(Sold::ticket).distinct().count(),
                        all.stream().map(Sold::quantity).reduce(BigDecimal.ZERO, BigDecimal::add),
                        all.stream().map(Sold::value).reduce(BigDecimal.ZERO, BigDecimal::add))));
    return lines;
  }

  private Set<String> pairs() {
    Map<String, String> names = products(Products.NAME);
    Map<String, Set<String>> tickets = new HashMap<>();
    for (Sold sold : sold()) {
      if (names.containsKey(sold.sku())) {
        tickets.computeIfAbsent(sold.ticket(), t -> new TreeSet<>()).add(names.get(sold.sku()));
      }
    }
    Map<String, Integer> pairs = new TreeMap<>();
    for (Set<String> ticket : tickets.values()) {
      List<String> sorted = new ArrayList<>(ticket);
      for (int i = 0; i < sorted.size(); i++) {
        for (int j = i + 1; j < sorted.size(); j++) {
          pairs.merge(line(sorted.get(i), sorted.get(j)), 1, Integer::sum);
        }
      }
    }
    // A stable sort: pairs of one count stay in the order of their names.
    return new TreeSet<>(
        pairs.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(5)
            .map(pair -> line(pair.getKey(), pair.getValue()))
            .toList());
  }

  private Set<String> secondPurchases() {
    Map<String, String> customers = customerOfRecord();
    Map<String, TreeSet<LocalDate>> days = new HashMap<>();
    for (Row row : sales()) {
      String customer = customers.get(row.<String>getAs(Transactions.RECORD_KEY));
      if (customer != null) {
        days.computeIfAbsent(customer, c -> new TreeSet<>())
            .add(row.<Date>getAs(Transactions.BUSINESS_ON).toLocalDate());
      }
    }
    Map<String, Long> classes =
        days.values().stream()
            .collect(groupingBy(CookbookOracle::secondPurchase, TreeMap::new, counting()));
    Set<String> lines = new TreeSet<>();
    classes.forEach((name, customersOf) -> lines.add(line(name, customersOf)));
    return lines;
  }

  private static String secondPurchase(TreeSet<LocalDate> days) {
    LocalDate second = days.higher(days.first());
    if (second == null) {
      return "d: not yet";
    }
    long wait = ChronoUnit.DAYS.between(days.first(), second);
    return wait <= 30 ? "a: within 30 days" : wait <= 90 ? "b: within 90 days" : "c: later";
  }

  private Set<String> regions() {
    return lines(
        by(
            buyers(),
            row -> get(row, Customers.REGION) == null ? "unknown" : get(row, Customers.REGION)),
        (region, rows) ->
            line(
                region,
                rows.size(),
                total(rows, Customers.NET_VALUE)
                    .divide(BigDecimal.valueOf(rows.size()), 2, RoundingMode.HALF_UP)));
  }

  private Set<String> devices() {
    return lines(
        by(humanVisits(), row -> get(row, Sessions.DEVICE_CLASS)),
        (device, rows) -> {
          long orders = count(rows, row -> row.<Boolean>getAs(Sessions.HAS_PURCHASE));
          return line(device, rows.size(), orders, percent(orders, rows.size()));
        });
  }

  private Set<String> campaigns() {
    Map<String, String> customers = customerOfRecord();
    return lines(
        by(
            humanVisits(),
            row -> get(row, Sessions.UTM_SOURCE) == null ? "none" : get(row, Sessions.UTM_SOURCE)),
        (source, rows) ->
            line(
                source,
                rows.size(),
                rows.stream()
                    .map(row -> customers.get(row.<String>getAs(Sessions.RECORD_KEY)))
                    .filter(java.util.Objects::nonNull)
                    .distinct()
                    .count()));
  }

  private Set<String> messages() {
    return lines(
        by(rows(CampaignResponses.TABLE), row -> get(row, CampaignResponses.CHANNEL)),
        (channel, rows) -> {
          Function<String, Long> of =
              response -> count(rows, row -> response.equals(get(row, CampaignResponses.RESPONSE)));
          return line(
              channel,
              of.apply("sent"),
              of.apply("opened"),
              of.apply("clicked"),
              of.apply("unsubscribed"));
        });
  }

  private Set<String> reachableAbandoners() {
    Set<String> members = new HashSet<>();
    for (Row row : rows(SegmentMembers.TABLE)) {
      if ("cart-abandoners".equals(get(row, SegmentMembers.SEGMENT))
          && get(row, SegmentMembers.LEFT_AT) == null) {
        members.add(get(row, SegmentMembers.CUSTOMER_ID));
      }
    }
    List<Row> agreed =
        rows(CustomerConsents.TABLE).stream()
            .filter(row -> members.contains(row.<String>getAs(CustomerConsents.CUSTOMER_ID)))
            .filter(row -> "marketing".equals(get(row, CustomerConsents.PURPOSE)))
            .filter(row -> "GRANTED".equals(get(row, CustomerConsents.STATE)))
            .filter(row -> Boolean.TRUE.equals(get(row, CustomerConsents.HAS_EVIDENCE)))
            .toList();
    return lines(
        by(agreed, row -> get(row, CustomerConsents.CHANNEL)),
        (channel, rows) -> line(channel, rows.size()));
  }

  private Set<String> exclusions() {
    Timestamp last =
        rows(Deliveries.TABLE).stream()
            .map(row -> row.<Timestamp>getAs(Deliveries.AS_OF))
            .max(Comparator.naturalOrder())
            .orElseThrow();
    Set<String> lines = new TreeSet<>();
    for (Row delivery : rows(Deliveries.TABLE)) {
      boolean isShown =
          last.equals(get(delivery, Deliveries.AS_OF))
              && "FULL".equals(get(delivery, Deliveries.MODE));
      for (Row exclusion : isShown ? rows(DeliveryExclusions.TABLE) : List.<Row>of()) {
        if (get(exclusion, DeliveryExclusions.DELIVERY_ID)
            .equals(get(delivery, Deliveries.DELIVERY_ID))) {
          lines.add(
              line(
                  (Object) get(delivery, Deliveries.DESTINATION),
                  get(delivery, Deliveries.SEGMENT),
                  get(exclusion, DeliveryExclusions.REASON),
                  get(exclusion, DeliveryExclusions.CUSTOMER_COUNT)));
        }
      }
    }
    return lines;
  }

  private Set<String> files() {
    List<Row> counted =
        rows(CollectedFiles.TABLE).stream()
            .filter(row -> !"SUPERSEDED".equals(get(row, CollectedFiles.STATE)))
            .toList();
    Map<String, List<Row>> sources = by(counted, row -> get(row, CollectedFiles.SOURCE));
    sources
        .values()
        .removeIf(
            rows -> sum(rows, CollectedFiles.REJECTED) + sum(rows, CollectedFiles.DUPLICATES) == 0);
    return lines(
        sources,
        (source, rows) ->
            line(
                source,
                rows.size(),
                sum(rows, CollectedFiles.LINES),
                sum(rows, CollectedFiles.REJECTED),
                sum(rows, CollectedFiles.DUPLICATES)));
  }
}

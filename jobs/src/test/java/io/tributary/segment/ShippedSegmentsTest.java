package io.tributary.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.Transactions;
import io.tributary.testing.SparkExtension;
import io.tributary.testing.TestLake;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each shipped segment with customers on both sides of each of its borders. */
@ExtendWith(SparkExtension.class)
class ShippedSegmentsTest {
  private static final Segments SEGMENTS = Segments.of(Definitions.shipped());

  /** Midnight that ends 10 November in Vietnam. */
  private static final Instant AS_OF = Instant.parse("2026-11-10T17:00:00Z");

  /** The first moment of a business day. */
  private static Instant begin(String day) {
    return Instant.parse(day + "T00:00:00Z").minusSeconds(7 * 3600);
  }

  /** The last second of a business day. */
  private static Instant end(String day) {
    return begin(day).plusSeconds(86_399);
  }

  private static final Object[] VIP = {
    Customers.NET_VALUE, "1000.01", Customers.VALUE_CURRENCY, "USD"
  };

  @Test
  void putsTheVipBorderAboveExactlyOneThousand(SparkSession spark) {
    World world =
        new World()
            .customer("at", Customers.NET_VALUE, "1000.00", Customers.VALUE_CURRENCY, "USD")
            .customer("above", VIP)
            .customer("unknown", Customers.VALUE_CURRENCY, "USD")
            .customer("none");
    assertThat(members(spark, world, "vip", AS_OF)).containsExactly("above");
  }

  @Test
  void missesVipsFromTheTwentyFirstDay(SparkSession spark) {
    World world =
        new World()
            .customer("visit-21-days-ago", VIP)
            .visited("visit-21-days-ago", end("2026-10-20"))
            .customer("visit-20-days-ago", VIP)
            .visited("visit-20-days-ago", begin("2026-10-21"))
            .customer("purchase-21-days-ago", VIP)
            .bought("purchase-21-days-ago", "X", end("2026-10-20"))
            .customer("purchase-20-days-ago", VIP)
            .bought("purchase-20-days-ago", "X", begin("2026-10-21"))
            .customer("robot-today", VIP)
            .visited("robot-today", begin("2026-11-10"), Sessions.IS_BOT, true)
            .customer("visit-after-as-of", VIP)
            .visited("visit-after-as-of", AS_OF)
            .customer("silent", VIP)
            .customer("silent-but-poor");
    assertThat(members(spark, world, "vip-away-three-weeks", AS_OF))
        .containsExactly(
            "purchase-21-days-ago",
            "robot-today",
            "silent",
            "visit-21-days-ago",
            "visit-after-as-of");
    // A second past midnight in Vietnam is the next business day, and all but the late visit moved.
    assertThat(members(spark, world, "vip-away-three-weeks", AS_OF.plusSeconds(1)))
        .contains("visit-20-days-ago", "purchase-20-days-ago")
        .doesNotContain("visit-after-as-of");
    // An hour before it is still the same one.
    assertThat(members(spark, world, "vip-away-three-weeks", AS_OF.minusSeconds(3600)))
        .doesNotContain("visit-20-days-ago");
  }

  @Test
  void remembersProductAForThirtyDays(SparkSession spark) {
    World world =
        new World()
            .customer("first-day")
            .bought("first-day", "SP1001", begin("2026-10-12"))
            .customer("day-before")
            .bought("day-before", "SP1001", end("2026-10-11"))
            .customer("other-product")
            .bought("other-product", "SP1002", begin("2026-11-10"))
            .customer("sent-back")
            .bought("sent-back", "SP1001", begin("2026-11-10"), Transactions.STATUS, "returned")
            .customer("deleted")
            .bought("deleted", "SP1001", begin("2026-11-10"), Transactions.IS_DELETED, true)
            .customer("same-order")
            .bought(
                "same-order",
                "SP1001",
                begin("2026-11-10"),
                Transactions.IS_REVENUE,
                false,
                Transactions.NOT_REVENUE_REASON,
                "SAME_ORDER")
            .customer("return")
            .bought("return", "SP1001", begin("2026-11-10"), Transactions.KIND, "RETURN");
    assertThat(members(spark, world, "bought-product-a", AS_OF)).containsExactly("first-day");
  }

  @Test
  void takesAnyStandingPurchaseAtOrAfterTheCartAsItsEnd(SparkSession spark) {
    Instant cart = Instant.parse("2026-11-09T10:00:00Z");
    World world =
        new World()
            .customer("first-day")
            .cart("first-day", begin("2026-11-04"))
            .customer("day-before")
            .cart("day-before", end("2026-11-03"))
            .customer("bought-before")
            .cart("bought-before", cart)
            .bought("bought-before", "X", cart.minusSeconds(1))
            .customer("bought-then")
            .cart("bought-then", cart)
            .bought("bought-then", "X", cart)
            .customer("bought-cash-on-delivery")
            .cart("bought-cash-on-delivery", cart)
            .bought(
                "bought-cash-on-delivery",
                "X",
                cart.plusSeconds(60),
                Transactions.STATUS,
                "placed",
                Transactions.IS_REVENUE,
                false,
                Transactions.NOT_REVENUE_REASON,
                "UNDELIVERED")
            .customer("cancelled")
            .cart("cancelled", cart)
            .bought("cancelled", "X", cart.plusSeconds(60), Transactions.STATUS, "cancelled")
            .customer("again")
            .cart("again", cart)
            .bought("again", "X", cart.plusSeconds(60))
            .cart("again", cart.plusSeconds(120))
            .customer("only-visited")
            .visited("only-visited", cart);
    assertThat(members(spark, world, "cart-abandoners", AS_OF))
        .containsExactly("again", "bought-before", "cancelled", "first-day");
  }

  @Test
  void suppressesBuyersForThreeDays(SparkSession spark) {
    World world =
        new World()
            .customer("first-day")
            .bought("first-day", "X", begin("2026-11-08"))
            .customer("day-before")
            .bought("day-before", "X", end("2026-11-07"))
            .customer("last-second")
            .bought("last-second", "X", end("2026-11-10"))
            .customer("too-late")
            .bought("too-late", "X", AS_OF);
    assertThat(members(spark, world, "just-bought", AS_OF))
        .containsExactly("first-day", "last-second");
  }

  @Test
  void callsReachableCustomersWithoutPurchaseProspects(SparkSession spark) {
    Object[] mail = {Customers.HAS_EMAIL, true, Customers.HAS_PHONE, false};
    World world =
        new World()
            .customer("mail", mail)
            .customer("phone", Customers.HAS_EMAIL, false, Customers.HAS_PHONE, true)
            .customer("unreachable", Customers.HAS_EMAIL, false, Customers.HAS_PHONE, false)
            .customer("unknown")
            .customer("bought-long-ago", mail)
            .bought("bought-long-ago", "X", begin("2016-01-01"))
            .customer("sent-all-back", mail)
            .bought("sent-all-back", "X", begin("2026-11-01"), Transactions.STATUS, "returned");
    assertThat(members(spark, world, "prospects", AS_OF))
        .containsExactly("mail", "phone", "sent-all-back");
  }

  @Test
  void comparesAmountsAtTheRatesOfTheDay(SparkSession spark) {
    World world =
        new World()
            .customer(
                "dong-at", Customers.NET_VALUE, "25000000.00", Customers.VALUE_CURRENCY, "VND")
            .customer(
                "dong-above", Customers.NET_VALUE, "25000001.00", Customers.VALUE_CURRENCY, "VND")
            .customer("above", VIP);
    Conversions.Pair toDollar = new Conversions.Pair("VND", "USD");
    Conversions.Pair fromDollar = new Conversions.Pair("USD", "VND");
    for (Map<Conversions.Pair, java.math.BigDecimal> rates :
        java.util.List.of(
            Map.of(toDollar, new java.math.BigDecimal("0.00004000")),
            Map.of(fromDollar, new java.math.BigDecimal("25000.00000000")))) {
      assertThat(members(spark, world, "vip", AS_OF, new Conversions(rates)))
          .containsExactly("above", "dong-above");
    }
  }

  private static Set<String> members(SparkSession spark, World world, String name, Instant asOf) {
    return members(spark, world, name, asOf, Conversions.NONE);
  }

  private static Set<String> members(
      SparkSession spark, World world, String name, Instant asOf, Conversions conversions) {
    Segments segments = SEGMENTS.only(SEGMENTS.required(name));
    SegmentEvaluation evaluation =
        new SegmentEvaluation(segments, conversions, new AsOf(asOf, TestLake.ZONE));
    Set<String> members = new TreeSet<>();
    evaluation
        .of(world.inputs(spark))
        .where(evaluation.isMember(segments.required(name)))
        .collectAsList()
        .forEach(row -> members.add(row.getAs(Customers.CUSTOMER_ID)));
    return members;
  }
}

package io.tributary.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import io.tributary.tables.gold.Customers;
import io.tributary.tables.silver.CustomerLinks;
import io.tributary.tables.silver.Identifiers;
import io.tributary.tables.silver.Products;
import io.tributary.tables.silver.Sessions;
import io.tributary.tables.silver.TransactionLines;
import io.tributary.tables.silver.Transactions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

  @Test
  void bindsEveryShippedDefinition() {
    Segments segments = Segments.of(Definitions.shipped());
    assertThat(
            segments.inOrder().stream()
                .collect(Collectors.toMap(Segment::name, s -> s.condition().toString())))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "vip", "net_value more than 1000 USD",
                "vip-away-three-weeks",
                    "(in vip and did not visit in 21 days and did not purchase in 21 days)",
                "bought-product-a", "did purchase of sku SP1001 in 30 days",
                "cart-abandoners", "(did cart in 7 days and did not purchase after the last cart)",
                "just-bought", "did purchase in 3 days",
                "buyers", "order_count at least 1",
                "prospects", "((has_email is true or has_phone is true) and did not purchase)"));
  }

  @Test
  void shipsSettingsThatBind() {
    EvaluateSegments.Config config =
        bound(Definitions.ROOT.resolve("conf/segment.conf").toString());
    assertThat(config.rateMaxAge()).isEqualTo(Duration.ofDays(14));
  }

  private static EvaluateSegments.Config bound(String file) {
    return Settings.of("include required(file(\"" + file + "\"))")
        .bind("segment", EvaluateSegments.Config.class);
  }

  @Test
  void ordersSegmentsAfterThoseTheyReferTo() {
    Segments segments =
        Segments.of(
            Map.of(
                "a", Definitions.of("all = [{ in = b }, { not-in = c }]"),
                "b", Definitions.of("in = c"),
                "c", Definitions.of("did { event = visit }"),
                "d", Definitions.of("in = c")));
    assertThat(segments.inOrder().stream().map(Segment::name)).containsExactly("c", "b", "a", "d");
    assertThat(segments.only(segments.required("b")).names()).containsExactly("b", "c");
  }

  @Test
  void changesTheHashWithTheConditionAndWithThoseItRefersTo() {
    Map<String, SegmentDefinition> one =
        Map.of("a", Definitions.of("in = b"), "b", Definitions.of("did { event = visit }"));
    Map<String, SegmentDefinition> two =
        Map.of("a", Definitions.of("in = b"), "b", Definitions.of("did { event = cart }"));
    assertThat(hash(one, "a")).isNotEqualTo(hash(two, "a")).isEqualTo(hash(one, "a"));
    assertThat(hash(one, "b")).isNotEqualTo(hash(two, "b"));
  }

  private static String hash(Map<String, SegmentDefinition> definitions, String name) {
    return Segments.of(definitions).required(name).hash();
  }

  @Test
  void needsOnlyTheTablesThatConditionsLookAt() {
    assertThat(needed("did { event = visit }"))
        .containsExactlyInAnyOrder(Customers.TABLE, Sessions.TABLE, CustomerLinks.TABLE);
    assertThat(needed("did { event = purchase, category = [Shoes], after-last = cart }"))
        .containsExactlyInAnyOrder(
            Customers.TABLE,
            Sessions.TABLE,
            CustomerLinks.TABLE,
            Transactions.TABLE,
            TransactionLines.TABLE,
            Products.TABLE);
    assertThat(needed("did { event = response }")).contains(Identifiers.TABLE);
    assertThat(needed("where { column = city, known = true }")).containsExactly(Customers.TABLE);
  }

  private static java.util.Set<io.tributary.tables.Table> needed(String who) {
    return SegmentInputs.needed(Segments.of(Map.of("a", Definitions.of(who))));
  }

  @Test
  void namesTheCircle() {
    assertThatThrownBy(
            () ->
                new EvaluateSegments(
                    new EvaluateSegments.Config(Duration.ofDays(1)),
                    Map.of(
                        "x", Definitions.of("in = a"),
                        "a", Definitions.of("in = b"),
                        "b", Definitions.of("not { in = c }"),
                        "c", Definitions.of("not-in = a"))))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("a → b → c → a");
  }

  @Test
  void namesTheNearestSegment() {
    assertThatThrownBy(
            () ->
                Segments.of(
                    Map.of(
                        "vip", Definitions.of("did { event = visit }"),
                        "away", Definitions.of("in = vipp"))))
        .isInstanceOf(JobFailure.class)
        .hasMessageContaining("Segment 'away' refers to 'vipp'")
        .hasMessageContaining("did you mean 'vip'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "where { column = net_valu, at-least = 1 } | no column 'net_valu', did you mean 'net_value'?",
        "where { column = net_value, at-least = 1 } | 'net_value' is money",
        "where { column = net_value, is = 1 } | 'net_value' is money: use at-least",
        "where { column = net_value, at-least { amount = 1, currency = USX } } | ISO 4217",
        "where { column = order_count, at-least { amount = 1, currency = USD } } | has no currency",
        "where { column = order_count, at-least = many } | expected a number",
        "where { column = order_count, is = many } | 'order_count' is a number",
        "where { column = city, at-least = 1 } | 'city' is no number",
        "where { column = city, after = today } | 'city' is no day",
        "where { column = founded_on, is = today } | 'founded_on' is a day",
        "where { column = founded_on, after = yesterday } | expected a day such as",
        "where { column = is_vip, is = yes } | 'is_vip' is true or false",
        "where { column = third_party, known = true } | name the attribute",
        "where { column = city } | exactly one of is, is-not",
        "where { column = city, is = a, known = true } | exactly one of is, is-not",
        "where { column = city, iz = a } | unknown key, did you mean 'is'?",
        "did { event = bought } | expected one of purchase, visit",
        "did { event = visit, within = 36h } | whole days",
        "did { event = visit, within = 0d } | whole days",
        "did { event = visit, sku = [a] } | sku and category need purchase",
        "did { event = visit, channel = [webb] } | did you mean 'web'?",
        "did { event = visit, response = [opened] } | need event = response",
        "did { event = response, response = [openend] } | did you mean 'opened'?",
        "did { event = visit, at-least = 0 } | at-least must be 1 or more",
        "did { event = purchase, sum-at-least = 5 } | sum-at-least is money",
        "did { event = purchase, after-last = purchase } | after-last needs another event",
        "did { event = purchase, after-last = cart, at-least = 2 } | after-last asks for one event",
        "did-not { event = visit, sku = [a] } | sku and category need purchase",
        "all = [{ in = a, not-in = b }] | 'segment.who.all[0]'",
        "any = [] | a condition is exactly one of",
        "did { event = visit }, in = a | a condition is exactly one of"
      })
  void refusesWhatDoesNotFit(String who, String message) {
    assertThatThrownBy(() -> Definitions.of(who))
        .isInstanceOfSatisfying(
            JobFailure.class,
            failure -> assertThat(failure.category()).isEqualTo(JobFailure.Category.CONFIG))
        .hasMessageContaining("'segment.who")
        .hasMessageContaining(message);
  }
}

package io.tributary.cli;

import io.tributary.identity.Explanation;
import io.tributary.identity.Explanation.Link;
import io.tributary.identity.Explanation.Weighing;
import io.tributary.linkage.WeightPart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** An explanation for people and for programs. */
final class ExplanationPage {
  private static final int BITS_A_MARK = 2;
  private static final int MOST_MARKS = 20;
  private static final double SAME_BITS = 1e-9;

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final StringJoiner text = new StringJoiner("\n");

  private ExplanationPage() {}

  Map<String, Object> json() {
    return json;
  }

  String text() {
    return text.toString();
  }

  static ExplanationPage of(Explanation.OfPair pair) {
    ExplanationPage page = new ExplanationPage();
    page.json.put("left_key", pair.pair().left());
    page.json.put("right_key", pair.pair().right());
    page.json.put("is_one_customer", pair.isOne());
    page.json.put("customers", pair.customers());
    page.text.add(pair.pair().left());
    page.text.add(pair.pair().right());
    page.text.add(
        pair.isOne()
            ? "are one customer, " + pair.customers().get(0)
            : "are two customers, " + String.join(" and ", pair.customers()));
    page.links("direct", "Evidence between the two", pair.direct());
    if (pair.isOne()) {
      page.links("path", "Strongest path between them", pair.path());
    } else {
      page.links("not_followed", "Why not: evidence that was not followed", pair.between());
      page.json.put("not_linking", pair.notLinking());
      if (!pair.notLinking().isEmpty()) {
        page.text.add("").add("Why not: what both carry and which links nobody");
        pair.notLinking().forEach(reason -> page.text.add("  " + reason));
      }
    }
    pair.weighing().ifPresentOrElse(page::weighing, page::notWeighed);
    return page;
  }

  static ExplanationPage of(Explanation.OfCustomer customer) {
    ExplanationPage page = new ExplanationPage();
    page.json.put("customer_id", customer.customerId());
    page.json.put("records", customer.records());
    page.text.add("Customer " + customer.customerId());
    customer.records().forEach(record -> page.text.add("  " + record));
    page.links(
        "links",
        "What holds it together",
        customer.links().stream().filter(link -> link.state().equals("USED")).toList());
    page.links(
        "refused",
        "What was not followed",
        customer.links().stream().filter(link -> !link.state().equals("USED")).toList());
    return page;
  }

  private void links(String key, String title, List<Link> links) {
    json.put(key, links.stream().map(ExplanationPage::json).toList());
    if (links.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("bits", "record", "record", "rule", "state", "how they agree");
    links.forEach(
        link ->
            table.row(
                bits(link.weight()),
                link.left(),
                link.right(),
                link.rule(),
                link.refusedBy() == null ? link.state() : link.state() + ": " + link.refusedBy(),
                String.join(", ", link.levels())));
    text.add("").add(title).add(table.render("  "));
  }

  private static Map<String, @Nullable Object> json(Link link) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("left_key", link.left());
    json.put("right_key", link.right());
    json.put("rule", link.rule());
    json.put("weight_log2", link.weight());
    json.put("state", link.state());
    json.put("refused_by", link.refusedBy());
    json.put("levels", link.levels());
    return json;
  }

  private void weighing(Weighing weighing) {
    Map<String, @Nullable Object> model = new LinkedHashMap<>();
    model.put("model_version", weighing.modelVersion());
    model.put("weight_log2", weighing.weight());
    model.put("stored_weight_log2", weighing.storedWeight());
    model.put("link_from", weighing.linkFrom());
    model.put("parts", weighing.parts().stream().map(ExplanationPage::json).toList());
    json.put("model", model);
    TextTable table = new TextTable("evidence", "level", "bits", "rarity", "sum", "");
    double sum = 0;
    for (WeightPart part : weighing.parts()) {
      sum += part.total();
      table.row(
          part.evidence(),
          part.level(),
          bits(part.bits()),
          bits(part.rarityBits()),
          bits(sum),
          bar(part.total()));
    }
    text.add("").add("What model " + weighing.modelVersion() + " says, in bits");
    text.add(table.render("  "));
    text.add(
        String.format(
            Locale.ROOT,
            "  %.1f bits; a pair is linked from %.1f bits%s",
            weighing.weight(),
            weighing.linkFrom(),
            remark(weighing)));
  }

  private static String remark(Weighing weighing) {
    Double stored = weighing.storedWeight();
    if (stored == null) {
      return weighing.weight() < weighing.linkFrom()
          ? ""
          : ", if blocking lets it meet: this one did not";
    }
    return Math.abs(stored - weighing.weight()) < SAME_BITS
        ? ""
        : String.format(
            Locale.ROOT, "; the last run, before something changed, found %.1f bits", stored);
  }

  private void notWeighed() {
    text.add("");
    text.add("The model did not compare them: there is none, or one says no more than a name.");
  }

  private static Map<String, Object> json(WeightPart part) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("evidence", part.evidence());
    json.put("level", part.level());
    json.put("bits", part.bits());
    json.put("rarity_bits", part.rarityBits());
    return json;
  }

  private static String bits(@Nullable Double bits) {
    return bits == null ? "" : String.format(Locale.ROOT, "%.1f", bits);
  }

  private static String bar(double bits) {
    int marks = (int) Math.min(MOST_MARKS, Math.round(Math.abs(bits) / BITS_A_MARK));
    return (bits < 0 ? "-" : "+").repeat(marks);
  }
}

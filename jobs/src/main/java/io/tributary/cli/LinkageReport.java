package io.tributary.cli;

import io.tributary.linkage.Comparison;
import io.tributary.linkage.Comparisons;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.EvaluationErrors;
import io.tributary.linkage.LevelChances;
import io.tributary.linkage.Linkage;
import io.tributary.linkage.Model;
import io.tributary.linkage.Role;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One page about a linkage, without anything from elsewhere: what the columns were taken for, what
 * the evidence weighs, how the weights lie, how large the clusters are, what blocking reached, and,
 * if the truth is known, how good the result is. It shows ids of records and none of their values.
 */
final class LinkageReport {
  private static final int LOWEST = -20;
  private static final int HIGHEST = 40;
  private static final int RULES = 15;
  private static final int ERRORS = 10;
  private static final List<Double> CUTS = List.of(-3.0, -1.0, 1.0, 3.0, 5.0, 8.0);

  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
          + "color:#223}h1{font-weight:600}h2{margin-top:2.2rem;font-weight:600;font-size:1.15rem}"
          + "table{border-collapse:collapse}td,th{padding:.2rem .8rem .2rem 0;text-align:left;"
          + "vertical-align:top}th{font-weight:600;border-bottom:1px solid #ccd}td.n{text-align:right;"
          + "font-variant-numeric:tabular-nums}.p{color:#667}svg text{font:11px system-ui;fill:#556}";

  private final Linkage linkage;
  private final Model model;
  private final int @Nullable [] truth;
  private final int[] clusters;
  private final StringBuilder page = new StringBuilder();

  private LinkageReport(Linkage linkage, int @Nullable [] truth) {
    this.linkage = linkage;
    this.model = linkage.model();
    this.truth = truth;
    clusters = linkage.clusters();
  }

  static String of(Linkage linkage, int @Nullable [] truth) {
    return new LinkageReport(linkage, truth).page();
  }

  private String page() {
    page.append("<!doctype html><html lang=en><meta charset=utf-8><title>Linkage</title><style>")
        .append(STYLE)
        .append("</style><h1>Who is one customer</h1>");
    summary();
    if (truth != null) {
      evaluation(truth);
    }
    histogram();
    clusterSizes();
    evidence();
    blocking();
    columns();
    return page.append("</html>\n").toString();
  }

  private void summary() {
    long customers = Arrays.stream(clusters).distinct().count();
    long[] doubtful = new long[1];
    linkage.forEachPair(
        (left, right, weight) -> doubtful[0] += Math.abs(weight - model.cut()) < 3 ? 1 : 0);
    page.append(
        String.format(
            Locale.ROOT,
            "<p>%,d records are <b>%,d customers</b>. %,d pairs were compared; records are united"
                + " while the mean weight between them is at least %.1f bits. %,d pairs lie within"
                + " 3 bits of that and deserve a look. At most %.1f %% of the true pairs stand in a"
                + " common block (estimated without labels).</p>",
            clusters.length,
            customers,
            linkage.candidates(),
            model.cut(),
            doubtful[0],
            100 * linkage.reach().estimatedShare()));
  }

  private void evaluation(int[] known) {
    heading("Against the truth");
    Curve curve =
        Curve.over(
            CUTS,
            model.cut(),
            cut -> Evaluation.of(cut == model.cut() ? clusters : linkage.recluster(cut), known));
    page.append(curve.html());
    page.append(
        String.format(
            Locale.ROOT,
            "<p class=p>Recall that the compared pairs could give at best: %.4f. The truth was used"
                + " for this section only.</p>",
            Evaluation.ceiling(linkage::forEachPair, known)));
    List<String> keys =
        linkage.records().stream().map(record -> record.source() + ":" + record.id()).toList();
    EvaluationErrors errors = EvaluationErrors.of(keys, clusters, known, ERRORS);
    examples("Together, but two customers", errors.together());
    examples("Apart, but one customer", errors.apart());
  }

  private void examples(String title, List<List<String>> examples) {
    if (!examples.isEmpty()) {
      page.append("<p>").append(title).append(": ");
      page.append(
          examples.stream()
              .map(pair -> text(String.join(" / ", pair)))
              .collect(Collectors.joining("; ")));
      page.append("</p>");
    }
  }

  private void histogram() {
    long[] counts = new long[HIGHEST - LOWEST + 1];
    linkage.forEachPair(
        (left, right, weight) ->
            counts[(int) Math.max(0, Math.min(counts.length - 1, Math.floor(weight) - LOWEST))]++);
    double most = Math.log1p(Arrays.stream(counts).max().orElse(1));
    heading("Weights of the compared pairs");
    page.append("<svg width=640 height=150 role=img aria-label='histogram of weights'>");
    for (int i = 0; i < counts.length; i++) {
      double height = most == 0 ? 0 : 120 * Math.log1p(counts[i]) / most;
      page.append(
          String.format(
              Locale.ROOT,
              "<rect x=%d y=%.1f width=9 height=%.1f fill='%s'><title>%d bits: %,d</title></rect>",
              10 + 10 * i,
              125 - height,
              height,
              i + LOWEST >= model.cut() ? "#2d7a4f" : "#aab",
              i + LOWEST,
              counts[i]));
    }
    page.append(
        "<text x=8 y=142>-20</text><text x=205 y=142>0</text><text x=405 y=142>20 bits</text></svg>"
            + "<p class=p>Heights are logarithmic; green is at or above the threshold.</p>");
  }

  private void clusterSizes() {
    Map<Integer, Integer> bySize = new TreeMap<>();
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    for (int cluster : clusters) {
      sizes.merge(cluster, 1, Integer::sum);
    }
    sizes.values().forEach(size -> bySize.merge(size, 1, Integer::sum));
    heading("Records of a customer");
    page.append("<table><tr><th>records<th>customers</tr>");
    bySize.forEach(
        (size, count) ->
            page.append(
                String.format(Locale.ROOT, "<tr><td class=n>%d<td class=n>%,d</tr>", size, count)));
    page.append("</table>");
  }

  private void evidence() {
    Comparisons comparisons = new Comparisons(model.fields(), model.comparisons());
    heading("What the evidence weighs");
    page.append("<table><tr><th>evidence<th>agreement<th>same customer<th>random<th>bits<th></tr>");
    for (int c = 0; c < model.comparisons().size(); c++) {
      Comparison comparison = model.comparisons().get(c);
      LevelChances chances = model.levels().get(c);
      List<String> names = comparisons.levelNames(c);
      for (int level = names.size() - 1; level >= 0; level--) {
        double bits = chances.bits(level);
        page.append(
            String.format(
                Locale.ROOT,
                "<tr><td>%s<td>%s<td class=n>%.4f<td class=n>%.6f<td class=n>%+.1f<td>%s</tr>",
                level == names.size() - 1 ? text(comparison.name()) : "",
                text(names.get(level)),
                chances.match()[level],
                chances.random()[level],
                bits,
                bar(bits)));
      }
    }
    page.append(
        String.format(
            Locale.ROOT,
            "</table><p class=p>Before any evidence a pair weighs %+.1f bits. Rare values weigh more"
                + " than the table says, frequent ones less. A missing value weighs nothing.</p>",
            model.priorBits()));
  }

  private static String bar(double bits) {
    double length = Math.min(100, Math.abs(bits) * 6);
    return String.format(
        Locale.ROOT,
        "<svg width=210 height=10><rect x=%.0f y=0 width=%.0f height=10 fill='%s'/></svg>",
        bits < 0 ? 105 - length : 105,
        length,
        bits < 0 ? "#b57" : "#2d7a4f");
  }

  private void blocking() {
    heading("Blocking");
    page.append(
        String.format(
            Locale.ROOT,
            "<p>The largest block has %d records. %,d keys were more frequent than that and were"
                + " refined by a second and third key. %,d keys and combinations are too frequent even"
                + " so and form no pairs: %,d pairs have one in common. Pairs by rule, most first:</p>"
                + "<table><tr><th>agree on<th>pairs</tr>",
            linkage.reach().largestBlock(),
            linkage.reach().refinedKeys(),
            linkage.reach().unresolvedKeys(),
            linkage.reach().unresolvedPairs()));
    linkage.reach().pairsByRule().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(RULES)
        .forEach(
            rule ->
                page.append(
                    String.format(
                        Locale.ROOT,
                        "<tr><td>%s<td class=n>%,d</tr>",
                        text(rule.getKey()),
                        rule.getValue())));
    page.append("</table>");
  }

  private void columns() {
    heading("Columns");
    page.append("<table><tr><th>file<th>column<th>taken for</tr>");
    linkage
        .schema()
        .roles()
        .forEach(
            (file, roles) ->
                roles.forEach(
                    (column, role) ->
                        page.append("<tr><td>")
                            .append(text(file))
                            .append("<td>")
                            .append(text(column))
                            .append("<td>")
                            .append(role == Role.IGNORED ? "takes no part" : role.label())
                            .append("</tr>")));
    page.append("</table>");
  }

  private void heading(String title) {
    page.append("<h2>").append(title).append("</h2>");
  }

  private static String text(String raw) {
    return raw.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;");
  }
}

package io.tributary.cli;

import io.tributary.linkage.Evaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * How good the result would be at other cuts.
 *
 * @param byCut at each cut, in bits
 * @param chosen the cut in use, one of them
 */
record Curve(SortedMap<Double, Evaluation> byCut, double chosen) {

  static Curve over(List<Double> cuts, double chosen, DoubleFunction<Evaluation> scores) {
    SortedMap<Double, Evaluation> byCut = new TreeMap<>();
    cuts.forEach(cut -> byCut.put(cut, scores.apply(cut)));
    byCut.computeIfAbsent(chosen, scores::apply);
    return new Curve(byCut, chosen);
  }

  /** A row for each cut. */
  List<Map<String, Object>> json() {
    List<Map<String, Object>> rows = new ArrayList<>();
    byCut.forEach(
        (cut, scores) -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("cut", cut);
          row.put("precision", scores.pairwise().precision());
          row.put("recall", scores.pairwise().recall());
          row.put("f1", scores.pairwise().f1());
          row.put("b_cubed_f1", scores.bCubed().f1());
          row.put("is_chosen", cut == chosen);
          rows.add(row);
        });
    return rows;
  }

  String text() {
    TextTable table = new TextTable("cut", "precision", "recall", "F1", "B-cubed F1", "");
    byCut.forEach(
        (cut, scores) ->
            table.row(
                String.format(Locale.ROOT, "%.1f", cut),
                four(scores.pairwise().precision()),
                four(scores.pairwise().recall()),
                four(scores.pairwise().f1()),
                four(scores.bCubed().f1()),
                cut == chosen ? "(chosen)" : ""));
    return table.render("");
  }

  private static String four(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }

  /** A table and the lines of precision, recall and F1. */
  String html() {
    StringBuilder page = new StringBuilder();
    page.append("<table><tr><th>threshold<th>precision<th>recall<th>F1<th>B-cubed F1</tr>");
    byCut.forEach(
        (cut, scores) ->
            page.append(
                String.format(
                    Locale.ROOT,
                    "<tr><td class=n>%.1f%s<td class=n>%.4f<td class=n>%.4f<td class=n>%.4f"
                        + "<td class=n>%.4f</tr>",
                    cut,
                    cut == chosen ? " (chosen)" : "",
                    scores.pairwise().precision(),
                    scores.pairwise().recall(),
                    scores.pairwise().f1(),
                    scores.bCubed().f1())));
    return page.append("</table>").append(lines()).toString();
  }

  private String lines() {
    StringBuilder chart =
        new StringBuilder(
            "<svg width=460 height=170 role=img aria-label='scores over the threshold'>");
    line(chart, 0, "precision", "#8a6d3b", scores -> scores.precision());
    line(chart, 1, "recall", "#3b6d8a", scores -> scores.recall());
    line(chart, 2, "F1", "#2d7a4f", scores -> scores.f1());
    return chart.append("<text x=5 y=24>1</text><text x=5 y=154>0</text></svg>").toString();
  }

  private void line(
      StringBuilder chart,
      int place,
      String name,
      String colour,
      ToDoubleFunction<Evaluation.Scores> score) {
    double lowest = byCut.firstKey();
    double width = Math.max(1, byCut.lastKey() - lowest);
    String points =
        byCut.entrySet().stream()
            .map(
                entry ->
                    String.format(
                        Locale.ROOT,
                        "%.0f,%.0f",
                        40 + 330 * (entry.getKey() - lowest) / width,
                        150 - 130 * score.applyAsDouble(entry.getValue().pairwise())))
            .collect(Collectors.joining(" "));
    chart
        .append("<polyline fill=none stroke-width=2 stroke='")
        .append(colour)
        .append("' points='")
        .append(points)
        .append("'/><text x=385 y=")
        .append(30 + 16 * place)
        .append(" style='fill:")
        .append(colour)
        .append("'>")
        .append(name)
        .append("</text>");
  }
}

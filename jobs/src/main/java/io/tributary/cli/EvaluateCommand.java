package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.EvaluationErrors;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures links against the truth. */
@Command(
    name = "evaluate",
    description = {
      "Compare who was linked with the truth: precision, recall and F1 over pairs and B-cubed.",
      "Looks at the customers of the lake, also as other cuts of the model would give them, or with"
          + " --clusters at a file of clusters."
    },
    footer = {"", "Example: tributary evaluate --truth sample/truth/customers.csv"})
public final class EvaluateCommand implements Callable<Integer> {
  private static final int ERRORS = 10;
  @Mixin GlobalOptions global = new GlobalOptions();

  @Option(
      names = "--truth",
      required = true,
      paramLabel = "FILE",
      description = "Two columns first: a record's key, and its true customer.")
  Path truthFile = Path.of("");

  @Option(
      names = "--clusters",
      paramLabel = "FILE",
      description = "record_id, cluster_id as dedupe writes them, in place of the lake.")
  @Nullable Path clustersFile;

  @Override
  public Integer call() {
    try (LocalSession session = new LocalSession()) {
      Map<String, String> truth = pairs(TableFile.read(truthFile, session));
      if (clustersFile != null) {
        print(truth, pairs(TableFile.read(clustersFile, session)), null);
        return 0;
      }
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        LakeLinks lake = LakeLinks.of(truth.keySet(), workspace);
        print(truth, lake.customers(), lake);
        return 0;
      }
    }
  }

  /**
   * @param lake null where there is no evidence to look at
   */
  private void print(
      Map<String, String> truth, Map<String, String> customers, @Nullable LakeLinks lake) {
    List<String> keys = truth.keySet().stream().filter(customers::containsKey).sorted().toList();
    if (keys.isEmpty()) {
      throw JobFailure.input(
          "No record of the truth is linked",
          "the keys of the two have nothing in common",
          "check that both name records in the same way");
    }
    int[] clusters = numbers(keys, customers);
    int[] truths = numbers(keys, truth);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", keys.size());
    json.put("records_without_link", truth.size() - keys.size());
    json.put("evaluation", json(Evaluation.of(clusters, truths)));
    Curve curve = lake == null ? null : curve(keys, truths, lake);
    if (lake != null && curve != null) {
      json.put("ceiling", ceiling(keys, truths, lake.joined()));
      json.put("curve", curve.json());
    }
    EvaluationErrors errors = EvaluationErrors.of(keys, clusters, truths, ERRORS);
    json.put("wrongly_together", errors.together());
    json.put("wrongly_apart", errors.apart());
    System.out.println(global.json ? Json.of(json) : text(json, curve, errors));
  }

  /** Of what the next run would give at each cut. */
  private static Curve curve(List<String> keys, int[] truths, LakeLinks lake) {
    return Curve.over(
        List.copyOf(lake.byCut().keySet()),
        lake.cut(),
        cut -> Evaluation.of(numbers(keys, lake.byCut().getOrDefault(cut, Map.of())), truths));
  }

  /**
   * Recall of pairs that nobody can exceed with this evidence: records of one true customer that it
   * joins, be it by way of others.
   */
  private static double ceiling(List<String> keys, int[] truths, Map<String, String> joined) {
    Map<List<Object>, Integer> first = new HashMap<>();
    return Evaluation.ceiling(
        sink -> {
          for (int record = 0; record < truths.length; record++) {
            String set = joined.get(keys.get(record));
            Integer other =
                set == null ? null : first.putIfAbsent(List.of(truths[record], set), record);
            if (other != null) {
              sink.accept(other, record, 0);
            }
          }
        },
        truths);
  }

  private static Map<String, String> pairs(TableFile file) {
    if (file.columns().size() < 2) {
      throw JobFailure.input(
          "A file has one column only", "two are needed", "give a key and a customer in each row");
    }
    Map<String, String> pairs = new HashMap<>();
    for (@Nullable String[] row : file.rows()) {
      String key = row[0];
      String customer = row[1];
      if (key != null && customer != null) {
        pairs.put(key, customer);
      }
    }
    return pairs;
  }

  private static int[] numbers(List<String> keys, Map<String, String> labels) {
    Map<String, Integer> numbers = new HashMap<>();
    return keys.stream()
        .mapToInt(
            key ->
                numbers.computeIfAbsent(
                    labels.getOrDefault(key, "no label: " + key), label -> numbers.size()))
        .toArray();
  }

  static Map<String, Object> json(Evaluation evaluation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pairwise", json(evaluation.pairwise()));
    json.put("b_cubed", json(evaluation.bCubed()));
    return json;
  }

  private static Map<String, Object> json(Evaluation.Scores scores) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("precision", scores.precision());
    json.put("recall", scores.recall());
    json.put("f1", scores.f1());
    return json;
  }

  /** Rows for the plain values of a result. */
  static void plainRows(Map<String, Object> json, TextTable table) {
    json.forEach(
        (name, value) -> {
          if (value instanceof Number number) {
            boolean isWhole = number.doubleValue() == number.longValue();
            table.row(
                name.replace('_', ' '),
                String.format(Locale.ROOT, isWhole ? "%,.0f" : "%.4f", number.doubleValue()));
          }
        });
  }

  /** Rows for an evaluation as {@link #json(Evaluation)} gives it; none for null. */
  static void rows(@Nullable Object evaluation, TextTable table) {
    if (evaluation instanceof Map<?, ?> parts) {
      parts.forEach(
          (name, value) -> {
            if (value instanceof Map<?, ?> scores) {
              scores.forEach((score, share) -> table.row(name + " " + score, percent(share)));
            } else {
              table.row(String.valueOf(name), percent(value));
            }
          });
    }
  }

  private static String percent(Object share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * ((Number) share).doubleValue());
  }

  private static String text(
      Map<String, Object> json, @Nullable Curve curve, EvaluationErrors errors) {
    TextTable table = new TextTable("evaluation", "");
    plainRows(json, table);
    rows(json.get("evaluation"), table);
    StringBuilder text = new StringBuilder(table.render(""));
    if (curve != null) {
      text.append("\n\nAt other cuts of the model (model.link-from, in bits):\n");
      text.append(curve.text()).append('\n');
    }
    text.append("\nWrongly together (records of several customers):\n");
    errors
        .together()
        .forEach(keys -> text.append("  ").append(String.join(", ", keys)).append('\n'));
    text.append("Wrongly apart (records of one customer):\n");
    errors.apart().forEach(keys -> text.append("  ").append(String.join(", ", keys)).append('\n'));
    return text.toString();
  }
}

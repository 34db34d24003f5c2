package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.linkage.Evaluation;
import io.tributary.linkage.EvaluationErrors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      Dataset<Row> truth = LabelFile.read(truthFile, workspace.session());
      if (clustersFile == null) {
        print(truth, LakeLinks.customers(workspace), () -> LakeLinks.of(workspace));
      } else {
        print(truth, LabelFile.read(clustersFile, workspace.session()), null);
      }
      return 0;
    } catch (Exception e) {
      if (LabelFile.isUnreadable(e)) {
        throw LabelFile.unreadable("a file", e);
      }
      throw e;
    }
  }

  /**
   * @param lake null where there is no evidence to look at
   */
  private void print(
      Dataset<Row> truth, Dataset<Row> customers, @Nullable Supplier<LakeLinks> lake) {
    KnownRecords records = KnownRecords.of(truth, customers);
    long known = records.size();
    if (known == 0) {
      throw JobFailure.input(
          "No record of the truth is linked",
          "the keys of the two have nothing in common",
          "check that both name records in the same way");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("records", known);
    json.put("records_without_link", truth.select(LabelFile.KEY).distinct().count() - known);
    json.put("evaluation", json(records.evaluation()));
    Curve curve = null;
    if (lake != null) {
      LakeLinks links = lake.get();
      curve = new Curve(records.evaluations(links.cuts(), links.byCut()), links.cut());
      json.put("ceiling", records.evaluation(links.joined()).pairwise().recall());
      json.put("curve", curve.json());
    }
    EvaluationErrors errors = records.errors(ERRORS);
    json.put("wrongly_together", errors.together());
    json.put("wrongly_apart", errors.apart());
    System.out.println(global.json ? Json.of(json) : text(json, curve, errors));
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

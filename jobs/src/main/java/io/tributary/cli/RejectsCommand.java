package io.tributary.cli;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import io.tributary.tables.ops.Rejects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what was rejected and why, by source, column and rule; values stay where they are. */
@Command(
    name = "rejects",
    description = "Show rejected rows by source, column and rule; needs the restricted root.",
    footer = {"", "Example: tributary rejects crm"})
public final class RejectsCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", arity = "0..1", paramLabel = "SOURCE", description = "One source only.")
  @Nullable String source;

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      if (source != null) {
        SourceCommand.contract(workspace.settings(), source);
      }
      Dataset<Row> rejects = workspace.lake().read(Rejects.TABLE);
      List<Row> rows =
          (source == null ? rejects : rejects.where(col(Rejects.SOURCE).equalTo(source)))
              .select(
                  col(Rejects.SOURCE),
                  col(Rejects.FILE_ID),
                  explode(col(Rejects.REASONS)).as("reason"))
              .groupBy(col(Rejects.SOURCE), col("reason.column"), col("reason.rule"))
              .agg(count(lit(1)).as("rows"), countDistinct(col(Rejects.FILE_ID)).as("files"))
              .orderBy(col(Rejects.SOURCE), col("rows").desc(), col("column"), col("rule"))
              .collectAsList();
      System.out.println(global.json ? json(rows) : text(rows));
      return 0;
    }
  }

  private static String json(List<Row> rows) {
    List<Map<String, Object>> json = new ArrayList<>();
    for (Row row : rows) {
      Map<String, Object> cells = new LinkedHashMap<>();
      for (String name : row.schema().fieldNames()) {
        cells.put(name, row.getAs(name));
      }
      json.add(cells);
    }
    return Json.of(json);
  }

  private static String text(List<Row> rows) {
    TextTable table = new TextTable("source", "column", "rule", "rows", "files");
    rows.forEach(
        row ->
            table.row(
                row.get(0),
                row.isNullAt(1) ? "(whole row)" : row.get(1),
                row.get(2),
                row.get(3),
                row.get(4)));
    return table.render("")
        + "\nThe rows are in ops.rejects. After mending the contract: tributary replay SOURCE --as-of DAY";
  }
}

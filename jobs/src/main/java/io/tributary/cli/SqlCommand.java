package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.lake.DeltaLake;
import io.tributary.tables.Table;
import io.tributary.tables.Tables;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import scala.jdk.javaapi.CollectionConverters;

/** Asks the tables a question in SQL; reads only. */
@Command(
    name = "sql",
    description =
        "Ask the tables a question in SQL; tables are called gold.customers, silver.sessions …",
    footer = {
      "",
      "Example: tributary sql \"SELECT region, count(*) customers FROM gold.customers GROUP BY region\""
    })
public final class SqlCommand implements Callable<Integer> {
  private static final Pattern TABLE =
      Pattern.compile(
          "\\b(bronze|silver|gold|ops)\\s*\\.\\s*([a-z_]+)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern QUESTION =
      Pattern.compile("^\\s*(select|with|values)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "SQL", description = "A SELECT.")
  String sql = "";

  @Option(names = "--limit", defaultValue = "100", description = "Rows to print (default 100).")
  int limit = 100;

  @Option(
      names = "--restricted",
      description =
          "Allow tables with direct identifiers; needs permission to read the restricted root.")
  boolean isRestricted;

  @Override
  public Integer call() {
    if (!QUESTION.matcher(sql).matches()) {
      throw JobFailure.config(
          "sql only reads", "the statement is no SELECT", "ask a question with SELECT or WITH");
    }
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      register(workspace);
      requireQuestion(workspace.session());
      Dataset<Row> answer = workspace.session().sql(sql).limit(limit);
      System.out.println(global.json ? json(answer) : text(answer));
      return 0;
    } catch (Exception e) {
      // A condition only: the message of a runtime error quotes the value.
      if (e instanceof AnalysisException refused) {
        throw JobFailure.config(
            "The question cannot be answered",
            String.valueOf(refused.getSimpleMessage()),
            "correct the SQL");
      }
      if (e instanceof SparkThrowable refused) {
        throw JobFailure.config(
            "The question cannot be answered",
            String.valueOf(refused.getCondition()),
            "correct the SQL");
      }
      throw e;
    }
  }

  /** A SELECT may not write, nor go around the tables' definitions by a path. */
  private void requireQuestion(SparkSession session) {
    session.conf().set("spark.sql.runSQLOnFiles", "false");
    LogicalPlan plan = parsed(session);
    if (writes(plan)) {
      throw JobFailure.config(
          "sql only reads", "the statement would change something", "ask a question with SELECT");
    }
  }

  private LogicalPlan parsed(SparkSession session) {
    try {
      return ((org.apache.spark.sql.classic.SparkSession) session)
          .sessionState()
          .sqlParser()
          .parsePlan(sql);
    } catch (ParseException e) {
      throw JobFailure.config(
          "The question cannot be read", String.valueOf(e.getSimpleMessage()), "correct the SQL");
    }
  }

  private static boolean writes(LogicalPlan plan) {
    return plan instanceof org.apache.spark.sql.catalyst.plans.logical.Command
        || plan instanceof ParsedStatement
        || CollectionConverters.asJava(plan.children()).stream().anyMatch(SqlCommand::writes);
  }

  private void register(Workspace workspace) {
    SparkSession session = workspace.session();
    DeltaLake lake = workspace.lake();
    for (Table table : mentioned()) {
      if (table.isRestricted() && !isRestricted) {
        throw JobFailure.config(
            table.qualifiedName() + " holds direct identifiers",
            "it lies under the restricted root",
            "add --restricted if you may read it, or use gold.customers");
      }
      // A temporary view has no database: the dot becomes part of a name, in the question too.
      lake.read(table).createOrReplaceTempView(viewName(table));
    }
    sql =
        TABLE.matcher(sql).replaceAll(match -> view(match.group(1), match.group(2), match.group()));
    session.sparkContext().setJobDescription("sql");
  }

  private Set<Table> mentioned() {
    Set<Table> tables = new LinkedHashSet<>();
    Matcher matcher = TABLE.matcher(sql);
    while (matcher.find()) {
      Tables.named((matcher.group(1) + "." + matcher.group(2)).toLowerCase(java.util.Locale.ROOT))
          .ifPresent(tables::add);
    }
    return tables;
  }

  private static String view(String layer, String name, String asWritten) {
    return Tables.named((layer + "." + name).toLowerCase(java.util.Locale.ROOT))
        .map(SqlCommand::viewName)
        .orElse(asWritten);
  }

  private static String viewName(Table table) {
    return table.layer().folder() + "__" + table.name();
  }

  private static String json(Dataset<Row> answer) {
    return "[" + String.join(",\n ", answer.toJSON().collectAsList()) + "]";
  }

  private static String text(Dataset<Row> answer) {
    TextTable table = new TextTable(answer.columns());
    List<Row> rows = answer.collectAsList();
    for (Row row : rows) {
      Object[] cells = new Object[row.size()];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = row.isNullAt(i) ? "" : row.get(i);
      }
      table.row(cells);
    }
    return table.render("") + "\n" + rows.size() + " rows";
  }
}

package io.tributary.cli;

import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.tables.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.jspecify.annotations.Nullable;
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
  private static final int ROWS_OF_A_TABLE = 100;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(index = "0", paramLabel = "SQL", description = "A SELECT.")
  String sql = "";

  /** How rows are printed. */
  enum Format {
    TABLE,
    CSV,
    JSON,
    PARQUET
  }

  @Option(
      names = "--format",
      defaultValue = "table",
      description = "table, csv, json or parquet (default table); --json is short for json.")
  Format format = Format.TABLE;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file instead of standard output; parquet needs one.")
  @Nullable Path out;

  @Option(names = "--limit", description = "Most rows to give. Default: 100 as a table, else all.")
  @Nullable Integer limit;

  @Option(
      names = "--restricted",
      description =
          "Allow tables with direct identifiers; needs permission to read the restricted root. Each"
              + " look at them is recorded in ops.accesses.")
  boolean isRestricted;

  @Override
  public Integer call() {
    Question question = Question.of(sql);
    if (!question.begins("select", "with", "values")) {
      throw JobFailure.config(
          "sql only reads", "the statement is no SELECT", "ask a question with SELECT or WITH");
    }
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      register(workspace, question.tables());
      requireQuestion(workspace.session(), question.overViews());
      Dataset<Row> answer = workspace.session().sql(question.overViews());
      List<Table> restricted = question.tables().stream().filter(Table::isRestricted).toList();
      if (!restricted.isEmpty()) {
        Look.atTables("sql", restricted).record(workspace);
      }
      write(workspace, limited(answer));
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
  private static void requireQuestion(SparkSession session, String sql) {
    session.conf().set("spark.sql.runSQLOnFiles", "false");
    LogicalPlan plan = parsed(session, sql);
    if (writes(plan)) {
      throw JobFailure.config(
          "sql only reads", "the statement would change something", "ask a question with SELECT");
    }
  }

  private static LogicalPlan parsed(SparkSession session, String sql) {
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

  private void register(Workspace workspace, Set<Table> tables) {
    SparkSession session = workspace.session();
    StoredLake lake = workspace.lake();
    for (Table table : tables) {
      if (table.isRestricted() && !isRestricted) {
        throw JobFailure.config(
            table.qualifiedName() + " holds direct identifiers",
            "it lies under the restricted root",
            "add --restricted if you may read it, or use gold.customers");
      }
      lake.read(table).createOrReplaceTempView(Question.view(table));
    }
    session.sparkContext().setJobDescription("sql");
  }

  private Dataset<Row> limited(Dataset<Row> answer) {
    boolean isForPeople = chosen() == Format.TABLE;
    if (limit == null) {
      return isForPeople ? answer.limit(ROWS_OF_A_TABLE) : answer;
    }
    return answer.limit(limit);
  }

  private Format chosen() {
    return global.json ? Format.JSON : format;
  }

  private void write(Workspace workspace, Dataset<Row> answer) {
    if (chosen() == Format.JSON) {
      Answer.requireDistinctNames(answer);
    }
    if (chosen() == Format.PARQUET) {
      if (out == null) {
        throw JobFailure.config(
            "Parquet cannot be printed", "it is a binary format", "add --out FILE");
      }
      workspace.files().writeParquet(answer, out);
      return;
    }
    if (out == null) {
      print(answer, System.out);
      return;
    }
    try (PrintStream file =
        new PrintStream(Files.newOutputStream(out), false, StandardCharsets.UTF_8)) {
      print(answer, file);
      if (file.checkError()) {
        throw new IOException("the disk took not all of it");
      }
    } catch (IOException e) {
      throw JobFailure.config(
              "The file " + out + " cannot be written",
              "its folder is missing or closed, or the disk is full",
              "choose another --out")
          .because(e);
    }
  }

  private void print(Dataset<Row> answer, PrintStream to) {
    switch (chosen()) {
      case TABLE -> Answer.asTable(answer, to);
      case CSV -> Answer.asCsv(answer, to);
      case JSON -> Answer.asJson(answer, to);
      case PARQUET -> throw new IllegalStateException("Parquet is not printed");
    }
  }
}

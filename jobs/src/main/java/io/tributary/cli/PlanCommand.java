package io.tributary.cli;

import io.tributary.Pipeline;
import io.tributary.job.Job;
import io.tributary.tables.Table;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints the jobs of a pipeline in order, with the tables they read and write. */
@Command(
    name = "plan",
    description = "Print the jobs of a pipeline in order, with the tables they read and write.",
    footer = {"", "Example: tributary plan nightly --json"})
public final class PlanCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PIPELINE",
      defaultValue = "nightly",
      description = "nightly (default), hourly or weekly.")
  String pipeline = "nightly";

  @Override
  public Integer call() {
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      List<Job> jobs = Pipeline.of(workspace.settings()).jobs(pipeline, List.of());
      workspace.settings().refuseUnknownKeys();
      System.out.println(global.json ? Json.of(json(workspace, jobs)) : text(jobs));
      return 0;
    }
  }

  private static String text(List<Job> jobs) {
    TextTable table = new TextTable("stage", "job", "reads", "writes");
    jobs.forEach(
        job ->
            table.row(
                job.stage(),
                job.name(),
                String.join(", ", names(job.reads())),
                String.join(", ", names(job.writes()))));
    return table.render("");
  }

  /** All that a scheduler has to know: airflow-dags/plans/ holds it for Airflow. */
  private Map<String, Object> json(Workspace workspace, List<Job> jobs) {
    List<Map<String, Object>> rows =
        jobs.stream()
            .map(
                job -> {
                  Map<String, Object> row = new LinkedHashMap<>();
                  row.put("job", job.name());
                  row.put("stage", job.stage());
                  row.put("sends_out", job.sendsOut());
                  row.put("reads", names(job.reads()));
                  row.put("writes", names(job.writes()));
                  return row;
                })
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("pipeline", pipeline);
    json.put("time_zone", workspace.zone().getId());
    json.put("report", workspace.isReported(pipeline));
    json.put("jobs", rows);
    return json;
  }

  private static List<String> names(Collection<Table> tables) {
    return tables.stream().map(Table::qualifiedName).sorted().toList();
  }
}

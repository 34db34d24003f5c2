package io.tributary.cli;

import io.tributary.identity.KnownModels;
import io.tributary.job.JobFailure;
import io.tributary.lake.StoredLake;
import io.tributary.lake.WriterLease;
import io.tributary.tables.silver.LinkModels;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks at the models that weigh pairs of records, and chooses the one in use. */
@Command(
    name = "model",
    description = "List the models that weigh pairs of records, and choose the one in use.",
    subcommands = {ModelCommand.ListModels.class, ModelCommand.Activate.class},
    footer = {"", "Example: tributary model list"})
public final class ModelCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw JobFailure.config(
        "model needs a command", "there are list and activate", "see tributary model --help");
  }

  /** All versions, the newest first. */
  @Command(
      name = "list",
      description = "Every model that was trained, the newest first.",
      footer = {"", "Example: tributary model list"})
  static final class ListModels implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        List<KnownModels.Summary> models = new KnownModels(workspace.lake()).list();
        if (global.json) {
          System.out.println(Json.of(models.stream().map(ListModels::json).toList()));
          return 0;
        }
        TextTable table =
            new TextTable("model", "state", "trained at", "records", "of", "compares");
        models.forEach(
            model ->
                table.row(
                    model.version(),
                    model.state(),
                    model.trainedAt(),
                    model.trainedOn(),
                    model.population() == null ? "" : model.population(),
                    compares(model)));
        System.out.println(models.isEmpty() ? "No model was trained yet." : table.render(""));
        return 0;
      }
    }

    private static String compares(KnownModels.Summary model) {
      if (!model.state().equals("ACTIVE")) {
        return "";
      }
      return model.comparedRun() == null ? "all records in the next run" : "what changes";
    }

    private static Map<String, @Nullable Object> json(KnownModels.Summary model) {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("model_version", model.version());
      json.put("state", model.state());
      json.put("trained_at", model.trainedAt().toString());
      json.put("trained_run", model.trainedRun());
      json.put("trained_on", model.trainedOn());
      json.put("population", model.population());
      return json;
    }
  }

  /** Chooses the model in use. */
  @Command(
      name = "activate",
      description = {
        "Choose the model in use. The next run compares all records by it: as long as a first run.",
        "Customers keep their ids; decisions of stewards hold."
      },
      footer = {"", "Example: tributary model activate m0123456789"})
  static final class Activate implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "VERSION", description = "As `model list` shows it.")
    String version = "";

    @Override
    public Integer call() {
      // A run that is under way remembers the model that it used: not over the choice.
      try (Workspace workspace = new Workspace(global.settings(Map.of()));
          WriterLease held = workspace.lease()) {
        held.confirm();
        StoredLake lake =
            workspace.lakeToWrite(LinkModels.TABLE, "model", Clock.systemUTC().instant());
        lake.overwrite(LinkModels.TABLE, new KnownModels(lake).activated(version));
        System.out.println(
            global.json
                ? Json.of(Map.of("model_version", version, "state", "ACTIVE"))
                : version + " is in use; the next run compares all records by it");
        return 0;
      }
    }
  }
}

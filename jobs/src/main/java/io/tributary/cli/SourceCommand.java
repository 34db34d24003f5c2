package io.tributary.cli;

import io.tributary.collect.SourceCheck;
import io.tributary.collect.SourceContract;
import io.tributary.collect.SourceDraft;
import io.tributary.config.NearestName;
import io.tributary.config.Settings;
import io.tributary.job.JobFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Drafts and checks source contracts; writes nothing. */
@Command(
    name = "source",
    description = "Draft or check the contract of a source.",
    subcommands = {SourceCommand.Draft.class, SourceCommand.Check.class},
    footer = {"", "Example: tributary source draft customers.csv"})
public final class SourceCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    throw JobFailure.config(
        "source needs a command", "there are draft and check", "see tributary source --help");
  }

  /** Writes a contract from a header and a sample. */
  @Command(
      name = "draft",
      description =
          "Print a contract for a file, from its header and a sample; read and correct it.",
      footer = {"", "Example: tributary source draft customers.csv > conf/sources/my_crm.conf"})
  static final class Draft implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "FILE", description = "A delivered file.")
    Path file = Path.of("");

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        SourceDraft.Draft draft = SourceDraft.of(workspace.files(), existing(file));
        if (global.json) {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("name", draft.name());
          json.put("contract", draft.contract());
          json.put("remarks", draft.remarks());
          System.out.println(Json.of(json));
        } else {
          System.out.print(draft.contract());
          draft.remarks().forEach(remark -> System.err.println("note: " + remark));
        }
        return 0;
      }
    }
  }

  /** Tries a contract on a file. */
  @Command(
      name = "check",
      description =
          "Read a file by a contract: typed rows, rejects by reason, identifiers. Writes nothing."
              + " Exit code 3 when a run would refuse the file.",
      footer = {"", "Example: tributary source check my_crm customers.csv"})
  static final class Check implements Callable<Integer> {
    @Mixin GlobalOptions global = new GlobalOptions();

    @Parameters(index = "0", paramLabel = "NAME", description = "Name of the contract in sources/.")
    String name = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "A delivered file.")
    Path file = Path.of("");

    @Option(names = "--rows", defaultValue = "5", description = "Rows to show (default 5).")
    int rows = 5;

    @Option(names = "--show-pii", description = "Show values as they are; else they are masked.")
    boolean showsPii;

    @Override
    public Integer call() {
      try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
        SourceContract contract = contract(workspace.settings(), name);
        SourceCheck.Result result =
            SourceCheck.of(
                workspace.files(), existing(file), name, contract, workspace.zone(), rows);
        System.out.println(global.json ? json(result) : text(result));
        return result.refused().isEmpty() ? 0 : 3;
      }
    }

    private String json(SourceCheck.Result result) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("refused", result.refused().orElse(null));
      json.put("lines", result.lines());
      json.put("good", result.good());
      json.put("rejected", result.rejected());
      json.put("reasons", new TreeMap<>(result.reasons()));
      json.put("coverage", new TreeMap<>(result.coverage()));
      json.put("sample", result.sample().stream().map(this::shown).toList());
      return Json.of(json);
    }

    private String text(SourceCheck.Result result) {
      StringBuilder text = new StringBuilder();
      result.refused().ifPresent(why -> text.append("Refused: ").append(why).append('\n'));
      text.append(
          String.format(
              Locale.ROOT,
              "%,d lines = %,d good + %,d rejected%n",
              result.lines(),
              result.good(),
              result.rejected()));
      TextTable reasons = new TextTable("rule broken", "rows");
      result.reasons().forEach((reason, count) -> reasons.row(reason, count));
      TextTable coverage = new TextTable("identifier", "rows");
      result.coverage().forEach((field, count) -> coverage.row(field, count));
      text.append(reasons.render("  ")).append('\n').append(coverage.render("  ")).append('\n');
      for (Map<String, String> row : result.sample()) {
        text.append("  ").append(shown(row)).append('\n');
      }
      return text.toString();
    }

    private Map<String, String> shown(Map<String, String> row) {
      Map<String, String> shown = new TreeMap<>();
      row.forEach((field, value) -> shown.put(field, showsPii ? value : Masking.mask(value)));
      return shown;
    }
  }

  /**
   * The contract of a source.
   *
   * @throws JobFailure CONFIG when there is none
   */
  static SourceContract contract(Settings settings, String name) {
    Map<String, SourceContract> contracts = settings.definitions("sources", SourceContract.class);
    SourceContract contract = contracts.get(name);
    if (contract == null) {
      throw JobFailure.config(
          "No source '" + name + "'" + NearestName.hint(name, contracts.keySet()),
          "there is no sources/" + name + ".conf beside the settings",
          "draft one with tributary source draft FILE");
    }
    return contract;
  }

  private static String existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw JobFailure.config(
          "No file " + file,
          Files.isDirectory(file) ? "it is a directory" : "it does not exist",
          "name one delivered file");
    }
    // Hadoop takes a path as it is written: an encoded one would be another file.
    return "file://" + file.toAbsolutePath();
  }
}

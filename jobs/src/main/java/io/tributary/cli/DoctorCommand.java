package io.tributary.cli;

import io.tributary.job.JobFailure;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for what would keep the next run from its work, before it does. */
@Command(
    name = "doctor",
    description = {
      "Look at Java, memory, disks, permissions, settings, secrets, destinations, clock, tables and"
          + " Airflow, and say what to mend. Changes nothing.",
      "Exit code 2 when something is broken."
    },
    footer = {"", "Example: tributary doctor"})
public final class DoctorCommand implements Callable<Integer> {
  private static final int BROKEN = 2;

  @Mixin GlobalOptions global = new GlobalOptions();

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(MachineCheckup.findings());
    Optional<ZoneId> zone = Optional.empty();
    try (Workspace workspace = new Workspace(global.settings(Map.of()))) {
      zone = Optional.of(workspace.zone());
      findings.addAll(new InstallationCheckup(workspace).findings());
      findings.addAll(new LakeCheckup(workspace).findings());
    } catch (JobFailure failure) {
      findings.add(
          Finding.bad("settings", String.valueOf(failure.getMessage()), "correct the settings"));
    }
    findings.addAll(new AirflowCheckup(System.getenv()).findings(zone));
    System.out.println(global.json ? json(findings) : text(findings));
    boolean isBroken = findings.stream().anyMatch(f -> f.level() == Finding.Level.BAD);
    return isBroken ? BROKEN : 0;
  }

  private static String json(List<Finding> findings) {
    return Json.of(
        findings.stream()
            .map(
                finding ->
                    Map.of(
                        "level", finding.level().name().toLowerCase(Locale.ROOT),
                        "what", finding.what(),
                        "says", finding.says(),
                        "remedy", finding.remedy()))
            .toList());
  }

  private static String text(List<Finding> findings) {
    StringJoiner text = new StringJoiner("\n");
    for (Finding finding : findings) {
      String mark =
          switch (finding.level()) {
            case OK -> "ok    ";
            case WARN -> "look  ";
            case BAD -> "BROKEN";
          };
      text.add(String.format(Locale.ROOT, "%s  %-22s %s", mark, finding.what(), finding.says()));
      if (!finding.remedy().isEmpty()) {
        text.add(" ".repeat(31) + "To do: " + finding.remedy());
      }
    }
    long open = findings.stream().filter(f -> f.level() != Finding.Level.OK).count();
    text.add("");
    text.add(
        open == 0 ? "All is well." : open + " of " + findings.size() + " findings need a look.");
    return text.toString();
  }
}

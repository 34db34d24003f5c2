package io.tributary.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Installation;
import io.tributary.testing.PythonEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/operations.md says to type for an installation and its Airflow, typed in the order of
 * the page on a machine of which all folders lie in one of the test's.
 */
@Tag("full")
class InstallationIT {
  private static final Path PAGE = Installation.project("docs/operations.md");

  /** Accounts and packages are the machine's; {@code AirflowIT} runs Airflow, and a night. */
  private static final Pattern NOT_HERE =
      Pattern.compile(
          "sudo useradd |python3 -m venv |pip |(for .* do )?airflow |tributary run |spark-submit ");

  private static final Pattern SETTING = Pattern.compile("[a-z.-]+ = .*");
  private static final Pattern FOLDERS =
      Pattern.compile("(?<![\\w/])/(opt|data|var/lib|usr/local)/");

  @Test
  void whatThePageSaysToTypeInstalls(@TempDir Path machine) throws Exception {
    Path python = PythonEnvironment.pythonFor("THE DOCUMENTED INSTALLATION");
    Files.createDirectories(machine.resolve("usr/local/bin"));
    List<String> script = script(Files.readString(PAGE));

    String said = run(script, machine, python);

    assertThat(script).anyMatch(line -> line.contains("tributary doctor"));
    assertThat(said)
        .contains("landing.root           " + machine.resolve("data/tributary/landing"))
        .contains("report.root            " + machine.resolve("var/lib/tributary/reports"))
        .contains("keys.hmac-file         readable by its owner only")
        .contains("our DAGs lie in " + machine.resolve("var/lib/airflow/dags"))
        .doesNotContain("BROKEN");
    for (String plan : List.of("nightly", "hourly", "weekly")) {
      assertThat(machine.resolve("var/lib/airflow/dags/plans/" + plan + ".json"))
          .hasSameTextualContentAs(Installation.project("airflow-dags/plans/" + plan + ".json"));
    }
  }

  /** The lines of the code blocks of both sections; settings become lines of the settings. */
  private static List<String> script(String page) {
    String sections =
        section(page, "## The installation", "## A cluster")
            + section(page, "## Airflow", "## Every few minutes");
    List<String> script = new ArrayList<>();
    for (String line : sections.replace("\\\n", " ").lines().toList()) {
      String typed = line.strip();
      if (!line.startsWith("    ") || NOT_HERE.matcher(typed).lookingAt()) {
        continue;
      }
      script.add(
          SETTING.matcher(typed).matches()
              ? "echo '" + typed + "' >> /opt/tributary/conf/cluster.conf"
              : typed.replace("sudo ", "").replace(" -o tributary -g tributary", ""));
    }
    return script;
  }

  private static String section(String page, String from, String to) {
    return page.substring(page.indexOf(from), page.indexOf(to));
  }

  private static String run(List<String> script, Path machine, Path python)
      throws IOException, InterruptedException {
    String typed = FOLDERS.matcher(String.join("\n", script)).replaceAll(machine + "/$1/");
    Path said = machine.resolve("said");
    ProcessBuilder shell =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", typed)
            .directory(Installation.project(".").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    shell.environment().keySet().removeIf(name -> name.matches("(TRIBUTARY|SPARK|AIRFLOW)_.*"));
    shell.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    String programs = machine.resolve("usr/local/bin") + File.pathSeparator + python.getParent();
    shell.environment().merge("PATH", programs, (old, ours) -> ours + File.pathSeparator + old);
    int exit = shell.start().waitFor();
    assertThat(exit).as(typed + "\n" + Files.readString(said)).isZero();
    return Files.readString(said);
  }
}

package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Path DIST = ROOT.resolve("jobs/src/main/dist");

  private static TreeSet<String> opens(String text) {
    TreeSet<String> opens = new TreeSet<>();
    Pattern.compile("--add-opens=[\\w./]+=ALL-UNNAMED")
        .matcher(text)
        .results()
        .forEach(match -> opens.add(match.group()));
    return opens;
  }

  @Test
  void launcherAndBuildOpenThePackagesThatSparkNeeds() throws Exception {
    List<String> needed =
        Arrays.stream(JavaModuleOptions.defaultModuleOptionArray())
            .filter(option -> option.startsWith("--add-opens"))
            .toList();

    assertThat(opens(Files.readString(ROOT.resolve("tributary")))).containsAll(needed);
    assertThat(opens(Files.readString(ROOT.resolve("pom.xml")))).containsAll(needed);
  }

  /** The one of an installation, with a spark-submit that tells what it is given. */
  @Test
  void theCommandOfAnInstallationGivesSparkItsJarAndItsSettings(@TempDir Path home)
      throws Exception {
    Path spark = home.resolve("spark");
    Path bin = Files.createDirectories(home.resolve("tributary/bin"));
    Path launcher = Files.copy(DIST.resolve("bin/tributary"), bin.resolve("tributary"));
    Path link = Files.createSymbolicLink(home.resolve("tributary-link"), launcher);

    assertThat(said(link, spark)).isEqualTo("2: " + launcherSays("there is no ", bin));
    Files.createFile(bin.resolveSibling("tributary.jar"));
    assertThat(said(link, spark)).startsWith("2: tributary: no " + spark + "/bin/spark-submit");
    Path submit = Files.createDirectories(spark.resolve("bin")).resolve("spark-submit");
    Files.writeString(submit, "#!/bin/sh\necho \"$TRIBUTARY_CONF\" \"$@\"\n");
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Path installed = bin.getParent().toRealPath();
    assertThat(said(link, spark, "run", "nightly", "--as-of", "2026-11-08"))
        .isEqualTo(
            "0: %1$s/conf/cluster.conf --master local[*] --jars %1$s/delta/*.jar --class %2$s"
                    .formatted(installed, Main.class.getName())
                + " %s/tributary.jar run nightly --as-of 2026-11-08".formatted(installed));
  }

  private static String launcherSays(String what, Path bin) throws IOException {
    return "tributary: "
        + what
        + bin.getParent().toRealPath()
        + "/tributary.jar that we may read. Set TRIBUTARY_HOME to the installation.";
  }

  /** Exit code and words of the launcher. */
  private static String said(Path launcher, Path spark, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
    process.environment().keySet().removeIf(name -> name.startsWith("TRIBUTARY_"));
    process.environment().put("SPARK_HOME", spark.toString());
    process.environment().put("TRIBUTARY_SPARK_OPTIONS", "--master local[*]");
    Process started = process.start();
    String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return started.waitFor() + ": " + said.strip();
  }
}

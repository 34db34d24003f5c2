package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testing.Installation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A night of all stages on a machine that lives in another time zone than this one. */
@Tag("full")
class ZonesIT {
  private static final String ELSEWHERE = "America/New_York";

  @Test
  void aNightInAnotherZoneGivesTheSameTables(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    assertThat(TimeZone.getDefault().getID()).isNotEqualTo(ELSEWHERE);
    LocalNight local = LocalNight.run();
    Installation night =
        Installation.in(directory.resolve("elsewhere"), "demo.conf", local.key());
    Path log = directory.resolve("night.log");

    assertThat(run(night, log)).as("%s", log).isZero();
    assertThat(LocalNight.contents(night.directory())).isEqualTo(local.contents());
  }

  /** The command line in a process like this one, but for its zone. */
  private static int run(Installation night, Path log) throws IOException, InterruptedException {
    RuntimeMXBean here = ManagementFactory.getRuntimeMXBean();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(here.getInputArguments());
    command.add("-Duser.timezone=" + ELSEWHERE);
    command.addAll(List.of("-cp", here.getClassPath(), Main.class.getName()));
    command.addAll(night.arguments());
    ProcessBuilder process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    process.environment().put("TZ", ELSEWHERE);
    return process.start().waitFor();
  }
}

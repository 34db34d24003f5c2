package io.tributary.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a small cluster of processes, in a driver of its own. */
@Tag("full")
class ComponentsOnClusterTest {
  @TempDir Path home;

  @Test
  void givesTheSameLabelsWhenAnExecutorDies() throws Exception {
    Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("RELEASE"));
    File log = home.resolve("log").toFile();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--") || argument.startsWith("-D"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-cp", classPath, ComponentsOnCluster.class.getName()));
    ProcessBuilder driver =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
    // Without all of these the executors are not found, or do not find their driver.
    driver.environment().put("SPARK_HOME", home.toString());
    driver.environment().put("SPARK_SCALA_VERSION", "2.13");
    driver.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    driver.environment().put("JAVA_HOME", System.getProperty("java.home"));
    driver.directory(home.toFile());
    Process running = driver.start();
    try {
      boolean hasEnded = running.waitFor(5, TimeUnit.MINUTES);
      assertThat(Files.readString(log.toPath())).contains("the same labels, 2 executors killed");
      assertThat(hasEnded).isTrue();
      assertThat(running.exitValue()).isZero();
    } finally {
      running.descendants().forEach(ProcessHandle::destroyForcibly);
      running.destroyForcibly();
    }
  }
}

package io.tributary.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone Spark cluster on this machine: a master and two workers of one core each, processes
 * of their own, started from the jars that the build resolved. So no Spark has to be downloaded.
 */
public final class SparkCluster implements AutoCloseable {
  /** For processes that live for seconds: optimised code would come too late. */
  public static final String SHORT_LIVED =
      "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -XX:+UseSerialGC";

  /** The cluster lives elsewhere than the tests: no table may depend on a machine's zone. */
  public static final String ZONE = "-Duser.timezone=America/New_York";

  private static final int WORKERS = 2;
  private static final long START_SECONDS = 120;
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("(Successfully registered) with master");

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  private SparkCluster(Path home, Path work) throws IOException {
    this.home = home;
    try {
      master =
          daemon(
              MASTER, "master.Master", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0");
      for (int worker = 1; worker <= WORKERS; worker++) {
        daemon(
            REGISTERED,
            "worker.Worker",
            "--host",
            "127.0.0.1",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "1500m",
            "--work-dir",
            work.resolve("worker-" + worker).toString(),
            master);
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts the processes and waits until the workers know their master.
   *
   * @param home is made the SPARK_HOME of the cluster; may be that of an earlier one
   * @param work takes what the executors leave
   * @param jars of Spark
   */
  public static SparkCluster start(Path home, Path work, List<Path> jars) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    // Without it Spark takes the folder for a source tree.
    Files.writeString(home.resolve("RELEASE"), "Spark from the jars of the build\n");
    Path links = Files.createDirectories(home.resolve("jars"));
    try (Stream<Path> old = Files.list(links)) {
      for (Path link : old.toList()) {
        Files.delete(link);
      }
    }
    for (Path jar : jars) {
      Files.createSymbolicLink(links.resolve(jar.getFileName()), jar);
    }
    return new SparkCluster(home, work);
  }

  /** Where drivers find it: {@code spark://HOST:PORT}. */
  public String master() {
    return master;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Starts a process and waits for the line that says it is ready; returns what the line names. */
  private String daemon(Pattern ready, String type, String... arguments) throws IOException {
    List<String> command = java(type, "-Xmx512m");
    command.addAll(List.of(arguments));
    Process process = inSparkHome(command).redirectErrorStream(true).start();
    processes.add(process);
    CompletableFuture<String> said = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, ready, said), "spark-" + type);
    reader.setDaemon(true);
    reader.start();
    try {
      return said.get(START_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(type + " did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(type + " did not start", e);
    }
  }

  /** Reads to the end, also after the line was seen: a full pipe would stop the process. */
  private static void read(Process process, Pattern ready, CompletableFuture<String> said) {
    StringJoiner all = new StringJoiner("\n");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!said.isDone()) {
          all.add(line);
          Matcher matcher = ready.matcher(line);
          if (matcher.find()) {
            said.complete(matcher.group(1));
          }
        }
      }
    } catch (IOException e) {
      all.add(e.toString());
    }
    said.completeExceptionally(new IOException("it ended:\n" + all));
  }

  private List<String> java(String type, String memory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of(SHORT_LIVED.split(" ")));
    command.addAll(List.of(memory, ZONE, "-Djava.net.preferIPv4Stack=true", "-cp"));
    command.add(home.resolve("jars") + File.separator + "*");
    command.add("org.apache.spark.deploy." + type);
    return command;
  }

  private ProcessBuilder inSparkHome(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }
}

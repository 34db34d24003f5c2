package io.tributary.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A nightly run as a process of its own, followed by its messages. */
final class NightProcess {
  private static final Pattern FINISHED =
      Pattern.compile(" *\\[ *\\d+/\\d+] (\\S+) +(\\S+) +([0-9.]+) s .*");

  private final Process process;
  private final Thread reading;
  private final List<JobLine> finished = new CopyOnWriteArrayList<>();

  /** What the process says of a job that is done. */
  record JobLine(String stage, String name, long millis) {}

  private NightProcess(Process process, Path log) {
    this.process = process;
    this.reading = new Thread(() -> follow(log), "night");
    reading.start();
  }

  /**
   * @param log gets what the process says, behind what is there
   */
  static NightProcess start(Installation installation, LocalDate day, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(optionsOfThisProcess());
    command.addAll(
        List.of(
            // Compiling well costs more than it gives in a run of seconds.
            "-XX:TieredStopAtLevel=1",
            "-XX:ReservedCodeCacheSize=256m",
            "-Xmx2g",
            "-Dlog4j2.configurationFile=" + installation.home().resolve("conf/log4j2.properties"),
            "-cp",
            System.getProperty("java.class.path"),
            "io.tributary.Main",
            "run",
            "nightly",
            "--conf",
            installation.conf().toString(),
            "--as-of",
            day.toString()));
    ProcessBuilder night = new ProcessBuilder(command).redirectErrorStream(true);
    return new NightProcess(night.start(), log);
  }

  /** What Spark needs of a JVM, the launcher and the build tell this one. */
  private static List<String> optionsOfThisProcess() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Xmx"))
        .toList();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The jobs that it said were done, in order. */
  List<JobLine> finished() {
    return List.copyOf(finished);
  }

  /** By its handle, which leaves what it still says readable. */
  void signal(Signal signal) {
    if (signal == Signal.SIGKILL) {
      process.toHandle().destroyForcibly();
    } else {
      process.toHandle().destroy();
    }
  }

  /** The exit code, when it has ended and everything it said was read. */
  int await() throws InterruptedException {
    int exit = process.waitFor();
    reading.join();
    return exit;
  }

  private void follow(Path log) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Files.writeString(
            log,
            String.format(Locale.ROOT, "%s%n", line),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        Matcher job = FINISHED.matcher(line);
        if (job.matches()) {
          double seconds = Double.parseDouble(job.group(3));
          finished.add(new JobLine(job.group(1), job.group(2), Math.round(seconds * 1000)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a process is ended from outside. */
  enum Signal {
    /** At once, whatever it is doing. */
    SIGKILL,
    /** As a scheduler asks first. */
    SIGTERM;

    static final List<Signal> BOTH = List.of(values());
  }
}

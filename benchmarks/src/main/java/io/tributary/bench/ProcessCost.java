package io.tributary.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process printed as JSON, and what it cost by the word of the kernel: its start included.
 *
 * @param cpuSeconds of all its threads, and of the processes that it started
 */
record ProcessCost(JsonNode json, double wallSeconds, double cpuSeconds, long peakMegabytes) {
  private static final Pattern CPU = Pattern.compile("cpu ([0-9.]+) ([0-9.]+) ([0-9]+)");

  private static final String WAIT =
      "import resource,subprocess,sys\n"
          + "code=subprocess.call(sys.argv[1:])\n"
          + "used=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
          + "print('cpu',used.ru_utime,used.ru_stime,used.ru_maxrss)\n"
          + "sys.exit(code)";

  /** The start of a command line of Tributary, with all that this JVM was told of Spark's needs. */
  static List<String> tributary(String heap) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> !option.startsWith("-Xm"))
        .forEach(command::add);
    command.add("-Xmx" + heap);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tributary.Main"));
    return command;
  }

  /**
   * Runs a command to its end.
   *
   * @param errors gets what it says beside the JSON
   */
  static ProcessCost of(List<String> command, Path errors)
      throws IOException, InterruptedException {
    List<String> measured = new ArrayList<>(List.of("python3", "-c", WAIT));
    measured.addAll(command);
    long started = System.nanoTime();
    Process process = new ProcessBuilder(measured).redirectError(errors.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    double wall = (System.nanoTime() - started) / 1e9;
    Matcher cpu = CPU.matcher(out);
    if (code != 0 || !cpu.find()) {
      throw new IllegalStateException(command.get(0) + " ended with " + code + ", see " + errors);
    }
    JsonNode json = new ObjectMapper().readTree(out.substring(out.indexOf('{'), cpu.start()));
    return new ProcessCost(
        json,
        wall,
        Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2)),
        Long.parseLong(cpu.group(3)) >> 10);
  }
}

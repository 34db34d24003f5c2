package io.tributary.bench;

import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The kernels under JMH. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description = "Measure the kernels with JMH; what follows -- goes to JMH.",
    footer = {"", "Example: tributary bench kernels -- GraphKernels -p edges=1000000"})
final class KernelBench implements Callable<Integer> {
  @Parameters(paramLabel = "JMH", description = "Options of JMH; -- -h lists them.")
  String[] options = {};

  @Override
  public Integer call() throws Exception {
    Main.main(options);
    return 0;
  }
}

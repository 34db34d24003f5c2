package io.tributary.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** Runs one benchmark: {@code tributary bench NAME}. */
@Command(
    name = "tributary bench",
    mixinStandardHelpOptions = true,
    description = "Measure; each benchmark runs its peers and its limit in the same process.",
    subcommands = {
      ComponentsBench.class,
      LinkageBench.class,
      IdentityBench.class,
      KernelBench.class,
      KillsBench.class,
      HelpCommand.class
    })
public final class Bench {
  private Bench() {}

  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Bench());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    System.exit(line.execute(args));
  }
}

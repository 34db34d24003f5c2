package io.tributary;

import io.tributary.cli.ComponentsCommand;
import io.tributary.cli.CustomerCommand;
import io.tributary.cli.DedupeCommand;
import io.tributary.cli.DemoCommand;
import io.tributary.cli.DoctorCommand;
import io.tributary.cli.EvaluateCommand;
import io.tributary.cli.ExplainCommand;
import io.tributary.cli.ExportCommand;
import io.tributary.cli.GenerateCommand;
import io.tributary.cli.JobCommand;
import io.tributary.cli.LinkCommand;
import io.tributary.cli.ModelCommand;
import io.tributary.cli.PlanCommand;
import io.tributary.cli.RejectsCommand;
import io.tributary.cli.ReplayCommand;
import io.tributary.cli.ReportCommand;
import io.tributary.cli.ReviewCommand;
import io.tributary.cli.RunCommand;
import io.tributary.cli.SegmentCommand;
import io.tributary.cli.SourceCommand;
import io.tributary.cli.SqlCommand;
import io.tributary.cli.StatusCommand;
import io.tributary.cli.UnlinkCommand;
import io.tributary.job.JobFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/**
 * The command line. Exit codes: 0 done, 2 usage or settings, 3 data refused, 4 delivery or lock
 * (worth a retry), 1 a bug.
 */
@Command(
    name = "tributary",
    mixinStandardHelpOptions = true,
    version = "Tributary 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = "A batch customer data platform: many sources flow into one customer.",
    subcommands = {
      RunCommand.class,
      JobCommand.class,
      PlanCommand.class,
      DemoCommand.class,
      SqlCommand.class,
      StatusCommand.class,
      DoctorCommand.class,
      ReportCommand.class,
      SourceCommand.class,
      RejectsCommand.class,
      ReplayCommand.class,
      CustomerCommand.class,
      ExplainCommand.class,
      ReviewCommand.class,
      LinkCommand.class,
      UnlinkCommand.class,
      ModelCommand.class,
      DedupeCommand.class,
      EvaluateCommand.class,
      SegmentCommand.class,
      ExportCommand.class,
      GenerateCommand.class,
      ComponentsCommand.class,
      HelpCommand.class
    })
public final class Main {
  private static volatile boolean isStopping;

  private Main() {}

  public static void main(String[] args) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> isStopping = true, "stopping"));
    System.exit(execute(args));
  }

  /** Runs one command and returns its exit code. */
  static int execute(String... args) {
    CommandLine line = new CommandLine(new Main());
    helpful(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (exception, command, parsed) ->
            failed(exception, command.getParseResult().hasMatchedOption("--debug")));
    line.setParameterExceptionHandler(Main::misused);
    return line.execute(args);
  }

  /** Every command and its own commands know --help. */
  private static void helpful(CommandLine line) {
    for (CommandLine command : line.getSubcommands().values()) {
      if (command.getCommandSpec().findOption("--help") == null) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
      }
      helpful(command);
    }
  }

  private static int failed(Exception exception, boolean isDebugging) {
    if (exception instanceof JobFailure failure) {
      System.err.println("error: " + failure.getMessage());
      if (isDebugging) {
        exception.printStackTrace();
      }
      return failure.category().exitCode();
    }
    if (isStopping) {
      // Whatever it is, Spark was taken away from the command by SIGTERM or Ctrl-C.
      System.err.println("Stopped. What was done stays; run it again, and it goes on.");
      return 1;
    }
    System.err.println(
        "This is a bug in Tributary, unless tributary doctor finds a broken table; please report it"
            + " with the lines below. --debug shows the messages too, which may quote data.");
    if (isDebugging) {
      exception.printStackTrace();
    } else {
      System.err.print(withoutMessages(exception));
    }
    return 1;
  }

  /** A stack trace that quotes nothing: logs and mails carry it further than its reader may. */
  static String withoutMessages(Throwable exception) {
    StringBuilder trace = new StringBuilder();
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      trace.append(cause == exception ? "" : "Caused by: ").append(cause.getClass().getName());
      trace.append('\n');
      for (StackTraceElement frame : cause.getStackTrace()) {
        trace.append("\tat ").append(frame).append('\n');
      }
    }
    return trace.toString();
  }

  private static int misused(ParameterException exception, String[] args) {
    System.err.println("error: " + exception.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(exception, System.err)) {
      System.err.println(
          "See: " + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    }
    return 2;
  }
}

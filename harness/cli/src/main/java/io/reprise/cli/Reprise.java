package io.reprise.cli;

import io.reprise.tensor.DeviceUnavailableException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The suite's commands. */
@Command(
    name = "reprise",
    description = "Reproduces published deep-learning results.",
    subcommands = {
      ListCommand.class,
      RunCommand.class,
      ReportCommand.class,
      ReproduceCommand.class,
      CostsCommand.class,
      DataCommand.class,
      BenchCommand.class,
      ProfileCommand.class,
      DoctorCommand.class,
      NightlyCommand.class,
      TimesCommand.class,
      ReadmeCommand.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0    all went well",
      "  1    a trial failed, a result is worse than recorded, papers do not run here,",
      "       or the README is stale",
      "  2    wrong input, or a device or server that cannot be used: nothing was run",
      "  3    a result was reproduced with other numbers",
      "  75   a night's budget is used up; the same command goes on",
      "  130  interrupted; the same command goes on"
    })
final class Reprise {
  static final int FAILED = 1;
  static final int USAGE = 2;
  static final int DIFFERENT = 3;

  private Reprise() {}

  /** Runs a command and ends the JVM with its exit code, whatever threads it left. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Reprise());
    line.setParameterExceptionHandler(Reprise::wrongUsage);
    line.setExecutionExceptionHandler(Reprise::failed);
    return line;
  }

  private static int wrongUsage(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("reprise: " + e.getMessage());
    command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    return USAGE;
  }

  /** What a user can mend is one line; anything else is a defect and shows where it is. */
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    if (e instanceof IllegalArgumentException
        || e instanceof DeviceUnavailableException
        || e instanceof UncheckedIOException) {
      command.getErr().println("reprise: " + e.getMessage());
      return USAGE;
    }
    e.printStackTrace(command.getErr());
    return FAILED;
  }
}

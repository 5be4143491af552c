package io.reprise.cli;

import io.reprise.doctor.Doctor;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Asks what the machine can do. */
@Command(
    name = "doctor",
    description = "Says what the suite sees of this machine and what is in its way.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private RunOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    return Doctor.examine(
        options.settings(),
        line -> {
          out.println(line);
          out.flush();
        });
  }
}

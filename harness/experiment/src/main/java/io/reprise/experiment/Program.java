package io.reprise.experiment;

import io.reprise.tensor.DeviceUnavailableException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/** What the programs of the suite share: one paper as argument, options as system properties. */
public final class Program {
  /** The exit code for wrong settings. */
  public static final int USAGE = 2;

  private Program() {}

  /** Prints a line for the person who watches. */
  @SuppressWarnings("SystemOut") // this is the console
  public static void print(String line) {
    System.out.println(line);
  }

  /** Runs a program for the paper that the arguments name; wrong settings end it with one line. */
  public static void run(String[] args, BiConsumer<Experiment<?>, RunSettings> program) {
    run(
        () -> {
          if (args.length != 1) {
            throw new IllegalArgumentException(
                args.length + " arguments: expected one, the arXiv id of a paper");
          }
          program.accept(Experiments.of(args[0]), RunSettings.parse(System::getProperty));
        });
  }

  /** Runs a program; wrong settings end it with one line. */
  @SuppressWarnings("SystemOut") // this is the console
  public static void run(Runnable program) {
    try {
      program.run();
    } catch (IllegalArgumentException | DeviceUnavailableException | UncheckedIOException e) {
      System.err.println("reprise: " + e.getMessage());
      System.exit(USAGE);
    }
  }
}

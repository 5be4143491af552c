package io.reprise.cli;

/** Says how to go on if the JVM is ended, by Ctrl-C for example, while trials run. */
final class Interruption implements AutoCloseable {
  private final Thread hook;

  /**
   * Watches from now on.
   *
   * @param command what the user typed after the program's name
   */
  @SuppressWarnings("SystemOut") // the last words, when streams of commands may be gone
  Interruption(String paper, Progress progress, String command) {
    hook =
        new Thread(
            () ->
                System.err.printf(
                    "%nInterrupted: %d of %d trials of %s have results, and trials that were cut"
                        + " short go on from their checkpoints. To go on:%n  %s %s%n",
                    progress.done(),
                    progress.total(),
                    paper,
                    System.getProperty("launcher", "reprise"),
                    command));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is being ended, and the hook speaks.
    }
  }
}

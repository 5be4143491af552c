package io.reprise.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** A terminal whose last line is a progress bar while there is one, with all other lines above. */
final class Screen implements ProgressBarConsumer {
  private static final String ERASE = "\r\u001b[K";

  private final PrintWriter out;
  private final int columns;
  private String bar = "";

  /**
   * @param columns how wide it is
   */
  Screen(PrintWriter out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Prints a line. */
  synchronized void line(String text) {
    out.print(bar.isEmpty() ? "" : ERASE);
    out.println(text);
    out.print(bar);
    out.flush();
  }

  @Override
  public int getMaxRenderedLength() {
    return columns - 1;
  }

  @Override
  public synchronized void accept(String text) {
    bar = text;
    out.print(ERASE + bar);
    out.flush();
  }

  /** The bar stays where it is; lines go below. */
  @Override
  public synchronized void close() {
    if (!bar.isEmpty()) {
      out.println();
      out.flush();
      bar = "";
    }
  }
}

package io.reprise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String NEW_LINE = System.lineSeparator();

  private final StringWriter text = new StringWriter();
  private final Screen screen = new Screen(new PrintWriter(text), 80);

  @Test
  void withoutABarLinesArePlain() {
    screen.line("one");
    assertEquals("one" + NEW_LINE, text.toString());
  }

  @Test
  void linesGoAboveTheBar() {
    screen.accept("[= ] 1/2");
    screen.line("one");
    assertEquals("\r\u001b[K[= ] 1/2" + "\r\u001b[Kone" + NEW_LINE + "[= ] 1/2", text.toString());
  }

  @Test
  void aBarThatEndedStaysAndLinesGoBelow() {
    screen.accept("[==] 2/2");
    screen.close();
    screen.line("one");
    assertEquals("\r\u001b[K[==] 2/2" + NEW_LINE + "one" + NEW_LINE, text.toString());
    assertEquals(79, screen.getMaxRenderedLength());
  }
}

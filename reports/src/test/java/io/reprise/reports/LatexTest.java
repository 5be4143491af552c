package io.reprise.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatexTest {
  @TempDir Path base;

  @Test
  void setsEverySpecialCharacterAsItStands() {
    assertEquals(
        "a\\_b\\& 40\\% \\$5 \\#1 \\{x\\} \\textasciitilde{}\\textasciicircum{}\\textbackslash{}",
        Latex.escape("a_b& 40% $5 #1 {x} ~^\\"));
    assertEquals("92 \\textpm{} 1\\textdagger{} {[}0, 1]", Latex.escape("92 ± 1† [0, 1]"));
  }

  @Test
  void saysInEachCaptionThatItIsNotThePapersProtocol() {
    String tables = Latex.of(Comparison.of(FakeResults.finished(base)));
    long captions = tables.lines().filter(l -> l.startsWith("\\caption")).count();
    assertEquals(3, captions);
    assertEquals(
        captions,
        tables
            .lines()
            .filter(l -> l.startsWith("\\caption") && l.contains("Not the paper's protocol."))
            .count());
    assertTrue(tables.contains("92.00 \\textpm{} 1.00"), tables);
  }
}

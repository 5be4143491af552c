package io.reprise.datasets.catalogue;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the folder of a data set looks when it is whole.
 *
 * @param expectations all must hold
 */
public record Layout(List<Expectation> expectations) {
  public Layout {
    expectations = List.copyOf(expectations);
  }

  @JsonCreator
  static Layout of(List<Expectation> expectations) {
    return new Layout(expectations);
  }

  /**
   * Everything that is missing from a folder, unexpected in it, or of the wrong size, a line each
   * that begins with its path and ends with what was expected. No line: the folder is as it should
   * be. Links are followed, so that a folder may be put together from several disks.
   *
   * @throws IOException if the folder cannot be read
   */
  public List<String> problems(Path folder) throws IOException {
    List<String> problems = new ArrayList<>();
    LayoutCheck check = new LayoutCheck(folder, problems);
    for (Expectation expectation : expectations) {
      check.check(expectation);
    }
    return problems;
  }
}

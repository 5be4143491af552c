package io.reprise.reports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table of aligned columns for a console. Long cells are cut, long headings take more lines. */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<String> headings;
  private final List<Integer> widest;
  private final boolean[] right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param headings words in a heading are separated by spaces or underscores
   * @param widest of each column, in characters
   * @param right the columns, from 0, that are aligned to the right
   */
  public TextTable(List<String> headings, List<Integer> widest, int... right) {
    this.headings = headings;
    this.widest = widest;
    this.right = new boolean[headings.size()];
    for (int column : right) {
      this.right[column] = true;
    }
  }

  /** Adds a row with a cell for each heading. */
  public void add(String... cells) {
    List<String> row = new ArrayList<>();
    for (int i = 0; i < cells.length; i++) {
      row.add(cut(cells[i].replaceAll("\\s+", " "), widest.get(i)));
    }
    rows.add(row);
  }

  /** The text with at most so many characters, the last an ellipsis if it is cut. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** Headings, a rule, and the rows. */
  public List<String> lines() {
    List<List<String>> wrapped = new ArrayList<>();
    int[] widths = new int[headings.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int cells = rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0);
      List<String> heading = wrap(headings.get(i), cells);
      wrapped.add(heading);
      widths[i] = Math.max(cells, heading.stream().mapToInt(String::length).max().orElse(0));
    }
    List<String> lines = new ArrayList<>();
    int depth = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (int level = depth; level > 0; level--) {
      int fromBottom = level;
      lines.add(
          line(
              wrapped.stream()
                  .map(w -> w.size() >= fromBottom ? w.get(w.size() - fromBottom) : "")
                  .toList(),
              widths));
    }
    lines.add(line(Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths));
    rows.forEach(r -> lines.add(line(r, widths)));
    return lines;
  }

  private static List<String> wrap(String heading, int width) {
    List<String> lines = new ArrayList<>();
    for (String word : heading.split("[ _]", -1)) {
      int last = lines.size() - 1;
      if (last >= 0 && lines.get(last).length() + 1 + word.length() <= width) {
        lines.set(last, lines.get(last) + " " + word);
      } else {
        lines.add(word);
      }
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String blank = " ".repeat(widths[i] - cells.get(i).length());
      line.append(i == 0 ? "" : GAP);
      line.append(right[i] ? blank + cells.get(i) : cells.get(i) + blank);
    }
    return line.toString().stripTrailing();
  }
}

package io.reprise.reports;

import java.util.List;
import java.util.Map;

/**
 * A chart as a page needs it: what is drawn, in words and as a table for those who cannot see it.
 * Public for the pages' templates.
 *
 * @param title the figure's caption
 * @param note what the numbers come from
 * @param words what the chart shows, for a screen reader
 * @param data what {@code charts.js} draws, with its {@code kind}
 * @param headings of the table
 * @param rows of the table; none if the page has a table of its own for the chart
 */
public record Chart(
    String title,
    String note,
    String words,
    Map<String, Object> data,
    List<String> headings,
    List<List<String>> rows) {
  /** Copies the lists. */
  public Chart {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** A chart beside which the page shows a table anyway. */
  static Chart withoutTable(String title, String note, String words, Map<String, Object> data) {
    return new Chart(title, note, words, data, List.of(), List.of());
  }

  /** The data as the text of a script element. */
  public String json() {
    return Json.inPage(data);
  }
}

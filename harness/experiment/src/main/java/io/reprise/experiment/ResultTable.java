package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashSet;
import java.util.List;

/**
 * A table that a trial hands over with its numbers, a row for each of the many cases that it looked
 * into. It is stored in the result itself and shown on the paper's page, and a claim or a reported
 * number may be judged by its cells.
 *
 * @param name unique in the trial, and the same in all variants that have such a table
 * @param caption what its rows and columns are, in words
 * @param columns their titles, each once
 * @param rows a cell for each column, as text; an empty text for an empty cell
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResultTable(
    String name, String caption, List<String> columns, List<List<String>> rows) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if the name or the caption is blank, a title is there twice,
   *     or a row has not a cell for each column
   */
  public ResultTable {
    if (name == null || name.isBlank() || caption == null || caption.isBlank()) {
      throw new IllegalArgumentException(
          "table '" + name + "' with caption '" + caption + "': expected words for both");
    }
    if (columns == null || rows == null) {
      throw new IllegalArgumentException("table '" + name + "': expected columns and rows");
    }
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    if (columns.isEmpty() || new HashSet<>(columns).size() < columns.size()) {
      throw new IllegalArgumentException(
          "table '" + name + "' with columns " + columns + ": expected titles, each once");
    }
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            String.format(
                "table '%s' with row %s: expected %d cells, one for each of %s",
                name, row, columns.size(), columns));
      }
    }
  }

  /**
   * A cell.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  public String cell(List<String> row, String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException(
          "column '" + column + "' of table '" + name + "': expected one of " + columns);
    }
    return row.get(at);
  }
}

package io.reprise.papers.larsson;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.ResultTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables of a trial: what stands in them is written here, and read by claims. */
final class Rows {
  /** Columns that all tables have. */
  static final String ALGEBRA = "algebra";

  static final String MODULE = "module";
  static final String ALPHA = "alpha";
  static final String PRIME = "p";
  static final String BRACKET_ERRORS = "bracket errors";
  static final String CORE_ERRORS = "core lemma errors";

  /** Columns of verdicts. */
  static final String DIMENSION = "dim V";

  static final String POWER = "k";
  static final String PREDICTED = "predicted";
  static final String COMPUTED = "computed";
  static final String LOCAL = "local algebra";
  static final String SUBMODULE = "submodule";
  static final String QUOTIENT = "quotient";
  static final String GENERATED = "generated";
  static final String FACTORS = "factors irreducible";
  static final String COMPONENTS = "components";
  static final String DIFFERENCES = "differences";

  /** Columns of certificates. */
  static final String START = "start";

  static final String LETTERS = "letters";
  static final String FOUND = "found";
  static final String ASKED = "asked";
  static final String OVER_Q = "over Q";

  /** Columns of controls. */
  static final String CONTROL = "control";

  static final String EXPECTED = "expected";
  static final String BEHAVES = "behaves";

  /** A table for each kind of case. */
  record Kind(String title, String caption, List<String> columns) {
    static final Kind VERDICTS =
        new Kind(
            "verdicts",
            "A row a module: dimensions that the theorem predicts and those that were computed, in"
                + " degrees other than -alpha and at -alpha where that is a degree. Local algebra: what"
                + " loops at a degree generate in End(V). Submodule, quotient: the image of the de Rham"
                + " map into F(V) and the quotient by the kernel of that out of it. Generated: what a"
                + " random vector generates; one of the submodule; one of degree -alpha. Factors:"
                + " submodule and quotient. Components:"
                + " strongly connected ones of the graph of degrees.",
            List.of(
                ALGEBRA,
                MODULE,
                ALPHA,
                PRIME,
                DIMENSION,
                POWER,
                PREDICTED,
                COMPUTED,
                LOCAL + " predicted",
                LOCAL,
                SUBMODULE + " predicted",
                SUBMODULE,
                QUOTIENT + " predicted",
                QUOTIENT,
                GENERATED + " predicted",
                GENERATED,
                FACTORS,
                COMPONENTS + " predicted",
                COMPONENTS,
                BRACKET_ERRORS,
                CORE_ERRORS,
                DIFFERENCES));
    static final Kind CERTIFICATES =
        new Kind(
            "certificates",
            "A row a module of infinite dimension and a vector to start from: how many of the basis"
                + " vectors that were asked for lie in the span of words of so many letters, and whether"
                + " that holds over the rational numbers too.",
            List.of(
                ALGEBRA,
                MODULE,
                ALPHA,
                PRIME,
                START,
                PREDICTED,
                LETTERS,
                FOUND,
                ASKED,
                OVER_Q,
                BRACKET_ERRORS,
                CORE_ERRORS));
    static final Kind CONTROLS =
        new Kind(
            "controls",
            "A row a negative control: what a check must say of something that is wrong, or of the"
                + " right thing beside it.",
            List.of(ALGEBRA, MODULE, ALPHA, PRIME, CONTROL, EXPECTED, FOUND, BEHAVES));
  }

  private final Kind kind;
  private final List<List<String>> cells = new ArrayList<>();

  /** A table without rows. */
  Rows(Kind kind) {
    this.kind = kind;
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if a column has no cell
   */
  void add(Map<String, Object> row) {
    List<String> texts = new ArrayList<>();
    for (String column : kind.columns) {
      Object cell = row.get(column);
      if (cell == null) {
        throw new IllegalArgumentException(
            "table '" + kind.title + "': expected a cell of '" + column + "' in " + row);
      }
      texts.add(cell.toString());
    }
    cells.add(texts);
  }

  boolean isEmpty() {
    return cells.isEmpty();
  }

  ResultTable table() {
    return new ResultTable(kind.title, kind.caption, kind.columns, cells);
  }

  /** A row of a stored table. */
  record Row(ResultTable table, List<String> cells) {
    String get(String column) {
      return table.cell(cells, column);
    }

    /** The case in words. */
    String title() {
      return get(ALGEBRA) + ", " + get(MODULE) + ", " + get(ALPHA) + ", p = " + get(PRIME);
    }
  }

  /** All rows of a kind in all finished trials. */
  static List<Row> of(Evidence evidence, Kind kind) {
    return evidence.tables(kind.title).stream()
        .flatMap(t -> t.rows().stream().map(cells -> new Row(t, cells)))
        .toList();
  }
}

package io.reprise.papers.larsson;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Verdict;
import io.reprise.papers.larsson.Rows.Kind;
import io.reprise.papers.larsson.Rows.Row;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which cells answer which printed number: those of its case, which all seeds and primes must have
 * alike.
 */
final class LarssonTables {
  private LarssonTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    return switch (row.table()) {
      case "statement" -> statement(row, evidence);
      case "predicted verdicts infinite" ->
          answer(
              row,
              rows(evidence, Kind.CERTIFICATES, row, row.model()),
              r -> r.get(Rows.FOUND).equals(r.get(Rows.ASKED)) ? "1" : "0",
              "1 stands for a complete certificate");
      case "predicted submodule" -> submodule(row, evidence);
      case "predicted local algebra" ->
          answer(
              row,
              rows(evidence, Kind.VERDICTS, row, row.model()),
              r -> elsewhere(r.get(Rows.LOCAL)),
              "the dimension in degrees other than -alpha");
      default ->
          answer(
              row,
              rows(evidence, Kind.VERDICTS, row, row.model()),
              LarssonTables::verdict,
              "1 stands for irreducible, 0 for reducible");
    };
  }

  private static Reproduction submodule(Reported row, Evidence evidence) {
    // "L_1 in F(V), V=wedge1" and "F(V)/L_1, V=wedge1" are of the module "F(V), V=wedge1".
    String module = row.model().replaceFirst("^L_\\d+ in ", "").replaceFirst("/L_\\d+", "");
    String column = row.metric().equals("quotient_dim") ? Rows.QUOTIENT : Rows.SUBMODULE;
    return answer(
        row,
        rows(evidence, Kind.VERDICTS, row, module),
        r -> elsewhere(r.get(column)),
        "the dimension in degrees other than -alpha");
  }

  /** Statements about all V that are no exterior power. */
  private static Reproduction statement(Reported row, Evidence evidence) {
    boolean torus = row.metric().equals("completely_reducible");
    Predicate<Row> about =
        r ->
            r.get(Rows.ALGEBRA).startsWith(torus ? "quantum torus" : "S_")
                && Integer.parseInt(r.get(Rows.DIMENSION)) > 1
                && (torus ? !r.get(Rows.MODULE).contains("wedge") : r.get(Rows.POWER).isEmpty());
    return answer(
        row,
        Rows.of(evidence, Kind.VERDICTS).stream().filter(about).toList(),
        LarssonTables::verdict,
        torus
            ? "1 stands for both parts, on the centre and outside of it, irreducible under the part"
                + " of trace 0 of Der(C_q), and so under all of it"
            : "1 stands for irreducible in every such case");
  }

  private static List<Row> rows(Evidence evidence, Kind kind, Reported row, String module) {
    String alpha = row.setting().split(",", -1)[0];
    return Rows.of(evidence, kind).stream()
        .filter(r -> r.get(Rows.ALGEBRA).equals(row.dataset()))
        .filter(r -> r.get(Rows.MODULE).equals(module))
        .filter(r -> r.get(Rows.ALPHA).equals(alpha))
        .toList();
  }

  private static String verdict(Row row) {
    return switch (row.get(Rows.COMPUTED)) {
      case "irreducible" -> "1";
      case "reducible" -> "0";
      default -> row.get(Rows.COMPUTED);
    };
  }

  /** Of a profile such as {@code 7, 1 at -alpha}. */
  private static String elsewhere(String profile) {
    return profile.split(",", -1)[0];
  }

  private static Reproduction answer(
      Reported row, List<Row> rows, Function<Row, String> value, String how) {
    if (rows.isEmpty()) {
      return Reproduction.notRun("no finished trial looked into this case");
    }
    List<String> values = rows.stream().map(value).distinct().toList();
    String count = "; " + rows.size() + (rows.size() == 1 ? " case" : " cases");
    if (values.size() > 1 || !values.get(0).matches("\\d+")) {
      return new Reproduction(
          Double.NaN,
          Double.NaN,
          0,
          Reproduction.COMPUTED,
          Verdict.NOT_REPRODUCED,
          how + count + " with " + String.join(" and ", values));
    }
    return Reproduction.exact(Integer.parseInt(values.get(0)), row, how + count);
  }
}

package io.reprise.papers.larsson;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Verdict;
import io.reprise.papers.larsson.Rows.Kind;
import io.reprise.papers.larsson.Rows.Row;
import java.util.List;
import java.util.function.Predicate;

/**
 * The paper's claims. All are exact: each case of each seed and prime has to come out as predicted,
 * and one that does not is a counterexample or a fault.
 */
final class LarssonClaims {
  /** Of differing cases so many are named. */
  private static final int NAMED = 3;

  private static final String YES = "yes";

  private LarssonClaims() {}

  static List<Claim> all(Larsson experiment) {
    return List.of(
        new Claim(
            "not-minuscule-irreducible",
            "For an irreducible V of finite dimension that is no exterior power, F(V) is"
                + " irreducible, whatever alpha is.",
            all(
                "irreducible, with all of End(V) as local algebra, in every case",
                Kind.VERDICTS,
                row -> classical(row) && row.get(Rows.POWER).isEmpty(),
                LarssonClaims::irreducible)),
        new Claim(
            "exterior-powers-reducible",
            "For the k-th exterior power, 1 <= k <= d - 1, F(V) has a submodule of dimension"
                + " C(d-1, k-1) in each degree, and it and the quotient are irreducible.",
            all(
                "reducible, with the predicted dimensions of submodule, quotient, local algebra and"
                    + " what vectors generate, in every case",
                Kind.VERDICTS,
                row -> classical(row) && power(row) > 0,
                row -> row.get(Rows.COMPUTED).equals("reducible") && agrees(row))),
        new Claim(
            "trivial-by-alpha",
            "For the trivial V, F(V) is irreducible just if alpha is not integral.",
            all(
                "as predicted, in every case",
                Kind.VERDICTS,
                row -> classical(row) && power(row) == 0,
                LarssonClaims::agrees)),
        new Claim(
            "infinite-dimensional",
            "F(V) is irreducible for irreducible V of infinite dimension too.",
            all(
                "finite certificates, which are evidence and no proof: every basis vector asked for is generated over the rational numbers, in every case",
                Kind.CERTIFICATES,
                row -> true,
                row ->
                    row.get(Rows.FOUND).equals(row.get(Rows.ASKED))
                        && row.get(Rows.OVER_Q).equals(YES)
                        && row.get(Rows.PREDICTED).equals("irreducible"))),
        new Claim(
            "q-analogue",
            "Over the quantum torus at a root of unity, what lies outside of the centre is"
                + " irreducible for every V, and on the centre the same holds as for F(V).",
            all(
                "as predicted, in every case",
                Kind.VERDICTS,
                row -> !classical(row),
                LarssonClaims::agrees)),
        new Claim(
            "lie-action",
            "What is said to act is a Lie action.",
            Criterion.Exact.atMost(Larsson.BRACKET_ERRORS, 0)),
        new Claim(
            "core-lemma",
            "D(u,r) D(u,s) - D(u,r+s) D(u,0) = (r u^T)(s u^T) for u at right angles to r and s.",
            Criterion.Exact.atMost(Larsson.CORE_LEMMA_ERRORS, 0)),
        new Claim(
            "controls-fail",
            "Negative controls fail as they must, and what stands beside them does not.",
            all(
                "a wrong action, too small an algebra and made-up submodules are told apart, in"
                    + " every case",
                Kind.CONTROLS,
                row -> true,
                row -> row.get(Rows.BEHAVES).equals(YES))),
        new Claim(
            "reference-numbers",
            "Verdicts and dimensions are those that the reference run gave.",
            Criterion.Exact.printed(experiment, row -> true)));
  }

  private static boolean classical(Row row) {
    return row.get(Rows.ALGEBRA).startsWith("S_");
  }

  /** k; -1 for what is no exterior power. */
  private static int power(Row row) {
    String k = row.get(Rows.POWER);
    return k.isEmpty() ? -1 : Integer.parseInt(k);
  }

  private static boolean agrees(Row row) {
    return row.get(Rows.DIFFERENCES).isEmpty();
  }

  private static boolean irreducible(Row row) {
    int dim = Integer.parseInt(row.get(Rows.DIMENSION));
    return row.get(Rows.COMPUTED).equals("irreducible")
        && row.get(Rows.LOCAL).split(",", -1)[0].equals("" + dim * dim)
        && agrees(row);
  }

  /** Every row of a kind that it is about. */
  private static Criterion all(
      String words, Kind kind, Predicate<Row> about, Predicate<Row> holds) {
    return new Criterion.Exact(words, evidence -> judged(evidence, kind, about, holds));
  }

  private static Finding judged(
      Evidence evidence, Kind kind, Predicate<Row> about, Predicate<Row> holds) {
    List<Row> rows = Rows.of(evidence, kind).stream().filter(about).toList();
    if (rows.isEmpty()) {
      return Finding.notRun("no finished trial looked into such a case");
    }
    List<String> not =
        rows.stream().filter(row -> !holds.test(row)).map(Row::title).distinct().toList();
    long cases = rows.stream().map(LarssonClaims::name).distinct().count();
    String found =
        String.format(
            "%d cases over all seeds and primes, %d different ones: %s",
            rows.size(),
            cases,
            not.isEmpty()
                ? "all hold"
                : "not in "
                    + not.size()
                    + ", such as "
                    + String.join("; ", not.subList(0, Math.min(NAMED, not.size()))));
    return new Finding(not.isEmpty() ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED, found);
  }

  /** What tells cases apart, whatever their prime. */
  private static List<String> name(Row row) {
    return List.of(
        row.get(Rows.ALGEBRA),
        row.get(Rows.MODULE),
        row.get(Rows.ALPHA),
        row.table().columns().contains(Rows.CONTROL) ? row.get(Rows.CONTROL) : "",
        row.table().columns().contains(Rows.START) ? row.get(Rows.START) : "");
  }
}

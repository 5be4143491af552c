package io.reprise.papers.larsson;

import io.reprise.experiment.Measurements;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a trial's cases came to: rows of its tables, counts, and times of verdicts. */
final class Outcomes {
  private static final double NANOS = 1e9;

  private final Consumer<String> log;
  private final Rows verdicts = new Rows(Rows.Kind.VERDICTS);
  private final Rows certificates = new Rows(Rows.Kind.CERTIFICATES);
  private final Rows controls = new Rows(Rows.Kind.CONTROLS);
  private final Map<String, Long> counts = new HashMap<>();
  private final List<Double> seconds = new ArrayList<>();

  /** Nothing yet. */
  Outcomes(Consumer<String> log) {
    this.log = log;
  }

  /** A module with what is predicted of it. */
  record Case(String algebra, String module, SlModule v, Shift alpha, Prediction prediction) {}

  /** Notes how long a verdict took from a time on. */
  void took(long since) {
    seconds.add((System.nanoTime() - since) / NANOS);
  }

  /** Decides a case, and holds what was found against the prediction. */
  void decide(Case of, PrimeField field, Supplier<Decision> procedure) {
    long start = System.nanoTime();
    Decision found = procedure.get();
    List<String> differences = found.differences(of.prediction);
    took(start);
    Prediction p = of.prediction;
    Map<String, Object> row = row(of.algebra, of.module, of.alpha, field);
    row.put(Rows.DIMENSION, of.v.dimension());
    row.put(Rows.POWER, p.layers().map(l -> "" + l.power()).orElse(""));
    Answer predicted = p.irreducible() ? Answer.IRREDUCIBLE : Answer.REDUCIBLE;
    row.put(Rows.PREDICTED, words(predicted));
    row.put(Rows.COMPUTED, words(found.answer()));
    both(row, Rows.LOCAL, p.localAlgebra().words(), found.localAlgebra().words());
    both(row, Rows.SUBMODULE, p.layers(), found.layers(), l -> l.submodule().words());
    both(row, Rows.QUOTIENT, p.layers(), found.layers(), l -> l.quotient().words());
    both(row, Rows.GENERATED, p.layers(), found.layers(), Layers::generated);
    row.put(
        Rows.FACTORS, found.layers().isEmpty() ? "" : found.factorsIrreducible() ? "yes" : "no");
    both(row, Rows.COMPONENTS, p.components(), found.components());
    row.put(Rows.BRACKET_ERRORS, found.bracketErrors());
    row.put(Rows.CORE_ERRORS, found.coreLemmaErrors());
    row.put(Rows.DIFFERENCES, String.join("; ", differences));
    verdicts.add(row);
    count(Larsson.VERDICTS.name(), 1);
    count(Larsson.CONFIRMED.name(), found.answer() == predicted ? 1 : 0);
    count(Larsson.DIFFERENCES.name(), differences.size());
    count(Larsson.BRACKET_ERRORS.name(), found.bracketErrors());
    count(Larsson.CORE_LEMMA_ERRORS.name(), found.coreLemmaErrors());
    if (!differences.isEmpty()) {
      log.accept(of.algebra + ", " + of.module + ", " + of.alpha + ": " + differences);
    }
  }

  private static String words(Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }

  private static void both(
      Map<String, Object> row, String column, Object predicted, Object computed) {
    row.put(column + " predicted", predicted);
    row.put(column, computed);
  }

  private static void both(
      Map<String, Object> row,
      String column,
      Optional<Layers> predicted,
      Optional<Layers> computed,
      Function<Layers, String> what) {
    both(row, column, predicted.map(what).orElse(""), computed.map(what).orElse(""));
  }

  /** The cells that all tables have. */
  static Map<String, Object> row(String algebra, String module, Shift alpha, PrimeField field) {
    Map<String, Object> row = new HashMap<>();
    row.put(Rows.ALGEBRA, algebra);
    row.put(Rows.MODULE, module);
    row.put(Rows.ALPHA, alpha.words());
    row.put(Rows.PRIME, field.p());
    return row;
  }

  /** The cells that all certificates of a module have, with what identities came to. */
  Map<String, Object> identities(
      Map<String, Object> row, boolean irreducible, int bracketErrors, int coreLemmaErrors) {
    row.put(Rows.PREDICTED, irreducible ? words(Answer.IRREDUCIBLE) : "");
    row.put(Rows.BRACKET_ERRORS, bracketErrors);
    row.put(Rows.CORE_ERRORS, coreLemmaErrors);
    count(Larsson.BRACKET_ERRORS.name(), bracketErrors);
    count(Larsson.CORE_LEMMA_ERRORS.name(), coreLemmaErrors);
    return row;
  }

  /** A certificate, in a row of {@link #identities}. */
  void certificate(Map<String, Object> identities, String start, Membership.Found found) {
    Map<String, Object> row = new HashMap<>(identities);
    row.put(Rows.START, start);
    row.put(Rows.LETTERS, found.letters());
    row.put(Rows.FOUND, found.found());
    row.put(Rows.ASKED, found.asked());
    row.put(Rows.OVER_Q, found.whole() ? "yes" : "no");
    certificates.add(row);
    count(Larsson.MEMBERSHIPS.name(), found.found());
    count(Larsson.MEMBERSHIPS_ASKED.name(), found.asked());
  }

  /** A negative control, in a row of {@link #row}. */
  void control(Map<String, Object> row, Controls.Outcome outcome) {
    row.put(Rows.CONTROL, outcome.control());
    row.put(Rows.EXPECTED, outcome.expected());
    row.put(Rows.FOUND, outcome.found());
    row.put(Rows.BEHAVES, outcome.behaves() ? "yes" : "no");
    controls.add(row);
    count(Larsson.CONTROLS.name(), 1);
    count(Larsson.CONTROLS_FAILED.name(), outcome.behaves() ? 0 : 1);
  }

  private void count(String what, long more) {
    counts.merge(what, more, Math::addExact);
  }

  /** Everything, as a trial hands it over. */
  Measurements measured() {
    Measurements m = new Measurements();
    new Larsson()
        .metrics()
        .forEach(
            metric -> {
              if (counts.containsKey(metric.name())) {
                m.put(metric, counts.get(metric.name()));
              }
            });
    if (!verdicts.isEmpty()) {
      m.put(
          Larsson.ACCURACY,
          (double) counts.get(Larsson.CONFIRMED.name()) / counts.get(Larsson.VERDICTS.name()));
    }
    if (!seconds.isEmpty()) {
      m.put(Larsson.VERDICT_SECONDS, seconds.stream().mapToDouble(s -> s).average().orElseThrow());
      m.put(Larsson.SLOWEST_SECONDS, seconds.stream().mapToDouble(s -> s).max().orElseThrow());
    }
    for (Rows rows : List.of(verdicts, certificates, controls)) {
      if (!rows.isEmpty()) {
        m.table(rows.table());
      }
    }
    return m;
  }
}

package io.reprise.reports;

import io.reprise.experiment.Cost;
import io.reprise.experiment.Effect;
import io.reprise.experiment.Interval;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Sample;
import io.reprise.experiment.TrialResult;
import java.util.List;
import java.util.Map;

/** The comparison for other tools: {@code results.json}, as {@code results.schema.json} says. */
final class Results {
  private static final int SCHEMA = 1;

  private Results() {}

  static Map<String, Object> of(Comparison c, Figures figures) {
    return Json.object(
        "$schema", "../assets/results.schema.json",
        "schema", SCHEMA,
        "paper",
            Json.object(
                "id", c.paper().id(),
                "title", c.paper().title(),
                "venue", c.paper().venue(),
                "url", c.paper().url(),
                "code", c.paper().code()),
        "run", run(c),
        "claims", c.claims().stream().map(Results::claim).toList(),
        "reported", c.reported().stream().map(Results::reported).toList(),
        "measured", c.measured().stream().map(m -> measured(c, m)).toList(),
        "tables", TableGroup.described(c),
        "figures", figures.described(),
        "failures", c.failed().stream().map(Results::failure).toList(),
        "costs", c.evidence().costs().stream().map(Results::cost).toList(),
        "latencies", c.evidence().latencies().stream().map(Results::latency).toList(),
        "provenance",
            c.provenance().stream()
                .map(
                    p ->
                        Json.object(
                            "name", p.name(), "trials", p.trials(), "latencies", p.latencies()))
                .toList());
  }

  private static Map<String, Object> run(Comparison c) {
    return Json.object(
        "scale", c.evidence().scale().id(),
        "published_protocol", c.published(),
        "caution", c.fullCaution(),
        "engine", c.evidence().engine(),
        "device", c.evidence().device(),
        "data", c.evidence().dataName(),
        "data_origin", c.evidence().origin().name(),
        "trials_planned", c.planned(),
        "trials_finished", c.finished(),
        "trials_failed", c.failed().size(),
        "left_out", c.leftOut());
  }

  private static Map<String, Object> claim(Comparison.JudgedClaim j) {
    return Json.object(
        "id", j.claim().id(),
        "statement", j.claim().statement(),
        "margin", j.claim().margin(),
        "verdict", j.finding().verdict().name(),
        "evidence", j.finding().evidence(),
        "statistics",
            j.finding()
                .statistics()
                .map(
                    s -> {
                      Effect effect = s.effect();
                      return Json.object(
                          "n", effect.n(),
                          "paired", effect.paired(),
                          "mean_difference", effect.mean(),
                          "interval", interval(effect.interval()),
                          "p", s.p(),
                          "p_adjusted", s.adjustedP());
                    })
                .orElse(null));
  }

  /** Both ends, or null if either is unknown. */
  private static List<Double> interval(Interval interval) {
    return interval.known() ? List.of(interval.low(), interval.high()) : null;
  }

  private static Map<String, Object> reported(Comparison.ReportedRow r) {
    Reported row = r.row();
    return Json.object(
        "table", row.table(),
        "method", row.method(),
        "model", row.model(),
        "dataset", row.dataset(),
        "setting", row.setting(),
        "metric", row.metric(),
        "unit", row.unit(),
        "reported", row.value(),
        "reported_std", row.std(),
        "status", row.status().name(),
        "source", row.source(),
        "reproduced", r.found().value(),
        "std", r.found().std(),
        "interval", interval(r.interval()),
        "seeds", r.found().seeds(),
        "data", r.found().data(),
        "verdict", r.found().verdict().name(),
        "reason", r.found().reason());
  }

  private static Map<String, Object> measured(Comparison c, Comparison.Measured m) {
    Sample s = m.sample();
    return Json.object(
        "variant", m.variant().name(),
        "method", m.variant().method(),
        "model", m.variant().model(),
        "setting", m.variant().setting(),
        "metric", m.metric().name(),
        "unit", m.metric().unit(),
        "better", m.metric().better().name(),
        "mean", s.mean(),
        "std", s.standardDeviation(),
        "interval", interval(m.interval95()),
        "seeds", Charts.seeds(c, m),
        "values", s.values());
  }

  private static Map<String, Object> failure(TrialResult t) {
    return Json.object(
        "variant", t.key().variant(),
        "seed", t.key().seed(),
        "error", t.error().type(),
        "message", t.error().message());
  }

  private static Map<String, Object> cost(Cost cost) {
    return Json.object(
        "network", cost.network(),
        "setting", cost.setting(),
        "params", cost.params(),
        "macs", cost.macs(),
        "params_reduction", cost.paramsReduction(),
        "macs_reduction", cost.macsReduction());
  }

  private static Map<String, Object> latency(LatencyResult l) {
    return Json.object(
        "network", l.key().network(),
        "setting", l.key().setting(),
        "batch", l.key().batch(),
        "engine", l.key().engine(),
        "device", l.key().device(),
        "threads", l.key().threads(),
        "cpu", l.key().cpu(),
        "samples_ms", l.samples());
  }
}

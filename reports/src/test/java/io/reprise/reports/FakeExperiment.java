package io.reprise.reports;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Cost;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Linear;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/** A paper whose texts hold every character that some format treats specially. */
final class FakeExperiment implements Experiment<FakeExperiment.Data> {
  /** Data without examples. */
  record Data(String name, Origin origin, String checksum) implements Dataset {}

  @Override
  public Paper paper() {
    return new Paper(
        "0000.00000", "Less <is> More & \"Better\"", "Venue | 2026", "https://example.org/a?b=1&c");
  }

  @Override
  public int version() {
    return 7;
  }

  @Override
  public List<Network> networks() {
    return List.of();
  }

  @Override
  public List<Cost> formulaCosts() {
    return List.of(
        new Cost("Net-1", "whole", 25_557_032, 4_089_184_256.0, 0, 0),
        new Cost("Net-1", "formula, only", Double.NaN, 1e9 + 0.4, Double.NaN, 0.421875));
  }

  @Override
  public List<Network> timed(Scale scale) {
    return List.of(
        new Network("Net-1", "whole", "whole", Shape.of(3, 8, 8), at -> new Linear(at, 1, 1)));
  }

  @Override
  public List<Variant> variants(Scale scale) {
    Settings shared = Settings.none().with("epochs", 2);
    return List.of(
        new Variant("base", "baseline", "Net-1", "plain", shared.with("rate", 0.0)),
        new Variant("a<b>|c", "ours, \"new\"", "Net-1", "rate | 40%", shared.with("rate", 0.4)));
  }

  @Override
  public Data data(Scale scale, Path root) {
    return new Data("Fake, & set", Dataset.Origin.PROCEDURAL, "c0ffee");
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.TOP1_ACCURACY, Metric.TEST_LOSS);
  }

  @Override
  public Measurements run(Variant variant, Trial<Data> trial) {
    throw new UnsupportedOperationException("a report runs nothing");
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "better",
            "a < b | c & \"d\"",
            new Criterion.Exact(
                "above 0", e -> new Finding(Verdict.NOT_REPRODUCED, "found, less | <nothing>"))),
        new Claim(
            "later",
            "Needs a GPU.",
            new Criterion.Custom("any", false, e -> Finding.notRun("no GPU here"))),
        new Claim(
            "base-is-best",
            "The baseline | wins.",
            Criterion.Superiority.of(
                Metric.TOP1_ACCURACY, 5, scale -> Contrast.of("base", "a<b>|c"))));
  }

  @Override
  public List<Reported> reported() {
    return List.of(
        row("table1", "baseline", "1234567.5", Double.NaN, Reported.Status.READ),
        row("table1", "ours, \"new\"", "92.20", 0.18, Reported.Status.RECALLED),
        row("theory", "ours, \"new\"", "0.00001", Double.NaN, Reported.Status.DERIVED));
  }

  private static Reported row(
      String table, String method, String printed, double std, Reported.Status status) {
    return new Reported(
        table,
        method,
        "Net-1",
        "CIFAR-10",
        "rate | 40%, <x>",
        "top1_accuracy",
        printed,
        std,
        "percent",
        "page 3 & 4",
        status);
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return switch (row.status()) {
      case READ -> Reproduction.exact(1234567.5, row, "by formula");
      case RECALLED -> Reproduction.notRun("needs <b>weeks</b> | months");
      case DERIVED -> new Reproduction(0.00002, 0.5, 3, "Fake, & set", Verdict.TOO_GOOD, "hm");
    };
  }
}

package io.reprise.papers.eraserelu;

import io.reprise.baselines.costs.EraseReluNetworks;
import io.reprise.baselines.costs.PublishedCost;
import io.reprise.baselines.costs.Quantity;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;

/** Which of this module's numbers answers which printed one. */
final class EraseReluTables {
  /** Accuracies count as equal within half a point. */
  private static final double ACCURACY_BAND = 0.5;

  /** What "best single model" is taken for: the best baseline of the tables. */
  private static final Model BEST = Model.resNeXt(16);

  private EraseReluTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    if (row.metric().equals("params")) {
      return parameters(row, evidence);
    }
    if (row.dataset().startsWith("ILSVRC")) {
      return Reproduction.notRun("needs training on ILSVRC-2012, which this suite cannot download");
    }
    if (row.model().endsWith("(original paper)")) {
      return Reproduction.notRun("quoted from the ResNeXt paper, trained by its authors");
    }
    if (row.setting().equals("best epoch")) {
      return Reproduction.notRun("chosen by its test error; trials report the last epoch alone");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and " + row.dataset());
    }
    return accuracy(row, evidence);
  }

  private static Reproduction parameters(Reported row, Evidence evidence) {
    double params = evidence.cost(row.model(), EraseReluNetworks.BASELINE).params();
    Reproduction exact = Reproduction.exact(params / 1e6, row, "of the network as built");
    boolean cut =
        new EraseReluNetworks()
            .published().stream()
                .filter(p -> p.status() == PublishedCost.Status.READ)
                .filter(p -> p.network().equals(row.model()))
                .filter(
                    p -> p.quantity() == Quantity.PARAMETERS && p.printed().equals(row.printed()))
                .anyMatch(p -> p.agrees(params));
    return exact.verdict() == Verdict.REPRODUCED || !cut
        ? exact
        : new Reproduction(
            exact.value(),
            Double.NaN,
            0,
            Reproduction.COMPUTED,
            Verdict.REPRODUCED,
            "of the network as built; the printed digits are cut, not rounded");
  }

  private static Reproduction accuracy(Reported row, Evidence evidence) {
    boolean erased = row.method().equals(Protocol.METHOD);
    int classes = row.dataset().equals("CIFAR-100") ? 100 : 10;
    Model model = row.model().equals("best single model") ? BEST : new Model(row.model());
    String variant = Protocol.name(classes, model, erased ? Protocol.LAST : Protocol.last(0));
    Sample top1 = evidence.sample(variant, Metric.TOP1_ACCURACY);
    if (top1.size() == 0) {
      return Reproduction.notRun("no finished trial of '" + variant + "'");
    }
    boolean error = row.metric().equals("top1_error");
    return Reproduction.mean(
        error ? new Sample(top1.values().stream().map(v -> 100 - v).toList()) : top1,
        row,
        ACCURACY_BAND,
        error ? Metric.Direction.LOWER : Metric.Direction.HIGHER,
        evidence.dataName());
  }
}

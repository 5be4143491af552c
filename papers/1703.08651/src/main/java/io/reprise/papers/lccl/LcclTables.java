package io.reprise.papers.lccl;

import io.reprise.baselines.costs.LcclNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.nn.Network;
import io.reprise.papers.lccl.Protocol.Form;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which of this module's numbers answers which reported one. */
final class LcclTables {
  /** Accuracies count as equal within half a point. */
  private static final double ACCURACY_BAND = 0.5;

  /** Savings count as equal within five points: they follow from gates that nothing steers. */
  private static final double SAVING_BAND = 5;

  private LcclTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    if (row.metric().equals("overhead")) {
      double share = overhead(row.model(), row.setting());
      return Reproduction.exact(
          100 * share, row, "of the convolutions that have a collaborative layer");
    }
    if (row.model().equals("average")) {
      return Reproduction.notRun("an average over networks of which ILSVRC-2012's are not trained");
    }
    if (!row.dataset().startsWith("CIFAR")) {
      return Reproduction.notRun("needs training on ILSVRC-2012, which this suite cannot download");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and CIFAR-10 and CIFAR-100");
    }
    return trained(row, evidence);
  }

  /**
   * The share of covered multiply-adds that a network's collaborative layers cost.
   *
   * @param network for example {@code ResNet-20}
   * @param kind for example {@code 1x1 shared}
   */
  static double overhead(String network, String kind) {
    Network found =
        new LcclNetworks()
            .networks().stream()
                .filter(n -> n.name().equals("Pre-act " + network))
                .filter(n -> n.setting().equals("LCCL, " + kind))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "no network Pre-act " + network + " (LCCL, " + kind + ")"));
    var costs = found.costs();
    Map<String, Double> paths = new LinkedHashMap<>();
    costs.layers().stream()
        .filter(l -> l.name().endsWith(".main"))
        .forEach(l -> paths.put(l.name().substring(0, l.name().length() - ".main".length()), 0.0));
    return SkippedWork.of(costs, 1, paths).overheadShare();
  }

  private static Reproduction trained(Reported row, Evidence evidence) {
    int depth = Integer.parseInt(row.model().substring("ResNet-".length()));
    int classes = row.dataset().equals("CIFAR-100") ? 100 : 10;
    String plain = Protocol.name(Form.NONE, depth, classes);
    String lccl = Protocol.name(Form.LCCL, depth, classes);
    boolean baseline = row.setting().equals("plain baseline");
    Sample sample =
        switch (row.metric()) {
          case "top1_accuracy" -> evidence.sample(baseline ? plain : lccl, Metric.TOP1_ACCURACY);
          case "top1_accuracy_drop" -> evidence.difference(plain, lccl, Metric.TOP1_ACCURACY);
          case "flops_reduction" -> evidence.sample(lccl, LowCostCollaboration.NET_SAVING);
          default -> throw new IllegalArgumentException("no answer to " + row.title());
        };
    if (sample.size() == 0) {
      return Reproduction.notRun("no finished trial of '" + lccl + "' or its plain network");
    }
    boolean saving = row.metric().equals("flops_reduction");
    return Reproduction.mean(
        sample,
        row,
        saving ? SAVING_BAND : ACCURACY_BAND,
        row.metric().equals("top1_accuracy_drop")
            ? Metric.Direction.LOWER
            : Metric.Direction.HIGHER,
        evidence.dataName());
  }
}

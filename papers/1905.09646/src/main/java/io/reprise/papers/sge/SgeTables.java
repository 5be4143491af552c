package io.reprise.papers.sge;

import io.reprise.baselines.attention.SpatialGroupEnhance;
import io.reprise.baselines.costs.Quantity;
import io.reprise.baselines.costs.SgeNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import io.reprise.papers.sge.Protocol.Data;
import io.reprise.papers.sge.Protocol.Module;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of this module's numbers answers which number of the repository's tables. */
final class SgeTables {
  /** Accuracies count as equal within half a point. */
  private static final double ACCURACY_BAND = 0.5;

  private static final Pattern DEPTH = Pattern.compile("ResNet(\\d+)");

  private SgeTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    return switch (row.metric()) {
      case "params", "flops" -> cost(row);
      case "ap", "ap50", "ap75", "ap_gain" ->
          Reproduction.notRun(
              "needs COCO and detectors with feature pyramids trained on it; their backbones'"
                  + " costs are computed");
      default -> accuracy(row, evidence);
    };
  }

  /** Parameters, and what the repository's own counter gives. */
  private static Reproduction cost(Reported row) {
    Costs costs = network(row).costs();
    return row.metric().equals("params")
        ? Reproduction.exact(Quantity.PARAMETERS.of(costs, costs) / 1e6, row, "parameters")
        : Reproduction.exact(
            Quantity.COUNTER_MACS.of(costs, costs) / 1e9,
            row,
            "multiply-adds of convolutions and linear layers, 2 for each input of batch"
                + " normalisation, 1 for each of ReLU and pooling");
  }

  private static Network network(Reported row) {
    Matcher depth = DEPTH.matcher(row.model());
    String name =
        !depth.find()
            ? "ShuffleNetV2 1x"
            : "ResNet-" + depth.group(1) + (row.table().equals("Detection") ? " backbone" : "");
    String setting = Module.of(row.method()).setting();
    return new SgeNetworks()
        .networks().stream()
            .filter(n -> n.name().equals(name) && n.setting().equals(setting))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no network '" + name + "' (" + setting + ") for " + row.title()));
  }

  private static Reproduction accuracy(Reported row, Evidence evidence) {
    Matcher found = DEPTH.matcher(row.model());
    if (!found.find()) {
      return Reproduction.notRun("quoted for scale alone: no module of the paper is in it");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and ILSVRC 2012");
    }
    int depth = Integer.parseInt(found.group(1));
    String plain = name(depth, Module.PLAIN);
    String variant = name(depth, Module.of(row.method()));
    Sample sample =
        switch (row.metric()) {
          case "top1_accuracy" -> evidence.sample(variant, Metric.TOP1_ACCURACY);
          case "top5_accuracy" -> evidence.sample(variant, Metric.TOP5_ACCURACY);
          case "top1_accuracy_gain" -> evidence.difference(variant, plain, Metric.TOP1_ACCURACY);
          default ->
              throw new IllegalArgumentException(
                  "metric '" + row.metric() + "' of " + row.title() + ": expected a known one");
        };
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial of '" + variant + "'")
        : Reproduction.mean(
            sample, row, ACCURACY_BAND, Metric.Direction.HIGHER, evidence.dataName());
  }

  private static String name(int depth, Module module) {
    return Protocol.name(
        Data.PICTURES, depth, module, SpatialGroupEnhance.Design.of(Protocol.GROUPS));
  }
}

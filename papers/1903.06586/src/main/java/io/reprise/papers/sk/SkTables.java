package io.reprise.papers.sk;

import io.reprise.baselines.costs.PublishedCost;
import io.reprise.baselines.costs.Quantity;
import io.reprise.baselines.costs.SkNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of this module's numbers answers which number of the paper's tables. */
final class SkTables {
  /** Accuracies count as equal within half a point. */
  private static final double ACCURACY_BAND = 0.5;

  private static final SkNetworks PUBLISHED = new SkNetworks();

  private static final List<Network> NETWORKS = List.copyOf(PUBLISHED.networks());

  /** Networks whose name or setting is another in {@link SkNetworks}: name | setting there. */
  private static final Map<String, String> OTHERWISE =
      Map.ofEntries(
          Map.entry("ResNeXt-50", "ResNeXt-50 | 32x4d"),
          Map.entry("ResNeXt-101", "ResNeXt-101 | 32x4d"),
          Map.entry("InceptionV3", "InceptionV3 | without the auxiliary classifier"),
          Map.entry("ResNeXt-50 + BAM", "ResNeXt-50 | BAM"),
          Map.entry("ResNeXt-50 + CBAM", "ResNeXt-50 | CBAM"),
          Map.entry("ResNeXt-101 + BAM", "ResNeXt-101 | BAM"),
          Map.entry("ResNeXt-101 + CBAM", "ResNeXt-101 | CBAM"),
          Map.entry("SENet-50", "SENet-50 | ResNeXt-50"),
          Map.entry("SENet-101", "SENet-101 | ResNeXt-101"),
          Map.entry("SKNet-50", "SKNet-50 | SK[2,32,16]"),
          Map.entry("SKNet-101", "SKNet-101 | SK[2,32,16]"),
          Map.entry("ResNeXt-56 deeper", "ResNeXt-56 | deeper"),
          Map.entry("ResNeXt-50 36x4d", "ResNeXt-50 | 36x4d"),
          Map.entry("ShuffleNetV2 0.5x (authors run)", "ShuffleNetV2 0.5x | baseline"),
          Map.entry("ShuffleNetV2 1.0x (authors run)", "ShuffleNetV2 1.0x | baseline"),
          Map.entry("SK-ResNet50 (modified)", "SK-ResNet-50 | modified"),
          Map.entry("SK-ResNet101 (modified)", "SK-ResNet-101 | modified"));

  private SkTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    return switch (row.metric()) {
      case "params", "flops" -> cost(row);
      case "params_overhead" -> overhead(row, Quantity.PARAMETERS);
      case "flops_overhead" -> overhead(row, Quantity.MACS);
      default -> accuracy(row, evidence);
    };
  }

  private static Optional<Network> network(String model, String dataset) {
    String name = OTHERWISE.getOrDefault(model, model + " | " + dataset);
    return NETWORKS.stream().filter(n -> (n.name() + " | " + n.setting()).equals(name)).findFirst();
  }

  private static Reproduction cost(Reported row) {
    Optional<Network> network = network(row.model(), row.dataset());
    if (network.isEmpty()) {
      return Reproduction.notRun("what this network is made of is not known in full");
    }
    Optional<PublishedCost> published =
        PUBLISHED.published().stream()
            .filter(p -> p.network().equals(network.get().name()))
            .filter(p -> p.setting().equals(network.get().setting()))
            .filter(p -> p.status() != PublishedCost.Status.DERIVED && p.unit().equals(row.unit()))
            .filter(p -> Double.parseDouble(p.printed()) == row.value())
            .findFirst();
    Quantity quantity =
        published
            .map(PublishedCost::quantity)
            .orElse(row.metric().equals("params") ? Quantity.PARAMETERS : Quantity.MACS);
    Costs costs = network.get().costs();
    double value = quantity.of(costs, costs);
    String how = quantity.id().replace('_', ' ');
    String note = published.map(PublishedCost::note).orElse("");
    return answer(row, value, published, note.isEmpty() ? how : how + "; " + note);
  }

  /** Costs were printed rounded or cut to their digits; both count as agreement. */
  private static Reproduction answer(
      Reported row, double value, Optional<PublishedCost> published, String how) {
    double inUnit = value / prefix(row.unit());
    boolean cut = !row.agrees(inUnit) && published.map(p -> p.agrees(value)).orElse(false);
    return cut
        ? new Reproduction(
            inUnit,
            Double.NaN,
            0,
            Reproduction.COMPUTED,
            Verdict.REPRODUCED,
            how + "; cut to the printed digits, not rounded")
        : Reproduction.exact(inUnit, row, how);
  }

  private static double prefix(String unit) {
    return switch (unit) {
      case "M" -> 1e6;
      case "G" -> 1e9;
      case "" -> 1;
      default ->
          throw new IllegalArgumentException(
              "unit '" + unit + "' of a cost: expected M, G or none");
    };
  }

  private static Reproduction overhead(Reported row, Quantity quantity) {
    String[] names = row.model().split(" over ", -1);
    double own = of(names[0], quantity);
    double other = of(names[1], quantity);
    return Reproduction.exact(
        100 * (own / other - 1),
        row,
        String.format(java.util.Locale.ROOT, "%.0f against %.0f", own, other));
  }

  private static double of(String model, Quantity quantity) {
    Costs costs = network(model, "").orElseThrow().costs();
    return quantity.of(costs, costs);
  }

  private static Reproduction accuracy(Reported row, Evidence evidence) {
    if (!row.dataset().startsWith("CIFAR")) {
      return Reproduction.notRun("needs training on ILSVRC-2012, which this suite cannot download");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper, CIFAR-10 and CIFAR-100");
    }
    Protocol.Source source =
        row.dataset().equals("CIFAR-10") ? Protocol.Source.IMAGES_10 : Protocol.Source.IMAGES_100;
    String variant = Protocol.published(source, row.model());
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

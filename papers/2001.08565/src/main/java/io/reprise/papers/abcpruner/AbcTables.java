package io.reprise.papers.abcpruner;

import io.reprise.baselines.costs.AbcPrunerNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Network;
import io.reprise.papers.abcpruner.Protocol.Arm;
import io.reprise.papers.abcpruner.Protocol.Form;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which of this module's numbers answers which printed one. */
final class AbcTables {
  /** Accuracies count as equal within half a point. */
  private static final double ACCURACY_BAND = 0.5;

  private static final double MILLION = 1e6;

  private AbcTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    String metric = row.metric().replace("_reduction", "");
    return switch (metric) {
      case "params", "flops", "channels" -> cost(row, metric);
      default -> accuracy(row, evidence);
    };
  }

  private static Reproduction cost(Reported row, String metric) {
    boolean reduction = row.metric().endsWith("_reduction");
    double full = of(structure(row, "full").orElseThrow(), metric);
    String alpha = row.setting().replace("alpha=", "alpha ");
    if (row.table().equals("abstract")) {
      alpha = row.model().equals("VGG-16") ? "alpha 80%" : "alpha 70%";
    }
    Optional<Structure> found = structure(row, alpha);
    if (found.isPresent()) {
      double own = of(found.get(), metric);
      return Reproduction.exact(
          reduction ? Structure.saved(full, own) : own, row, "of the structure as found");
    }
    if (!reduction) {
      return Reproduction.notRun("the genes of this structure are published nowhere");
    }
    Optional<Reported> printed = pruned(row, metric);
    return printed.isEmpty()
        ? Reproduction.notRun("the genes of this structure are published nowhere")
        : quotient(row, printed.get(), full);
  }

  /** A percentage of a rounded figure: it is only known to half of that one's last digit. */
  private static Reproduction quotient(Reported row, Reported pruned, double full) {
    double value = Structure.saved(full, pruned.value());
    double band = 100 * halfDigit(pruned) / full + halfDigit(row);
    return new Reproduction(
        value,
        Double.NaN,
        0,
        Reproduction.COMPUTED,
        Math.abs(value - row.value()) <= band ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "the printed %s %s of our %.5g, whose rounding leaves %.2f points",
            pruned.printed(),
            pruned.unit(),
            full,
            band));
  }

  /** Half of a unit in the last printed place. */
  static double halfDigit(Reported row) {
    return new BigDecimal(row.printed()).ulp().doubleValue() / 2;
  }

  /** The pruned figure that a reduction belongs to. */
  static Optional<Reported> pruned(Reported reduction, String metric) {
    return new AbcPruner()
        .reported().stream()
            .filter(r -> r.metric().equals(metric) && r.model().equals(reduction.model()))
            .filter(
                r ->
                    r.setting().equals(reduction.setting()) || reduction.table().equals("abstract"))
            .findFirst();
  }

  /** What a network of the tables costs; empty if its genes are not known. */
  static Optional<Structure> structure(Reported row, String setting) {
    String named = (row.dataset().startsWith("CIFAR") ? "CIFAR-10, " : "ImageNet, ") + setting;
    return network(row.model(), named).map(n -> Structure.of(n.builder(), n.input()));
  }

  private static Optional<Network> network(String name, String setting) {
    List<Network> all = new AbcPrunerNetworks().networks();
    return all.stream()
        .filter(n -> n.name().equals(name) && n.setting().equals(setting))
        .findFirst();
  }

  /** In the unit of the tables: millions, but channels are counted. */
  static double of(Structure structure, String metric) {
    return switch (metric) {
      case "params" -> structure.params() / MILLION;
      case "flops" -> structure.flops() / MILLION;
      default -> structure.channels();
    };
  }

  private static Reproduction accuracy(Reported row, Evidence evidence) {
    if (row.dataset().equals("ImageNet")) {
      return Reproduction.notRun("needs training on ILSVRC-2012, which this suite cannot download");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and " + row.dataset());
    }
    Protocol.Published published =
        Protocol.Published.ALL.stream()
            .filter(p -> p.backbone().equals(row.model()))
            .findFirst()
            .orElseThrow();
    String full = Protocol.name(row.model(), Arm.UNPRUNED, published.most(), Form.AS_PUBLISHED);
    String own = Protocol.name(row.model(), Arm.COLONY, published.most(), Form.AS_PUBLISHED);
    Sample sample =
        row.metric().equals("top1_accuracy_gain")
            ? evidence.difference(own, full, Metric.TOP1_ACCURACY)
            : evidence.sample(row.setting().equals("baseline") ? full : own, Metric.TOP1_ACCURACY);
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial of '" + own + "'")
        : Reproduction.mean(
            sample, row, ACCURACY_BAND, Metric.Direction.HIGHER, evidence.dataName());
  }
}

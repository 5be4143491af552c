package io.reprise.papers.mabn;

import io.reprise.baselines.costs.MabnNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What answers each number of the paper's tables. */
final class MabnTables {
  /** The settings of ResNet-50 that are timed above scale smoke, besides BN. */
  static final List<String> COMPARED = List.of(MabnNetworks.FOLDED, "GN", "LN", "IN");

  private MabnTables() {}

  /** The median time of a setting over that of BN; empty if not both were timed. */
  private static OptionalDouble timesAsSlow(String setting, Evidence evidence) {
    OptionalDouble saved = evidence.latencyReduction("ResNet-50", setting, MabnNetworks.BN);
    return saved.isPresent() ? OptionalDouble.of(1 - saved.getAsDouble()) : saved;
  }

  static Reproduction reproduce(Reported row, Evidence evidence) {
    if (row.metric().equals("throughput")) {
      return speed(row, evidence);
    }
    return Reproduction.notRun(
        row.table().equals("COCO")
            ? "needs detectors trained on COCO, which this suite does not train"
            : "needs training on ILSVRC-2012, which this suite cannot download;"
                + " CIFAR-10 takes its place");
  }

  private static Reproduction speed(Reported row, Evidence evidence) {
    String setting = row.method().equals("BN/MABN") ? MabnNetworks.FOLDED : row.method();
    OptionalDouble times = timesAsSlow(setting, evidence);
    return Reproduction.notRun(
        "the absolute speed of a device and batch that are not stated; "
            + (times.isEmpty()
                ? "not timed at scale " + evidence.scale().id()
                : String.format(
                    Locale.ROOT,
                    "relative to BN %.2f, printed %.2f",
                    1 / times.getAsDouble(),
                    row.value() / printedOfBn())));
  }

  private static double printedOfBn() {
    return new MovingAverageBatchNormalization()
        .reported().stream()
            .filter(r -> r.metric().equals("throughput") && r.method().equals("BN/MABN"))
            .findFirst()
            .orElseThrow()
            .value();
  }
}

package io.reprise.papers.sdbnn;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sdbnn.Protocol.Method;
import io.reprise.papers.sdbnn.Protocol.Model;
import java.util.Arrays;
import java.util.Locale;

/** Which of this module's numbers answers which printed one. */
final class SdBnnTables {
  /** Accuracies count as equal within half a point. */
  private static final double BAND = 0.5;

  private SdBnnTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    if (row.metric().equals("flops")) {
      return flops(row);
    }
    if (row.dataset().equals("ImageNet")) {
      return Reproduction.notRun("needs training on ILSVRC-2012, which this suite cannot download");
    }
    if (!row.method().equals("SD-BNN")) {
      return Reproduction.notRun(
          "another paper's method with its own treatment of weights; see the variant EDE for what"
              + " SD-BNN starts from");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and CIFAR-10");
    }
    Model model =
        Arrays.stream(Model.values())
            .filter(m -> m.title().equals(row.model()))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no network " + row.model()));
    Sample sample = evidence.sample(Protocol.name(model, Method.SD), Metric.TOP1_ACCURACY);
    return sample.size() == 0
        ? Reproduction.notRun("no finished trial of SD-BNN on " + row.model())
        : Reproduction.mean(sample, row, BAND, Metric.Direction.HIGHER, evidence.dataName());
  }

  /** Of other one-bit networks; Bi-Real Net's are computed, and printed cut, not rounded. */
  private static Reproduction flops(Reported row) {
    if (!row.method().equals("Bi-Real Net")) {
      return Reproduction.notRun("not described closely enough in what was read to be computed");
    }
    double mega = SdBnnCosts.megaFlops(SdBnnCosts.of("ResNet-18", "Bi-Real Net"));
    return new Reproduction(
        mega,
        Double.NaN,
        0,
        Reproduction.COMPUTED,
        row.agrees(Math.floor(mega)) ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "64 operations on signs as one: %.3f M, of which %s are printed",
            mega,
            row.printed()));
  }
}

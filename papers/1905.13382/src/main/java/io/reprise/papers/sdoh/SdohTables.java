package io.reprise.papers.sdoh;

import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.papers.sdoh.Protocol.Method;
import io.reprise.papers.sdoh.Protocol.Source;
import java.util.Arrays;
import java.util.Optional;

/** Which of this module's numbers answers which printed one: none of the paper's own was found. */
final class SdohTables {
  /** mAP counts as equal within this much. */
  private static final double BAND = 0.02;

  private SdohTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    if (!row.setting().equals("32 bits")) {
      return Reproduction.notRun(
          "an example run of the baselines' framework on 2,000 samples; the streams here are those"
              + " of the paper's protocol");
    }
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs -Dscale=paper and the fc7 features of a VGG-16 in files; below it features are"
              + " those of a small network");
    }
    Optional<Method> method =
        Arrays.stream(Method.values()).filter(m -> m.title().equals(row.method())).findFirst();
    if (method.isEmpty()) {
      return Reproduction.notRun(
          "not implemented: the update of OKH is published as protected code alone");
    }
    Sample sample = evidence.sample(Protocol.name(method.get(), Source.CIFAR, false), Sdoh.MAP);
    return sample.size() == 0
        ? Reproduction.notRun(
            "no finished trial of " + row.method() + " on " + Source.CIFAR.title())
        : Reproduction.mean(sample, row, BAND, Metric.Direction.HIGHER, Source.CIFAR.title());
  }
}

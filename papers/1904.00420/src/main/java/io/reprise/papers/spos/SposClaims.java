package io.reprise.papers.spos;

import io.reprise.baselines.ShuffleChoiceSpace;
import io.reprise.baselines.costs.CostRow;
import io.reprise.baselines.costs.PublishedCost;
import io.reprise.baselines.costs.SposNetworks;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SposClaims {
  /** What evolution gains over random selection: points of accuracy. */
  private static final double OVER_SELECTION = 0.5;

  /** So much less still counts as good as random search: points of accuracy. */
  private static final double AS_GOOD = -0.3;

  /** Ranks usefully: Kendall's tau. */
  private static final double USEFUL = 0.2;

  /** What the re-estimation of statistics adds at least: Kendall's tau. */
  private static final double REESTIMATION = 0.05;

  /** Standard deviations of a binomial count; 1 in 16,000 is further out. */
  private static final double FAR_OUT = 4;

  private SposClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "space",
            "The space of blocks has 4^20 networks, and its table of costs adds up to the cost of"
                + " each published network.",
            new Criterion.Exact(
                "4^20, and every total to the last multiply-add", SposClaims::space)),
        new Claim(
            "published-costs",
            "Parameters and multiply-adds of the released networks have the printed digits.",
            Criterion.Exact.printed(new SinglePathOneShot(), SposClaims::releasedCost)),
        new Claim(
            "bit-operations",
            "ResNets of 2, 3 and 4 bits in all but the first convolution take the printed bit"
                + " operations.",
            Criterion.Exact.printed(new SinglePathOneShot(), r -> r.metric().equals("bitops"))),
        new Claim(
            "hard-constraint",
            "No evaluated or returned network exceeds the limit.",
            Criterion.Exact.atMost(SinglePathOneShot.COST_SHARE, 1)),
        new Claim(
            "uniform-updates",
            "By uniform sampling each block's count of updates is binomial.",
            Criterion.Exact.atMost(SinglePathOneShot.UPDATES_Z, FAR_OUT)),
        new Claim(
            "unsampled-blocks",
            "A step changes nothing that its path does not hold.",
            Criterion.Exact.atMost(SinglePathOneShot.UNSAMPLED, 0)),
        new Claim(
            "better-than-random-selection",
            "What evolution finds is more accurate after training than random networks within the"
                + " same limit.",
            accuracy(OVER_SELECTION, Protocol.RANDOM_PATHS)),
        new Claim(
            "as-good-as-random-search",
            "It is at least as accurate as what random search finds in the same supernet, 0.3"
                + " points given.",
            accuracy(AS_GOOD, Protocol.RANDOM_SEARCH)),
        new Claim(
            "higher-inherited-accuracy",
            "At equal evaluations evolution reaches a higher accuracy with inherited weights than"
                + " random search.",
            Criterion.Superiority.of(
                SinglePathOneShot.INHERITED,
                0,
                scale -> Contrast.of(Protocol.EVOLUTION, Protocol.RANDOM_SEARCH))),
        new Claim(
            "ranks-networks",
            "Inherited accuracies with statistics estimated anew rank networks usefully.",
            ranking(SinglePathOneShot.TAU, USEFUL)),
        new Claim(
            "reestimation-matters",
            "Without the re-estimation they rank them worse.",
            ranking(SinglePathOneShot.TAU_GAIN, REESTIMATION)),
        new Claim(
            "ranks-better-than-size",
            "They rank networks better than the number of parameters does.",
            ranking(SinglePathOneShot.TAU_OVER_SIZE, 0)),
        new Claim(
            "better-than-one-block",
            "What evolution finds is more accurate than each network of one block.",
            new Criterion.AllOf(
                Protocol.ONE_BLOCK.stream()
                    .map(other -> at(Scale.PAPER, Protocol.EVOLUTION, other))
                    .toList())),
        new Claim(
            "widths-help",
            "A search over blocks and widths finds a better network than one over blocks.",
            at(Scale.PAPER, Protocol.BLOCKS_AND_WIDTHS, Protocol.EVOLUTION)));
  }

  private static Criterion accuracy(double margin, String other) {
    return Criterion.Superiority.of(
        Metric.TOP1_ACCURACY, margin, scale -> Contrast.of(Protocol.EVOLUTION, other));
  }

  private static Criterion ranking(Metric metric, double margin) {
    return Criterion.Superiority.of(metric, margin, scale -> Contrast.of(Protocol.RANKING));
  }

  private static Criterion.Superiority at(Scale scale, String variant, String other) {
    return new Criterion.Superiority(
        Metric.TOP1_ACCURACY, Map.of(scale, Contrast.of(variant, other)), 0);
  }

  /** Of the networks whose architecture was published. */
  private static boolean releasedCost(Reported row) {
    boolean cost = row.metric().equals("flops") || row.metric().equals("params");
    return cost && row.status() == Reported.Status.READ;
  }

  private static Finding space(Evidence evidence) {
    boolean all =
        ShuffleChoiceSpace.imageNet().codes().size().equals(BigInteger.valueOf(4).pow(20));
    List<String> words = new ArrayList<>();
    int exact = 0;
    for (CostRow row : CostRow.of(new SposNetworks())) {
      boolean derived =
          row.published().filter(p -> p.status() == PublishedCost.Status.DERIVED).isPresent();
      if (derived) {
        exact += row.agrees() ? 1 : 0;
        if (!row.agrees()) {
          all = false;
          words.add(row.setting() + ": " + row.computed());
        }
      }
    }
    return new Finding(
        all && exact > 0 ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        Finding.agreement(exact, "totals from the definition of the blocks", words));
  }
}

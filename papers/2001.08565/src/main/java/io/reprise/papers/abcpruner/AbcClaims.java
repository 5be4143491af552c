package io.reprise.papers.abcpruner;

import io.reprise.baselines.costs.AbcPrunerNetworks;
import io.reprise.baselines.costs.CostRow;
import io.reprise.baselines.costs.PublishedCost;
import io.reprise.baselines.pruning.ChannelGenes;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Contrast;
import io.reprise.experiment.Criterion;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.papers.abcpruner.Protocol.Arm;
import io.reprise.papers.abcpruner.Protocol.Form;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class AbcClaims {
  /** Points of a printed percentage: it was made from unrounded figures, we divide printed ones. */
  private static final double PERCENTAGE_BAND = 0.02;

  /** The same for parameters, which are printed to 0.01 or 0.1 millions. */
  private static final double PARAMETERS_BAND = 0.2;

  /** Points of accuracy that count as none lost. */
  private static final double LOSS = 0.5;

  /** Percent of the FLOPs that are to be saved without that loss; the paper saves 73.68. */
  private static final double SAVED = 50;

  /** VGG-16 has as many structures as a product of widths says, in bits. */
  private static final int FULL_SPACE_BITS = 104;

  private static final BigInteger REDUCED_SPACE = BigInteger.TEN.pow(13);

  private AbcClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "base-costs",
            "The full networks and those of equal genes cost what the code says.",
            new Criterion.Exact(
                "every derived multiply-add, parameter and channel to the digit",
                evidence -> baseCosts())),
        new Claim(
            "percentages",
            "The printed pruned figures, divided by those of the full networks, give the printed"
                + " percentages.",
            new Criterion.Exact(
                "within 0.02 points, parameters within 0.2, or half of the last digit",
                evidence -> percentages())),
        new Claim(
            "found-structures",
            "The structures that the authors found cost what they print.",
            Criterion.Exact.printed(
                new AbcPruner(),
                r ->
                    r.method().equals("ABCPruner")
                        && AbcTables.structure(r, r.setting().replace("alpha=", "alpha "))
                            .isPresent())),
        new Claim(
            "search-space",
            "Tenths of channels leave 10^13 structures of VGG-16 out of 2^104.",
            new Criterion.Exact("exactly these two numbers", evidence -> searchSpace())),
        new Claim(
            "whole-inheritance",
            "A network of all tenths that inherits everything is the original to the bit.",
            Criterion.Exact.atMost(AbcPruner.INHERITANCE_DIFFERENCE, 0)),
        new Claim(
            "colony-beats-random",
            "With as many evaluations the bee colony finds a structure that fine-tunes to a higher"
                + " accuracy than the best of random ones.",
            beats(Arm.RANDOM)),
        new Claim(
            "colony-beats-greedy",
            "With as many evaluations the bee colony finds a better structure than climbing does.",
            beats(Arm.GREEDY)),
        new Claim(
            "colony-beats-uniform",
            "The structure that is found beats one of equal shares with about its FLOPs.",
            beats(Arm.UNIFORM)),
        new Claim(
            "keeps-accuracy",
            "The pruned network is as accurate as the whole one, trained on for as long.",
            Criterion.Superiority.of(
                Metric.TOP1_ACCURACY,
                -LOSS,
                scale -> Contrast.of(colony(scale), compared(scale, Arm.UNPRUNED_TUNED)))),
        new Claim(
            "saves-flops",
            "It needs less than half of the FLOPs.",
            Criterion.Superiority.of(
                AbcPruner.FLOPS_REDUCTION, SAVED, scale -> Contrast.of(colony(scale)))),
        new Claim(
            "inherited-beats-scratch",
            "Fine-tuning the weights of the search is at least as good as training the same"
                + " structure from scratch for as many epochs.",
            beats(Arm.SCRATCH)),
        new Claim(
            "smaller-alpha",
            "A smaller alpha saves more FLOPs and costs accuracy.",
            new Criterion.AllOf(
                List.of(
                    Criterion.Superiority.of(
                        AbcPruner.FLOPS_REDUCTION,
                        0,
                        scale -> Contrast.of(small(scale), colony(scale))),
                    Criterion.Superiority.of(
                        Metric.TOP1_ACCURACY,
                        0,
                        scale -> Contrast.of(colony(scale), small(scale)))))));
  }

  private static String compared(Scale scale, Arm arm) {
    return Protocol.name(
        Protocol.compared(scale), arm, Protocol.comparedMost(scale), Form.STANDARD);
  }

  private static String colony(Scale scale) {
    return compared(scale, Arm.COLONY);
  }

  private static String small(Scale scale) {
    return Protocol.name(Protocol.compared(scale), Arm.COLONY, Protocol.SMALL_MOST, Form.STANDARD);
  }

  private static Criterion beats(Arm other) {
    return Criterion.Superiority.of(
        Metric.TOP1_ACCURACY, 0, scale -> Contrast.of(colony(scale), compared(scale, other)));
  }

  /** Figures that were derived by hand with unit 1, and so have all their digits. */
  private static Finding baseCosts() {
    int agree = 0;
    List<String> differ = new ArrayList<>();
    for (CostRow row : CostRow.of(new AbcPrunerNetworks())) {
      boolean derived =
          row.published()
              .filter(p -> p.status() == PublishedCost.Status.DERIVED && p.unit().isEmpty())
              .isPresent();
      if (derived && row.agrees()) {
        agree++;
      } else if (derived) {
        differ.add(
            String.format(
                Locale.ROOT,
                "%s (%s) %s: expected %s, computed %.0f",
                row.network(),
                row.setting(),
                row.quantity().id(),
                row.published().orElseThrow().printed(),
                row.computed()));
      }
    }
    return new Finding(
        differ.isEmpty() ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        Finding.agreement(agree, "figures", differ));
  }

  private static Finding percentages() {
    int agree = 0;
    List<String> differ = new ArrayList<>();
    for (Reported row : new AbcPruner().reported()) {
      if (!row.metric().endsWith("_reduction") || row.table().equals("abstract")) {
        continue;
      }
      String metric = row.metric().replace("_reduction", "");
      double full = AbcTables.of(AbcTables.structure(row, "full").orElseThrow(), metric);
      double saved = Structure.saved(full, AbcTables.pruned(row, metric).orElseThrow().value());
      double band = metric.equals("params") ? PARAMETERS_BAND : PERCENTAGE_BAND;
      if (Math.abs(saved - row.value()) <= Math.max(band, AbcTables.halfDigit(row))) {
        agree++;
      } else {
        differ.add(
            String.format(
                Locale.ROOT,
                "%s %s %s: printed %s, %.2f by division",
                row.model(),
                row.setting(),
                row.metric(),
                row.printed(),
                saved));
      }
    }
    return new Finding(
        differ.isEmpty() ? Verdict.REPRODUCED : Verdict.PARTLY,
        Finding.agreement(agree, "percentages", differ));
  }

  private static Finding searchSpace() {
    List<Integer> widths = Backbone.of("VGG-16", 10).widths();
    BigInteger full =
        widths.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    BigInteger reduced = ChannelGenes.space(widths.size(), ChannelGenes.ALL).size();
    return new Finding(
        full.equals(BigInteger.TWO.pow(FULL_SPACE_BITS)) && reduced.equals(REDUCED_SPACE)
            ? Verdict.REPRODUCED
            : Verdict.NOT_REPRODUCED,
        reduced + " structures of tenths, " + full + " of all widths");
  }
}

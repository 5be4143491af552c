package io.reprise.papers.sfp;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Finding;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import io.reprise.papers.sfp.Protocol.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** The paper's claims, each with the margin that was fixed before any result was seen. */
final class SfpClaims {
  private static final double EXACT = 1e-4;
  private static final double ONCE_MARGIN = 5;
  private static final double SMALL_DROP = 0.5;

  private SfpClaims() {}

  static List<Claim> all() {
    return List.of(
        new Claim(
            "flops-cifar",
            "The FLOPs and their reduction of every CIFAR network follow from its pruning rate.",
            "every printed figure to its three digits",
            e -> printedCosts(e, r -> r.dataset().equals("CIFAR-10"))),
        new Claim(
            "flops-imagenet",
            "Pruning 30% of the filters saves the printed share of ResNet-18, 34, 50 and 101.",
            "every printed figure to its three digits",
            e -> printedCosts(e, r -> !r.dataset().equals("CIFAR-10"))),
        new Claim(
            "compact-equals-masked",
            "Cutting the zero filters out leaves the network's output as it is.",
            "logits of every trial's trained network within 1e-4",
            SfpClaims::compactEqualsMasked),
        new Claim(
            "soft-beats-once",
            "Soft pruning keeps more accuracy than pruning once after training.",
            "at 40%: mean difference at least 5 points, 95% interval above 0",
            e -> soft(e, Method.ONCE, ONCE_MARGIN)),
        new Claim(
            "soft-beats-hard-start",
            "Soft pruning from scratch beats a mask that is fixed on the initial weights.",
            "at 40%: mean difference above 0, 95% interval above 0",
            e -> soft(e, Method.HARD_START, 0)),
        new Claim(
            "soft-beats-hard-half",
            "Soft pruning from scratch beats pruning at half time and training on.",
            "at 40%: mean difference above 0, 95% interval above 0",
            e -> soft(e, Method.HARD_HALF, 0)),
        new Claim(
            "soft-beats-once-plain",
            "The same without batch normalisation: soft pruning against pruning once.",
            "plain CNN at 50%: mean difference at least 5 points, 95% interval above 0",
            e -> softPlain(e, Method.ONCE, ONCE_MARGIN)),
        new Claim(
            "soft-beats-hard-start-plain",
            "The same without batch normalisation: soft pruning against a mask from the start.",
            "plain CNN at 50%: mean difference above 0, 95% interval above 0",
            e -> softPlain(e, Method.HARD_START, 0)),
        new Claim(
            "soft-beats-hard-half-plain",
            "The same without batch normalisation: soft pruning against pruning at half time.",
            "plain CNN at 50%: mean difference above 0, 95% interval above 0",
            e -> softPlain(e, Method.HARD_HALF, 0)),
        new Claim(
            "small-drop",
            "At 30% the accuracy of ResNet-56 and ResNet-110 drops by half a point at most.",
            "mean drop at most 0.5 points on both, at scale paper",
            SfpClaims::smallDrop),
        new Claim(
            "drop-grows-with-rate",
            "The more filters are pruned, the more accuracy is lost.",
            "20% against 40%: mean difference above 0, 95% interval above 0",
            SfpClaims::dropGrowsWithRate),
        new Claim(
            "drop-shrinks-with-depth",
            "Deeper networks lose less accuracy at the same rate.",
            "drop at 30% of ResNet-20 above that of ResNet-110, 95% interval above 0",
            SfpClaims::dropShrinksWithDepth),
        new Claim(
            "realistic-below-theoretical",
            "The cut networks are faster, but by less than their FLOPs say.",
            "every timed network: 0 < time saved < FLOPs saved (continuous widths)",
            SfpClaims::realisticBelowTheoretical),
        new Claim(
            "pre-trained-beats-scratch",
            "On CIFAR, starting from a trained network beats starting from scratch.",
            "at 40%: mean difference above 0, 95% interval above 0",
            SfpClaims::preTrainedBeatsScratch));
  }

  private static Finding printedCosts(Evidence e, Predicate<Reported> which) {
    int agree = 0;
    List<String> differ = new ArrayList<>();
    for (Reported row : new SoftFilterPruning().reported()) {
      boolean cost = row.metric().equals("flops") || row.metric().equals("flops_reduction");
      if (cost && which.test(row)) {
        Reproduction found = SfpTables.reproduce(row, e);
        if (found.verdict() == Verdict.REPRODUCED) {
          agree++;
        } else if (found.verdict() != Verdict.NOT_RUN) {
          differ.add(
              String.format(
                  Locale.ROOT,
                  "%s %s %s: printed %s, computed %.2f",
                  row.table(),
                  row.model(),
                  row.metric(),
                  row.value(),
                  found.value()));
        }
      }
    }
    String words = agree + " printed figures agree, " + differ.size() + " differ " + differ;
    return new Finding(
        differ.isEmpty() ? Verdict.REPRODUCED : agree > 0 ? Verdict.PARTLY : Verdict.NOT_REPRODUCED,
        words);
  }

  private static Finding compactEqualsMasked(Evidence e) {
    String name = SoftFilterPruning.COMPACT_DIFFERENCE.name();
    List<Double> differences =
        e.trials().stream()
            .filter(t -> !t.failed())
            .map(TrialResult::measurements)
            .filter(m -> m.containsKey(name))
            .map(m -> m.get(name))
            .toList();
    if (differences.isEmpty()) {
      return Finding.notRun("no pruned network was trained");
    }
    double largest = new Sample(differences).max();
    return new Finding(
        largest <= EXACT ? Verdict.REPRODUCED : Verdict.NOT_REPRODUCED,
        String.format(
            Locale.ROOT,
            "largest difference of a logit over %d trained networks: %.2e",
            differences.size(),
            largest));
  }

  private static String compared(Evidence e, Method method, double rate, boolean preTrained) {
    return Protocol.name(method, Protocol.comparedDepth(e.scale()), rate, preTrained);
  }

  private static Finding soft(Evidence e, Method other, double margin) {
    return e.exceeds(
        compared(e, Method.SOFT, Protocol.COMPARED_RATE, false),
        compared(e, other, Protocol.COMPARED_RATE, false),
        Metric.TOP1_ACCURACY,
        margin);
  }

  private static Finding softPlain(Evidence e, Method other, double margin) {
    return e.exceeds(
        Protocol.name(Method.SOFT, Protocol.PLAIN, Protocol.PLAIN_RATE, false),
        Protocol.name(other, Protocol.PLAIN, Protocol.PLAIN_RATE, false),
        Metric.TOP1_ACCURACY,
        margin);
  }

  private static Finding smallDrop(Evidence e) {
    if (e.scale() != Scale.PAPER) {
      return Finding.notRun("about ResNet-56 and ResNet-110 on CIFAR-10: needs -Dscale=paper");
    }
    List<String> words = new ArrayList<>();
    int small = 0;
    for (int depth : List.of(56, 110)) {
      Sample drop = drop(e, depth);
      if (drop.size() == 0) {
        return Finding.notRun("no seed finished ResNet-" + depth + " unpruned and at 30%");
      }
      small += drop.mean() <= SMALL_DROP ? 1 : 0;
      words.add(
          String.format(
              Locale.ROOT,
              "ResNet-%d drops %.2f points (%d seeds)",
              depth,
              drop.mean(),
              drop.size()));
    }
    return new Finding(
        small == 2 ? Verdict.REPRODUCED : small == 1 ? Verdict.PARTLY : Verdict.NOT_REPRODUCED,
        String.join("; ", words));
  }

  private static Sample drop(Evidence e, int depth) {
    return e.difference(
        Protocol.name(Method.NONE, depth, 0, false),
        Protocol.name(Method.SOFT, depth, 0.3, false),
        Metric.TOP1_ACCURACY);
  }

  private static Finding dropGrowsWithRate(Evidence e) {
    return e.exceeds(
        compared(e, Method.SOFT, Protocol.LOW_RATE, false),
        compared(e, Method.SOFT, Protocol.COMPARED_RATE, false),
        Metric.TOP1_ACCURACY,
        0);
  }

  private static Finding dropShrinksWithDepth(Evidence e) {
    if (e.scale() != Scale.PAPER) {
      return Finding.notRun("about ResNet-20 against ResNet-110: needs -Dscale=paper");
    }
    Sample shallow = drop(e, 20);
    Sample deep = drop(e, 110);
    if (shallow.size() == 0 || shallow.size() != deep.size()) {
      return Finding.notRun("not every seed finished ResNet-20 and ResNet-110");
    }
    Sample d = shallow.minus(deep);
    return new Finding(
        Verdict.ofDifference(d, 0),
        String.format(
            Locale.ROOT,
            "drop of ResNet-20 minus drop of ResNet-110: %+.2f points over %d seeds",
            d.mean(),
            d.size()));
  }

  private static Finding realisticBelowTheoretical(Evidence e) {
    if (e.scale() == Scale.SMOKE) {
      return Finding.notRun("scale smoke times five passes of one network, too few to judge");
    }
    List<String> words = new ArrayList<>();
    int below = 0;
    int faster = 0;
    for (var latency : e.latencies()) {
      String network = latency.key().network();
      String setting = SfpTables.integerWidths(SfpTables.TIMED_RATE);
      OptionalDouble saved = e.latencyReduction(network, setting, "unpruned");
      if (latency.key().setting().equals(setting) && saved.isPresent()) {
        double theory =
            e.cost(network, SfpTables.continuousWidths(SfpTables.TIMED_RATE)).macsReduction();
        below += saved.getAsDouble() < theory ? 1 : 0;
        faster += saved.getAsDouble() > 0 ? 1 : 0;
        words.add(
            String.format(
                Locale.ROOT,
                "%s saves %.1f%% of the time and %.1f%% of the FLOPs",
                network,
                100 * saved.getAsDouble(),
                100 * theory));
      }
    }
    if (words.isEmpty()) {
      return Finding.notRun("no network was timed both unpruned and cut");
    }
    Verdict verdict =
        below == words.size() && faster == words.size()
            ? Verdict.REPRODUCED
            : below == words.size() || below + faster > words.size()
                ? Verdict.PARTLY
                : Verdict.NOT_REPRODUCED;
    return new Finding(verdict, String.join("; ", words));
  }

  private static Finding preTrainedBeatsScratch(Evidence e) {
    return e.exceeds(
        compared(e, Method.SOFT, Protocol.COMPARED_RATE, true),
        compared(e, Method.SOFT, Protocol.COMPARED_RATE, false),
        Metric.TOP1_ACCURACY,
        0);
  }
}

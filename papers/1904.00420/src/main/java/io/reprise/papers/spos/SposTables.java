package io.reprise.papers.spos;

import io.reprise.baselines.costs.PublishedCost;
import io.reprise.baselines.costs.SposNetworks;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Verdict;
import io.reprise.nn.Costs;
import io.reprise.nn.Network;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which of this module's numbers answers which printed one. */
final class SposTables {
  /** Accuracies count as equal within half a point. */
  private static final double ACCURACY_BAND = 0.5;

  private static final double GIBI = 1 << 30;
  private static final Pattern BITS = Pattern.compile("(\\d)W\\1A");

  private SposTables() {}

  static Reproduction reproduce(Reported row, Evidence evidence) {
    return switch (row.table()) {
      case "Released model" -> released(row, evidence);
      case "Results listing" -> listing(row, evidence);
      case "Block search", "Channel search" -> search(row, evidence);
      case "Mixed precision" -> mixedPrecision(row);
      case "Search cost" ->
          Reproduction.notRun(
              "measured on the authors' 8 GPUs; trials report their own seconds and evaluations");
      case "Rank correlation" ->
          Reproduction.notRun(
              "needs the 15,625 trained networks of NAS-Bench-201, which cannot be downloaded"
                  + " here; the variant 'ranking' asks the same of a space of our own");
      case "ABS baseline" ->
          Reproduction.notRun("another space, of MobileNet's blocks: belongs to arXiv 2004.13431");
      default -> throw new IllegalArgumentException("no rule for " + row.title());
    };
  }

  private static Reproduction released(Reported row, Evidence evidence) {
    return switch (row.metric()) {
      case "flops", "params" -> cost(row, "block search, released");
      default -> accuracy(row, evidence, Protocol.EVOLUTION);
    };
  }

  private static Reproduction listing(Reported row, Evidence evidence) {
    if (row.method().contains("latency") || row.method().contains("GPU")) {
      return Reproduction.notRun(
          "searched under times on the authors' devices, and the network found is not published");
    }
    return row.metric().equals("flops")
        ? cost(row, "block and channel search")
        : accuracy(row, evidence, Protocol.BLOCKS_AND_WIDTHS);
  }

  private static Reproduction search(Reported row, Evidence evidence) {
    if (row.metric().equals("flops")) {
      return Reproduction.notRun(
          row.method().startsWith("all")
              ? "the table's networks of one block are widened to a like cost, by how much is not"
                  + " known"
              : "the network that was found, or the five that were drawn, are not published");
    }
    return switch (row.method()) {
      case "random select (5 times)" -> accuracy(row, evidence, Protocol.RANDOM_PATHS);
      case "single path supernet + random search" ->
          accuracy(row, evidence, Protocol.RANDOM_SEARCH);
      case "SPOS (supernet + evolution)" -> accuracy(row, evidence, Protocol.EVOLUTION);
      case "channel search" -> accuracy(row, evidence, Protocol.WIDTHS);
      default -> accuracy(row, evidence, row.method());
    };
  }

  private static Reproduction mixedPrecision(Reported row) {
    Matcher bits = BITS.matcher(row.setting());
    if (row.metric().equals("bitops") && bits.matches()) {
      Costs costs = network(row.model(), row.setting()).costs();
      return Reproduction.exact(
          costs.bitOperations() / GIBI,
          row,
          "products of bits, in units of 2^30, of all convolutions but the first");
    }
    return Reproduction.notRun(
        bits.matches()
            ? "needs ResNets of few bits trained on ILSVRC 2012, a training of its own that is not"
                + " part of this module"
            : "which layer got how many bits is not published, and a supernet of 6 precisions a"
                + " layer on ILSVRC 2012 is not part of this module");
  }

  private static Network network(String name, String setting) {
    return new SposNetworks()
        .networks().stream()
            .filter(n -> n.name().equals(name) && n.setting().equals(setting))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("no network " + name + " (" + setting + ")"));
  }

  private static Reproduction cost(Reported row, String setting) {
    Costs costs = network("SPOS", setting).costs();
    boolean flops = row.metric().equals("flops");
    double value = flops ? costs.count(Costs.Convention.MACS) : costs.parameters();
    Reproduction exact =
        Reproduction.exact(
            value / 1e6,
            row,
            flops ? "multiply-adds of convolutions and linear layers" : "parameters");
    Optional<PublishedCost> cut =
        new SposNetworks()
            .published().stream()
                .filter(p -> p.setting().equals(setting) && p.printed().equals(row.printed()))
                .filter(p -> p.agrees(value))
                .findFirst();
    return exact.verdict() == Verdict.REPRODUCED || cut.isEmpty()
        ? exact
        : new Reproduction(
            exact.value(),
            Double.NaN,
            0,
            Reproduction.COMPUTED,
            Verdict.REPRODUCED,
            "of the network as built; the printed digits are cut, not rounded");
  }

  private static Reproduction accuracy(Reported row, Evidence evidence, String variant) {
    if (evidence.scale() != Scale.PAPER) {
      return Reproduction.notRun(
          "needs the published protocol: run with -Dscale=paper and ILSVRC 2012");
    }
    Metric metric = row.metric().startsWith("top5") ? Metric.TOP5_ACCURACY : Metric.TOP1_ACCURACY;
    Sample sample = evidence.sample(variant, metric);
    if (sample.size() == 0) {
      return Reproduction.notRun("no finished trial of '" + variant + "'");
    }
    boolean error = row.metric().endsWith("error");
    return Reproduction.mean(
        error ? new Sample(sample.values().stream().map(v -> 100 - v).toList()) : sample,
        row,
        ACCURACY_BAND,
        error ? Metric.Direction.LOWER : Metric.Direction.HIGHER,
        evidence.dataName());
  }
}

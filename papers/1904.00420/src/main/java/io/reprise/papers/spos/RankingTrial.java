package io.reprise.papers.spos;

import io.reprise.baselines.search.CostTable;
import io.reprise.baselines.search.SearchSpace;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Sample;
import io.reprise.nn.Classification;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One trial of the supernet as a judge: does it rank networks as training each from scratch does?
 * Of a small space every network is trained.
 */
final class RankingTrial {
  private final TrialContext context;

  RankingTrial(TrialContext context) {
    this.context = context;
  }

  Measurements run() {
    Supernet supernet = new Supernet(context);
    List<List<Integer>> codes = codes();
    // First, since what is estimated for one path stays in the blocks that others share with it.
    List<Double> stale = percent(codes, supernet::asItIs);
    List<Double> inherited = percent(codes, supernet::inherited);
    List<Double> alone = percent(codes, new StandAloneTrial(context)::train);
    CostTable parameters = context.parts().parameters();
    List<Double> sizes = codes.stream().map(parameters::of).toList();

    double tau = RankCorrelation.tauB(inherited, alone);
    double tauStale = RankCorrelation.tauB(stale, alone);
    double tauSize = RankCorrelation.tauB(sizes, alone);
    Measurements m =
        new Measurements()
            .put(SinglePathOneShot.TAU, tau)
            .put(SinglePathOneShot.TAU_STALE, tauStale)
            .put(SinglePathOneShot.TAU_SIZE, tauSize)
            .put(SinglePathOneShot.TAU_GAIN, tau - tauStale)
            .put(SinglePathOneShot.TAU_OVER_SIZE, tau - tauSize)
            .put(SinglePathOneShot.MEAN_INHERITED, new Sample(inherited).mean())
            .put(SinglePathOneShot.MEAN_STALE, new Sample(stale).mean())
            .put(SinglePathOneShot.MEAN_STAND_ALONE, new Sample(alone).mean())
            .put(SinglePathOneShot.SPREAD, new Sample(alone).standardDeviation())
            .put(SinglePathOneShot.EVALUATIONS, codes.size())
            .put(SinglePathOneShot.SUPERNET_SECONDS, supernet.seconds())
            .put(SinglePathOneShot.UPDATES_Z, supernet.largestUpdateDeviation())
            .put(SinglePathOneShot.UNSAMPLED, UnsampledBlocks.largestChange(context))
            .figure(new RankingFigure(inherited, stale, alone).figure());
    supernet.losses().forEach(loss -> m.append("supernet training loss, small space", loss));
    IntStream.range(0, codes.size())
        .boxed()
        .sorted(Comparator.comparingDouble(alone::get))
        .forEach(
            i -> {
              m.append("stand-alone accuracy, worst first, by network", alone.get(i));
              m.append("inherited accuracy, in the same order, by network", inherited.get(i));
              m.append(
                  "inherited accuracy without re-estimation, in the same order, by network",
                  stale.get(i));
            });
    return m;
  }

  private static List<Double> percent(
      List<List<Integer>> codes, Function<List<Integer>, Classification.Accuracy> judge) {
    return codes.stream().map(code -> 100 * judge.apply(code).top1()).toList();
  }

  /** All networks of the space, or so many different random ones. */
  private List<List<Integer>> codes() {
    int paths = context.settings().integer("paths");
    SearchSpace space = context.space().codes();
    if (paths == 0) {
      return all(space);
    }
    UniformRandomProvider random = context.trial().seed().named("ranked paths").generator();
    Set<List<Integer>> some = new LinkedHashSet<>();
    long enough = space.size().min(BigInteger.valueOf(paths)).longValueExact();
    while (some.size() < enough) {
      some.add(space.draw(random));
    }
    return List.copyOf(some);
  }

  /** All codes of a space, the last gene fastest. */
  static List<List<Integer>> all(SearchSpace space) {
    List<List<Integer>> codes = List.of(List.of());
    for (int highest : space.highest()) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> code : codes) {
        for (int value = space.lowest(); value <= highest; value++) {
          List<Integer> next = new ArrayList<>(code);
          next.add(value);
          longer.add(next);
        }
      }
      codes = longer;
    }
    return codes;
  }
}

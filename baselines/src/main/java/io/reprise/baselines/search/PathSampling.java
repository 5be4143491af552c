package io.reprise.baselines.search;

import io.reprise.tensor.Seed;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** Which path of a network with shared weights a training step takes. */
public sealed interface PathSampling {
  /** The codes of the paths. */
  SearchSpace space();

  /** Draws a path. */
  List<Integer> draw(UniformRandomProvider random);

  /** The path of a step, which depends on nothing else. */
  default List<Integer> path(Seed seed, long step) {
    return draw(seed.named("step " + step).generator());
  }

  /** Every path with the same probability (arXiv 1904.00420, section 3.2). */
  record Uniform(SearchSpace space) implements PathSampling {
    @Override
    public List<Integer> draw(UniformRandomProvider random) {
      return space.draw(random);
    }
  }

  /**
   * As the authors' code draws: a bin of costs, uniformly, and then uniform paths until one lies in
   * it; after so many tries whichever came last.
   *
   * @param lowest where the first bin begins
   * @param width of a bin, which holds its lower end and not its upper one
   * @param bins how many there are
   * @param tries at least 1
   */
  record Binned(CostTable table, double lowest, double width, int bins, int tries)
      implements PathSampling {
    /** Checks the numbers. */
    public Binned {
      if (!(width > 0) || bins < 1 || tries < 1) {
        throw new IllegalArgumentException(
            bins
                + " bins of "
                + width
                + " "
                + table.unit()
                + " and "
                + tries
                + " tries: expected at least 1 of each, of a width above 0");
      }
    }

    @Override
    public SearchSpace space() {
      return table.space();
    }

    @Override
    public List<Integer> draw(UniformRandomProvider random) {
      int bin = random.nextInt(bins);
      List<Integer> code = table.space().draw(random);
      for (int t = 1; t < tries && bin(code) != bin; t++) {
        code = table.space().draw(random);
      }
      return code;
    }

    /** The bin that a path lies in, counted from 0; below 0 or from {@code bins} on if in none. */
    public int bin(List<Integer> code) {
      return (int) Math.floor((table.of(code) - lowest) / width);
    }
  }
}

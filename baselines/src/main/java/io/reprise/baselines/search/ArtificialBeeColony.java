package io.reprise.baselines.search;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The artificial bee colony as arXiv 2001.08565 searches with it. Bees change a few genes of a
 * source in proportion to its distance from another one, twice a cycle: once for every source, then
 * as often for sources drawn by their fitness. A source that was not improved for too long is
 * redrawn, at most one a cycle. All that the proposal of an evaluation draws comes from a generator
 * of its number.
 */
public final class ArtificialBeeColony implements CodeSearch {
  /** A source's share of the onlookers is at least this, at most 1. */
  private static final double LEAST_SHARE = 0.1;

  private final Settings settings;

  /**
   * How it searches.
   *
   * @param sources n, at least 2
   * @param limit how many bees in a row may fail at a source before it can be redrawn, at least 1
   * @param cycles T, at least 0
   * @param changes m, how many positions a bee draws to change, at least 1; it may draw one twice
   * @param officialQuirks whether to do as the authors' code does where that cannot be meant: bees
   *     never change the last gene, a redrawn source never has a gene's highest value and has its
   *     lowest twice as often, and after the first sources the best code is set back to that of
   *     source 1
   */
  public record Settings(int sources, int limit, int cycles, int changes, boolean officialQuirks) {
    /** Checks the ranges. */
    public Settings {
      requireAtLeast(2, "sources", sources);
      requireAtLeast(1, "limit", limit);
      requireAtLeast(0, "cycles", cycles);
      requireAtLeast(1, "changes", changes);
    }

    private static void requireAtLeast(int least, String name, int value) {
      if (value < least) {
        throw new IllegalArgumentException(
            "bee colony: " + name + " " + value + ": expected at least " + least);
      }
    }

    /** The most evaluations that a search takes: n + T(2n + 1). */
    public int budget() {
      return sources + cycles * (2 * sources + 1);
    }
  }

  public ArtificialBeeColony(Settings settings) {
    this.settings = settings;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the quirks are on and there is one gene only
   * @throws IllegalStateException if a fitness is below 0
   */
  @Override
  public SearchTrace run(Seed seed, Evaluations evaluations) {
    if (settings.officialQuirks && evaluations.space().genes() < 2) {
      throw new IllegalArgumentException(
          "bee colony with official quirks: 1 gene: expected at least 2, the last is never changed");
    }
    Colony colony = new Colony(seed, evaluations);
    for (int cycle = 0; cycle < settings.cycles; cycle++) {
      colony.employedBees();
      colony.onlookerBees();
      colony.scoutBee();
    }
    return evaluations.trace();
  }

  /**
   * {@inheritDoc}
   *
   * <p>With the official quirks it is the last of those that beat all between them and source 1,
   * where the other first sources do not count; source 1 if none did.
   */
  @Override
  public Evaluation winner(SearchTrace trace) {
    if (!settings.officialQuirks) {
      return trace.best();
    }
    Evaluation winner = trace.evaluations().get(0);
    for (Evaluation e : trace.evaluations().subList(settings.sources, trace.size())) {
      winner = e.fitness() > winner.fitness() ? e : winner;
    }
    return winner;
  }

  /**
   * The evaluation whose trained weights the authors' code keeps: after the first sources it goes
   * on holding the weights of the best of them, although it forgets that one's code.
   */
  public Evaluation weights(SearchTrace trace) {
    Evaluation winner = winner(trace);
    return winner.number() > settings.sources
        ? winner
        : new SearchTrace(trace.evaluations().subList(0, settings.sources)).best();
  }

  /** A code with how often bees have failed at it since it was found. */
  private static final class Source {
    private List<Integer> code;
    private double fitness;
    private int trials;

    void replace(Evaluation found) {
      code = found.code();
      fitness = found.fitness();
      trials = 0;
    }
  }

  private final class Colony {
    private final Seed seed;
    private final Evaluations evaluations;
    private final SearchSpace space;
    private final List<Source> sources = new ArrayList<>();

    Colony(Seed seed, Evaluations evaluations) {
      this.seed = seed;
      this.evaluations = evaluations;
      this.space = evaluations.space();
      for (int i = 0; i < settings.sources; i++) {
        Source source = new Source();
        source.replace(evaluate(space.draw(generator())));
        sources.add(source);
      }
    }

    /** Of the evaluation that comes next. */
    private UniformRandomProvider generator() {
      return seed.named("evaluation " + evaluations.next()).generator();
    }

    private Evaluation evaluate(List<Integer> code) {
      Evaluation evaluation = evaluations.evaluate(code);
      if (evaluation.fitness() < 0) {
        throw new IllegalStateException(
            "fitness "
                + evaluation.fitness()
                + " of code "
                + code
                + ": expected at least 0, since onlookers are drawn in proportion");
      }
      return evaluation;
    }

    void employedBees() {
      for (int i = 0; i < sources.size(); i++) {
        visit(i, generator());
      }
    }

    void onlookerBees() {
      double best = sources.stream().mapToDouble(s -> s.fitness).max().orElseThrow();
      List<Double> shares =
          sources.stream()
              .map(s -> best > 0 ? (1 - LEAST_SHARE) * s.fitness / best + LEAST_SHARE : LEAST_SHARE)
              .toList();
      int source = 0;
      for (int bee = 0; bee < sources.size(); bee++) {
        UniformRandomProvider random = generator();
        while (random.nextDouble() >= shares.get(source)) {
          source = (source + 1) % sources.size();
        }
        visit(source, random);
        source = (source + 1) % sources.size();
      }
    }

    private void visit(int i, UniformRandomProvider random) {
      Source source = sources.get(i);
      int other = (i + 1 + random.nextInt(sources.size() - 1)) % sources.size();
      List<Integer> code = new ArrayList<>(source.code);
      int positions = space.genes() - (settings.officialQuirks ? 1 : 0);
      for (int change = 0; change < settings.changes; change++) {
        int gene = random.nextInt(positions);
        int own = source.code.get(gene);
        double step = random.nextDouble(-1, 1) * (own - sources.get(other).code.get(gene));
        code.set(gene, space.clamp(gene, (int) (own + step)));
      }
      Evaluation found = evaluate(code);
      if (found.fitness() > source.fitness) {
        source.replace(found);
      } else {
        source.trials++;
      }
    }

    void scoutBee() {
      Source worn = sources.get(0);
      for (Source source : sources) {
        worn = source.trials > worn.trials ? source : worn;
      }
      if (worn.trials >= settings.limit) {
        UniformRandomProvider random = generator();
        worn.replace(evaluate(settings.officialQuirks ? quirkyDraw(random) : space.draw(random)));
      }
    }

    /** The authors' {@code int(U * A)}, where 0 becomes 1. */
    private List<Integer> quirkyDraw(UniformRandomProvider random) {
      return IntStream.range(0, space.genes())
          .map(g -> space.clamp(g, (int) (random.nextDouble() * space.highest().get(g))))
          .boxed()
          .toList();
    }
  }
}

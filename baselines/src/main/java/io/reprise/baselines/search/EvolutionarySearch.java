package io.reprise.baselines.search;

import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The evolution of Single Path One-Shot (arXiv 1904.00420, algorithm 1): each generation consists
 * of mutants of the best codes so far and of crossovers between them, filled up with random codes.
 * No code is evaluated twice, and none that breaks the limit is evaluated at all.
 */
public record EvolutionarySearch(CostLimit limit, Plan plan) implements CodeSearch {
  private static final int ATTEMPTS_EACH = 10;

  /**
   * How long and how to search.
   *
   * @param population codes a generation
   * @param generations at least 1; the first is random
   * @param parents how many of the best codes so far have children
   * @param mutants at most, a generation
   * @param crossovers at most, a generation
   * @param mutationProbability that a gene of a mutant is drawn anew
   */
  public record Plan(
      int population,
      int generations,
      int parents,
      int mutants,
      int crossovers,
      double mutationProbability) {
    /** As published. */
    public static final Plan PUBLISHED = new Plan(50, 20, 10, 25, 25, 0.1);

    /** Checks the numbers. */
    public Plan {
      if (population < 1
          || generations < 1
          || parents < 1
          || mutants < 0
          || crossovers < 0
          || mutants + crossovers > population) {
        throw new IllegalArgumentException(
            "evolution of "
                + generations
                + " generations of "
                + population
                + " with "
                + mutants
                + " mutants and "
                + crossovers
                + " crossovers of "
                + parents
                + " parents: expected at least one of each first, and no more children than the"
                + " population");
      }
      if (!(mutationProbability >= 0 && mutationProbability <= 1)) {
        throw new IllegalArgumentException(
            "mutation probability " + mutationProbability + ": expected from 0 to 1");
      }
    }

    /** How often it evaluates, if the space has so many legal codes. */
    public int evaluations() {
      return population * generations;
    }
  }

  @Override
  public SearchTrace run(Seed seed, Evaluations evaluations) {
    LegalCodes legal = new LegalCodes(limit, evaluations.space());
    List<Evaluation> best = List.of();
    for (int generation = 0; generation < plan.generations; generation++) {
      UniformRandomProvider random = seed.named("generation " + generation).generator();
      List<List<Integer>> population = children(best, legal, evaluations.space(), random);
      fill(population, legal, random);
      if (population.isEmpty()) {
        break;
      }
      List<Evaluation> all = new ArrayList<>(best);
      population.forEach(code -> all.add(evaluations.evaluate(code)));
      // The sort is stable: of equals the earlier stays ahead.
      all.sort(Comparator.comparingDouble(Evaluation::fitness).reversed());
      best = List.copyOf(all.subList(0, Math.min(plan.parents, all.size())));
    }
    return evaluations.trace();
  }

  private List<List<Integer>> children(
      List<Evaluation> parents, LegalCodes legal, SearchSpace space, UniformRandomProvider random) {
    List<List<Integer>> children = new ArrayList<>();
    if (parents.isEmpty()) {
      return children;
    }
    for (int a = 0; a < ATTEMPTS_EACH * plan.mutants && children.size() < plan.mutants; a++) {
      List<Integer> child = mutant(one(parents, random), space, random);
      if (legal.take(child)) {
        children.add(child);
      }
    }
    int end = children.size() + plan.crossovers;
    for (int a = 0; a < ATTEMPTS_EACH * plan.crossovers && children.size() < end; a++) {
      List<Integer> child = crossover(one(parents, random), one(parents, random), random);
      if (legal.take(child)) {
        children.add(child);
      }
    }
    return children;
  }

  private static List<Integer> one(List<Evaluation> parents, UniformRandomProvider random) {
    return parents.get(random.nextInt(parents.size())).code();
  }

  private List<Integer> mutant(
      List<Integer> parent, SearchSpace space, UniformRandomProvider random) {
    // Drawn for every gene, so that how many numbers a mutant takes does not depend on them.
    List<Integer> other = space.draw(random);
    return IntStream.range(0, parent.size())
        .mapToObj(
            gene ->
                random.nextDouble() < plan.mutationProbability ? other.get(gene) : parent.get(gene))
        .toList();
  }

  private static List<Integer> crossover(
      List<Integer> one, List<Integer> other, UniformRandomProvider random) {
    return IntStream.range(0, one.size())
        .mapToObj(gene -> random.nextBoolean() ? one.get(gene) : other.get(gene))
        .toList();
  }

  private void fill(
      List<List<Integer>> population, LegalCodes legal, UniformRandomProvider random) {
    while (population.size() < plan.population) {
      Optional<List<Integer>> code = legal.draw(random);
      if (code.isEmpty()) {
        return;
      }
      population.add(code.get());
    }
  }
}

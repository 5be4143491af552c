package io.reprise.baselines.search;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * All evaluations of a search, in order.
 *
 * @param evaluations numbered from 1 without gaps
 */
public record SearchTrace(List<Evaluation> evaluations) {
  /** Of a search that has not begun. */
  public static final SearchTrace EMPTY = new SearchTrace(List.of());

  /** Copies the list and checks the numbers. */
  public SearchTrace {
    evaluations = List.copyOf(evaluations);
    for (int i = 0; i < evaluations.size(); i++) {
      if (evaluations.get(i).number() != i + 1) {
        throw new IllegalArgumentException(
            "evaluation number " + evaluations.get(i).number() + ": expected " + (i + 1));
      }
    }
  }

  /** How many codes were evaluated. */
  public int size() {
    return evaluations.size();
  }

  /**
   * The first evaluation of highest fitness.
   *
   * @throws NoSuchElementException if there is none yet
   */
  public Evaluation best() {
    if (evaluations.isEmpty()) {
      throw new NoSuchElementException("the search has evaluated nothing yet");
    }
    Evaluation best = evaluations.get(0);
    for (Evaluation e : evaluations) {
      best = e.fitness() > best.fitness() ? e : best;
    }
    return best;
  }

  /** Wall-clock time of all evaluations, in seconds. */
  public double seconds() {
    return evaluations.stream().mapToDouble(Evaluation::seconds).sum();
  }

  /** This and one more evaluation. */
  SearchTrace and(List<Integer> code, double fitness, double seconds) {
    List<Evaluation> all = new ArrayList<>(evaluations);
    double best = evaluations.isEmpty() ? fitness : Math.max(best().fitness(), fitness);
    all.add(new Evaluation(size() + 1, code, fitness, best, seconds));
    return new SearchTrace(all);
  }

  /** For checkpoints. */
  public Snapshot save() {
    if (evaluations.isEmpty()) {
      return Snapshot.EMPTY;
    }
    int genes = evaluations.get(0).code().size();
    return Snapshot.EMPTY
        .with(
            "codes",
            TensorData.of(
                evaluations.stream()
                    .flatMap(e -> e.code().stream())
                    .mapToLong(Integer::longValue)
                    .toArray(),
                Shape.of(size(), genes)))
        .with("fitness", column(evaluations.stream().mapToDouble(Evaluation::fitness).toArray()))
        .with("seconds", column(evaluations.stream().mapToDouble(Evaluation::seconds).toArray()));
  }

  private static TensorData column(double[] values) {
    return TensorData.of(values, Shape.of(values.length));
  }

  /**
   * What {@link #save} gave.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static SearchTrace restore(Snapshot saved) {
    if (saved.equals(Snapshot.EMPTY)) {
      return EMPTY;
    }
    TensorData codes = saved.tensor("codes");
    double[] fitness = saved.tensor("fitness").toDoubles();
    double[] seconds = saved.tensor("seconds").toDoubles();
    if (codes.shape().rank() != 2
        || codes.shape().dim(0) != fitness.length
        || seconds.length != fitness.length) {
      throw new IllegalArgumentException(
          "search trace with codes "
              + codes
              + ", "
              + fitness.length
              + " fitnesses and "
              + seconds.length
              + " times: expected as many of each");
    }
    int genes = codes.shape().dim(1);
    long[] values = codes.toLongs();
    SearchTrace trace = EMPTY;
    for (int i = 0; i < fitness.length; i++) {
      List<Integer> code =
          Arrays.stream(values, i * genes, (i + 1) * genes).mapToObj(Math::toIntExact).toList();
      trace = trace.and(code, fitness[i], seconds[i]);
    }
    return trace;
  }
}

package io.reprise.baselines.search;

import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * The candidates for a layer of a network, of which a path takes one. Its parameters are those of
 * all candidates, each tensor once.
 */
public abstract class ChoiceLayer extends Module {
  /** How many candidates there are, at least 1. */
  public abstract int candidates();

  /**
   * A candidate, whose parameters are among this layer's.
   *
   * @param number counted from 0
   */
  public abstract Module candidate(int number);

  /** No candidate is in charge without a path. */
  @Override
  public final Tensor forward(Tensor x, Mode mode) {
    throw new IllegalStateException(
        "a layer of " + candidates() + " candidates runs along a path only");
  }

  /** Of candidates that share nothing, named 0, 1, ... */
  public static ChoiceLayer of(List<? extends Module> candidates) {
    if (candidates.isEmpty()) {
      throw new IllegalArgumentException("a layer of 0 candidates: expected at least 1");
    }
    return new Separate(candidates);
  }

  private static final class Separate extends ChoiceLayer {
    private final List<Module> candidates;

    Separate(List<? extends Module> candidates) {
      this.candidates = List.copyOf(candidates);
      for (Module candidate : this.candidates) {
        child(Integer.toString(children().size()), candidate);
      }
    }

    @Override
    public int candidates() {
      return candidates.size();
    }

    @Override
    public Module candidate(int number) {
      return candidates.get(number);
    }
  }
}

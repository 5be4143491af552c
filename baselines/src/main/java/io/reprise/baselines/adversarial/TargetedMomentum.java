package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * The attack that won the targeted track (arXiv 1804.00097, section 5.1; the authors' {@code
 * target_attack.py}). Each step: {@code d} is the direction by its standard deviation, {@code g <-
 * (d + mu g) / std(d + mu g)}, {@code x <- S(x + alpha clip(round(g), -2, 2))}. Larger epsilons
 * have other networks and fewer, longer steps than smaller ones.
 *
 * @param phases which of them counts for an epsilon: the last whose least epsilon it reaches
 * @param momentum mu, at least 0
 */
public record TargetedMomentum(List<Phase> phases, double momentum) implements Attack {
  /** The largest step of a value, in alphas. */
  private static final double MOST = 2;

  /**
   * How epsilons from some size on are used.
   *
   * @param least the smallest epsilon, in levels
   * @param gradient towards the targets
   * @param size alpha
   */
  public record Phase(int least, InputGradient gradient, int steps, StepSize size) {
    /** Checks the goal and the number of steps. */
    public Phase {
      if (gradient.goal() != Goal.TOWARDS_TARGET || steps < 1) {
        throw new IllegalArgumentException(
            steps + " steps " + gradient.goal() + ": expected at least 1, TOWARDS_TARGET");
      }
    }
  }

  /** Copies the phases and checks that they are in order and begin with epsilon 1. */
  public TargetedMomentum {
    phases = List.copyOf(phases);
    List<Integer> least = phases.stream().map(Phase::least).toList();
    if (least.isEmpty()
        || least.get(0) != 1
        || !least.equals(least.stream().distinct().sorted().toList())
        || !(momentum >= 0)) {
      throw new IllegalArgumentException(
          "phases from epsilons "
              + least
              + " with momentum "
              + momentum
              + ": expected rising epsilons from 1 on, and at least 0");
    }
  }

  /**
   * The winners': from 8 levels on 20 steps of {@code eps / 12}, below 40 of {@code eps / 28}, with
   * momentum 1.
   *
   * @param near attacked with epsilons below 8
   * @param far attacked with larger ones
   */
  public static TargetedMomentum published(ImageClassifier near, ImageClassifier far) {
    return new TargetedMomentum(
        List.of(
            new Phase(1, new InputGradient(near, Goal.TOWARDS_TARGET), 40, StepSize.share(28)),
            new Phase(8, new InputGradient(far, Goal.TOWARDS_TARGET), 20, StepSize.share(12))),
        1);
  }

  private Phase phase(int epsilon) {
    return phases.stream()
        .filter(p -> p.least <= epsilon)
        .reduce((before, after) -> after)
        .orElseThrow();
  }

  @Override
  public PixelBatch perturb(Engine engine, AttackTask task) {
    Phase phase = phase(task.epsilon());
    try (Scope scope = engine.scope()) {
      EpsilonBall ball = new EpsilonBall(engine, task);
      Tensor classes = phase.gradient.classes(engine, task);
      Tensor x = ball.centre().mul(1);
      Tensor past = engine.full(0, x.shape());
      double alpha = phase.size.of(task.epsilon());
      for (int step = 0; step < phase.steps; step++) {
        try (Scope pass = engine.scope()) {
          Tensor now = InputGradient.byDeviation(phase.gradient.at(x, classes));
          past.assign(InputGradient.byDeviation(now.add(past.mul(momentum))));
          x.assign(ball.clip(x.add(past.round().clamp(-MOST, MOST).mul(alpha))));
        }
      }
      return ball.rounded(x);
    }
  }
}

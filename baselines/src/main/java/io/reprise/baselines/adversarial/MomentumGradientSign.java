package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;

/**
 * The momentum iterative method, MI-FGSM (arXiv 1710.06081), first in both attack tracks: {@code g
 * <- mu g + grad J / mean|grad J|}, {@code x <- S(x + eps / T sign(g))}. Dividing by the mean
 * absolute value of an image's gradient, as the authors' code does, and not by its L1 norm changes
 * no sign: all of g is as many times as large.
 *
 * @param steps T, at least 1
 * @param momentum mu, at least 0
 */
public record MomentumGradientSign(InputGradient gradient, int steps, double momentum)
    implements Attack {
  /** Checks the numbers. */
  public MomentumGradientSign {
    if (steps < 1 || !(momentum >= 0)) {
      throw new IllegalArgumentException(
          steps + " steps with momentum " + momentum + ": expected at least 1 and at least 0");
    }
  }

  @Override
  public PixelBatch perturb(Engine engine, AttackTask task) {
    try (Scope scope = engine.scope()) {
      EpsilonBall ball = new EpsilonBall(engine, task);
      Tensor classes = gradient.classes(engine, task);
      Tensor x = ball.centre().mul(1);
      Tensor past = engine.full(0, x.shape());
      double alpha = (double) task.epsilon() / steps;
      for (int step = 0; step < steps; step++) {
        try (Scope pass = engine.scope()) {
          past.assign(past.mul(momentum).add(InputGradient.byMeanSize(gradient.at(x, classes))));
          x.assign(ball.clip(x.add(past.sign().mul(alpha))));
        }
      }
      return ball.rounded(x);
    }
  }
}

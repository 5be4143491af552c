package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;

/**
 * The basic iterative method, I-FGSM (arXiv 1607.02533): {@code x <- S(x + alpha sign(grad J))};
 * with a target the iterative target class method.
 *
 * @param steps at least 1
 * @param smoothing side of the square over which the gradient is averaged before its sign is taken,
 *     odd; 1 for not at all. Beyond the image it is 0
 */
public record IterativeGradientSign(InputGradient gradient, int steps, StepSize size, int smoothing)
    implements Attack {
  /** Checks the numbers. */
  public IterativeGradientSign {
    if (steps < 1 || smoothing < 1 || smoothing % 2 == 0) {
      throw new IllegalArgumentException(
          steps
              + " steps, gradient averaged over a side of "
              + smoothing
              + ": expected at least 1 step and an odd side");
    }
  }

  /** The usual one: steps of {@code eps / steps}, gradients as they are. */
  public static IterativeGradientSign of(InputGradient gradient, int steps) {
    return new IterativeGradientSign(gradient, steps, StepSize.share(steps), 1);
  }

  @Override
  public PixelBatch perturb(Engine engine, AttackTask task) {
    try (Scope scope = engine.scope()) {
      EpsilonBall ball = new EpsilonBall(engine, task);
      Tensor classes = gradient.classes(engine, task);
      Tensor x = ball.centre().mul(1);
      for (int step = 0; step < steps; step++) {
        try (Scope pass = engine.scope()) {
          Tensor direction = smoothed(gradient.at(x, classes)).sign();
          x.assign(ball.clip(x.add(direction.mul(size.of(task.epsilon())))));
        }
      }
      return ball.rounded(x);
    }
  }

  private Tensor smoothed(Tensor direction) {
    return smoothing == 1
        ? direction
        : direction.pool2d(Op.Pool2d.average(smoothing, 1, smoothing / 2));
  }
}

package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;

/**
 * The fast gradient sign method (arXiv 1412.6572): one step {@code S(x + eps sign(grad J))}; with a
 * target the one-step target class method.
 */
public record FastGradientSign(InputGradient gradient) implements Attack {
  @Override
  public PixelBatch perturb(Engine engine, AttackTask task) {
    try (Scope scope = engine.scope()) {
      EpsilonBall ball = new EpsilonBall(engine, task);
      var direction = gradient.at(ball.centre(), gradient.classes(engine, task)).sign();
      return ball.rounded(ball.clip(ball.centre().add(direction.mul(task.epsilon()))));
    }
  }
}

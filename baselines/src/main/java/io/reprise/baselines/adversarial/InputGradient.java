package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * In which direction an image comes nearer to an attack's goal: the gradient of the cross entropy J
 * with respect to the image, or its negative where J is to fall.
 *
 * @param model what is attacked; gradients are of the images alone
 * @param labelSmoothing of the cross entropy, in [0, 1]
 */
public record InputGradient(ImageClassifier model, Goal goal, double labelSmoothing) {
  /** What divides a gradient of zeros: it stays zero. */
  private static final double NO_GRADIENT = 1e-12;

  /** Without label smoothing. */
  public InputGradient(ImageClassifier model, Goal goal) {
    this(model, goal, 0);
  }

  /** The classes of J for a task, as the model sees the clean images; to be asked for once. */
  public Tensor classes(Engine engine, AttackTask task) {
    long[] classes = goal.classes(model, engine, task);
    return engine.tensor(classes, Shape.of(classes.length));
  }

  /**
   * The direction for each image of {@code [N, C, H, W]}, as if it were alone in the batch.
   *
   * @param levels values from 0 to 255; gradients are those of shares in [0, 1]
   */
  public Tensor at(Tensor levels, Tensor classes) {
    Engine engine = levels.engine();
    float[] shares = levels.toFloats();
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= PixelBatch.WHITE;
    }
    try (Scope pass = engine.scope()) {
      Tensor images = engine.parameter(levels.shape(), () -> shares);
      Tensor mean = model.logits(images).crossEntropy(classes, labelSmoothing);
      Tensor gradient =
          engine.gradients(mean.mul(goal.sign() * levels.shape().dim(0)), List.of(images)).get(0);
      return pass.keep(gradient);
    }
  }

  /** Each image's gradient by its mean absolute value; zeros stay zeros. */
  static Tensor byMeanSize(Tensor gradient) {
    return gradient.div(gradient.abs().reduce(Op.Reduction.MEAN, true, 1, 2, 3).add(NO_GRADIENT));
  }

  /** Each image's gradient by the standard deviation of its values; zeros stay zeros. */
  static Tensor byDeviation(Tensor gradient) {
    Tensor centred = gradient.sub(gradient.reduce(Op.Reduction.MEAN, true, 1, 2, 3));
    Tensor deviation = centred.square().reduce(Op.Reduction.MEAN, true, 1, 2, 3).sqrt();
    return gradient.div(deviation.add(NO_GRADIENT));
  }
}

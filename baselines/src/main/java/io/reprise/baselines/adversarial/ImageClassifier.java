package io.reprise.baselines.adversarial;

import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;

/** What is attacked: gives logits of images, with gradients of the images if these want them. */
@FunctionalInterface
public interface ImageClassifier {
  /**
   * The logits {@code [N, classes]} of images.
   *
   * @param images {@code [N, C, H, W]}, each value a share of the largest one, in [0, 1]
   */
  Tensor logits(Tensor images);

  /** A network that takes such images, as it infers: normalisations use what they have averaged. */
  static ImageClassifier of(Module network) {
    return images -> network.forward(images, Mode.EVALUATE);
  }

  /** The most likely class of each image. */
  default long[] classes(Engine engine, PixelBatch images) {
    try (Scope scope = engine.inference()) {
      return logits(images.shares(engine)).argMax(1).toLongs();
    }
  }
}

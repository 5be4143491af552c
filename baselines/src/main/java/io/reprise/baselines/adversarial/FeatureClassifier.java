package io.reprise.baselines.adversarial;

import io.reprise.tensor.Tensor;

/** A classifier that also shows its last convolutional map. */
public interface FeatureClassifier extends ImageClassifier {
  /**
   * The last convolutional map {@code [N, maps, H', W']} of images.
   *
   * @param images as {@link #logits} takes them
   */
  Tensor features(Tensor images);
}

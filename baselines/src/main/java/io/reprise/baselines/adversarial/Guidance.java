package io.reprise.baselines.adversarial;

import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;

/**
 * Where a denoiser's output is to be like the clean image (arXiv 1712.02976): the loss is the mean
 * absolute difference there. The classifier stays as it is.
 */
public enum Guidance {
  /** In the image itself: PGD, pixel-guided. */
  PIXEL {
    @Override
    Tensor view(FeatureClassifier classifier, Tensor images) {
      return images;
    }
  },
  /** In the classifier's last convolutional map: FGD. */
  FEATURE {
    @Override
    Tensor view(FeatureClassifier classifier, Tensor images) {
      return classifier.features(images);
    }
  },
  /** In the classifier's logits: LGD. */
  LOGIT {
    @Override
    Tensor view(FeatureClassifier classifier, Tensor images) {
      return classifier.logits(images);
    }
  };

  /** What is compared. */
  abstract Tensor view(FeatureClassifier classifier, Tensor images);

  /**
   * The loss of a denoiser in training.
   *
   * @param pairs adversarial and clean images one behind the other along the channels, {@code [N, 2
   *     C, H, W]}, see {@link AdversarialPairs}
   */
  public Tensor loss(Module denoiser, FeatureClassifier classifier, Tensor pairs) {
    int channels = pairs.shape().dim(1) / 2;
    Tensor adversarial = pairs.slice(1, 0, channels);
    Tensor clean = pairs.slice(1, channels, 2 * channels);
    Tensor wanted = view(classifier, clean).stopGradient();
    Tensor denoised = denoiser.forward(adversarial, Mode.TRAIN);
    return view(classifier, denoised).sub(wanted).abs().mean();
  }
}

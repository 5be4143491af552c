package io.reprise.baselines.adversarial;

import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;

/**
 * A classifier behind a denoiser (arXiv 1712.02976). Several of them, as a {@link LogitEnsemble},
 * won the defence track.
 *
 * @param denoiser images {@code [N, C, H, W]} in, the same without what was added to them out
 */
public record DenoisedClassifier(Module denoiser, ImageClassifier classifier)
    implements ImageClassifier {
  @Override
  public Tensor logits(Tensor images) {
    return classifier.logits(denoiser.forward(images, Mode.EVALUATE));
  }
}

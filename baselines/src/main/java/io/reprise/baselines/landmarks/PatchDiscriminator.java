package io.reprise.baselines.landmarks;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/**
 * PatchGAN's discriminator (arXiv 1611.07004): 4x4 convolutions, three of stride 2, which judge
 * overlapping patches. Input {@code [N, 3, H, W]}, output {@code [N, 1, H', W']}.
 */
public final class PatchDiscriminator extends Module {
  private static final double SLOPE = 0.2;
  private static final int HALVINGS = 3;
  private static final int KERNEL = 4;

  private final Sequential layers;

  /**
   * A discriminator.
   *
   * @param width of the first convolution, 64 as published
   */
  public PatchDiscriminator(LayerContext at, int width) {
    if (width < 1) {
      throw new IllegalArgumentException("discriminator: width " + width + ": expected at least 1");
    }
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    all.add(c -> StyleGenerator.XAVIER.build(c, 3, width, KERNEL, Op.Conv2d.of(2, 1)));
    all.then(x -> x.leakyRelu(SLOPE));
    int in = width;
    for (int i = 1; i <= HALVINGS; i++) {
      int from = in;
      Op.Conv2d options = Op.Conv2d.of(i < HALVINGS ? 2 : 1, 1);
      all.add(c -> StyleGenerator.XAVIER.build(c, from, 2 * from, KERNEL, options));
      all.then(x -> StyleGenerator.normalized(x).leakyRelu(SLOPE));
      in *= 2;
    }
    int last = in;
    all.add(c -> StyleGenerator.XAVIER.build(c, last, 1, KERNEL, Op.Conv2d.of(1, 1)));
    layers = child("layers", all.build());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}

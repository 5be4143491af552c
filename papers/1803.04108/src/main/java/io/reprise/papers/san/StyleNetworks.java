package io.reprise.papers.san;

import io.reprise.baselines.landmarks.GeneratorDesign;
import io.reprise.baselines.landmarks.PatchDiscriminator;
import io.reprise.baselines.landmarks.StyleGenerator;
import io.reprise.nn.Conv2d;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import java.util.function.Function;

/**
 * What translates styles: the published networks, or small ones for the drawn faces.
 *
 * @param generator of one direction
 * @param discriminator of one style
 */
record StyleNetworks(
    GeneratorDesign generator, Function<LayerContext, ? extends Module> discriminator) {
  static final StyleNetworks PUBLISHED =
      new StyleNetworks(StyleGenerator.Design.SAN, at -> new PatchDiscriminator(at, 64));

  static final StyleNetworks SMALL =
      new StyleNetworks(ToneGenerator::new, StyleNetworks::smallDiscriminator);

  private static final double SLOPE = 0.2;
  private static final int WIDTH = 16;

  /**
   * The discriminator of the small generators, {@code [N, 3, H, W]} to {@code [N, 1, H / 4, W /
   * 4]}. It does not normalise, since levels are what styles differ in.
   */
  private static Module smallDiscriminator(LayerContext at) {
    return new Sequential.Builder(at)
        .add(c -> convolution(c, 3, WIDTH, 4, Op.Conv2d.of(2, 1)))
        .then(x -> x.leakyRelu(SLOPE))
        .add(c -> convolution(c, WIDTH, 2 * WIDTH, 4, Op.Conv2d.of(2, 1)))
        .then(x -> x.leakyRelu(SLOPE))
        .add(c -> convolution(c, 2 * WIDTH, 1, 3, Op.Conv2d.of(1, 1)))
        .build();
  }

  private static Module convolution(
      LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
    return new Conv2d(at, in, out, kernel, options, true, Initializer.xavierNormal());
  }
}

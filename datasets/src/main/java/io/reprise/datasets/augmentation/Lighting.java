package io.reprise.datasets.augmentation;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Picture;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Adds to each pixel of a colour image the same random amount of each principal component of
 * ImageNet's colours (Krizhevsky et al. 2012, section 4.1): {@code sum over k of a_k l_k v_k} with
 * {@code a_k} normal. Eigenvalues {@code l} and eigenvectors {@code v}, for values in [0, 1], are
 * those of fb.resnet.torch. Results are rounded and kept in the range of a byte.
 *
 * @param standardDeviation of each {@code a_k}, at least 0; usually 0.1
 */
public record Lighting(double standardDeviation) implements Augmentation {
  private static final List<Double> EIGENVALUES = List.of(0.2175, 0.0188, 0.0045);

  /** One row a channel, one column a component. */
  private static final List<List<Double>> EIGENVECTORS =
      List.of(
          List.of(-0.5675, 0.7192, 0.4009),
          List.of(-0.5808, -0.0045, -0.8140),
          List.of(-0.5836, -0.6948, 0.4203));

  /** Checks the deviation. */
  public Lighting {
    if (!(standardDeviation >= 0 && Double.isFinite(standardDeviation))) {
      throw new IllegalArgumentException(
          "lighting: standard deviation "
              + standardDeviation
              + ": expected a finite number of at least 0");
    }
  }

  @Override
  public Picture apply(Picture picture, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    return shifted(
        picture,
        List.of(
            standardDeviation * normal.sample(),
            standardDeviation * normal.sample(),
            standardDeviation * normal.sample()));
  }

  /** Adds given amounts of the three components. */
  static Picture shifted(Picture picture, List<Double> amounts) {
    byte[] pixels = picture.pixels();
    Rgb.requireColour("lighting", picture);
    int plane = pixels.length / 3;
    for (int c = 0; c < 3; c++) {
      double shift = 0;
      for (int k = 0; k < 3; k++) {
        shift += 255 * EIGENVECTORS.get(c).get(k) * EIGENVALUES.get(k) * amounts.get(k);
      }
      byte[] table = new byte[256];
      for (int v = 0; v < 256; v++) {
        table[v] = Rgb.toByte(v + shift);
      }
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        pixels[i] = table[pixels[i] & 0xff];
      }
    }
    return new Picture(picture.shape(), pixels);
  }
}

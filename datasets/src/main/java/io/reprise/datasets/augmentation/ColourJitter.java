package io.reprise.datasets.augmentation;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.Picture;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/**
 * Changes brightness, contrast, saturation and hue of a colour image in random order, as
 * torchvision's {@code ColorJitter}. A strength {@code s} of brightness, contrast or saturation
 * draws a factor f uniform in [max(0, 1 - s), 1 + s], which gives {@code f v + (1 - f) base}: the
 * base is black for brightness, the mean grey of the image for contrast, the grey of the pixel for
 * saturation. A strength of hue draws a turn uniform in [-s, s] of the full circle. Each step
 * rounds to the nearest value of a byte; one of strength 0 is left out.
 *
 * @param brightness at least 0
 * @param contrast at least 0
 * @param saturation at least 0
 * @param hue from 0 to 0.5
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue)
    implements Augmentation {
  /** Checks the strengths. */
  public ColourJitter {
    for (double s : List.of(brightness, contrast, saturation)) {
      if (!(s >= 0 && Double.isFinite(s))) {
        throw new IllegalArgumentException(
            "colour jitter: strength " + s + ": expected a finite number of at least 0");
      }
    }
    if (!(hue >= 0 && hue <= 0.5)) {
      throw new IllegalArgumentException(
          "colour jitter: strength " + hue + " of hue: expected from 0 to 0.5");
    }
  }

  /** One step, with what was drawn for it. */
  enum Step {
    BRIGHTNESS,
    CONTRAST,
    SATURATION,
    HUE
  }

  @Override
  public Picture apply(Picture picture, UniformRandomProvider random) {
    Rgb.requireColour("colour jitter", picture);
    List<Step> order = new ArrayList<>(List.of(Step.values()));
    ListSampler.shuffle(random, order);
    byte[] pixels = picture.pixels();
    for (Step step : order) {
      double strength = strength(step);
      if (strength > 0) {
        change(pixels, step, draw(step, strength, random.nextDouble()));
      }
    }
    return new Picture(picture.shape(), pixels);
  }

  private double strength(Step step) {
    return switch (step) {
      case BRIGHTNESS -> brightness;
      case CONTRAST -> contrast;
      case SATURATION -> saturation;
      case HUE -> hue;
    };
  }

  private static double draw(Step step, double strength, double share) {
    double from = step == Step.HUE ? -strength : Math.max(0, 1 - strength);
    double to = step == Step.HUE ? strength : 1 + strength;
    return from + share * (to - from);
  }

  /**
   * Takes one step in place.
   *
   * @param amount the factor, or the turn of the hue
   */
  static void change(byte[] pixels, Step step, double amount) {
    switch (step) {
      case BRIGHTNESS -> blend(pixels, amount, 0);
      case CONTRAST -> blend(pixels, amount, meanGrey(pixels));
      case SATURATION -> saturate(pixels, amount);
      case HUE -> Rgb.turnHue(pixels, amount);
    }
  }

  private static void blend(byte[] pixels, double factor, double base) {
    byte[] table = new byte[256];
    for (int v = 0; v < 256; v++) {
      table[v] = Rgb.toByte(factor * v + (1 - factor) * base);
    }
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = table[pixels[i] & 0xff];
    }
  }

  private static double meanGrey(byte[] pixels) {
    int plane = pixels.length / 3;
    double sum = 0;
    for (int i = 0; i < plane; i++) {
      sum += Rgb.grey(pixels, i);
    }
    return sum / plane;
  }

  private static void saturate(byte[] pixels, double factor) {
    int plane = pixels.length / 3;
    for (int i = 0; i < plane; i++) {
      double base = (1 - factor) * Rgb.grey(pixels, i);
      for (int c = i; c < pixels.length; c += plane) {
        pixels[c] = Rgb.toByte(factor * (pixels[c] & 0xff) + base);
      }
    }
  }
}

package io.reprise.datasets.procedural.blur;

import io.reprise.datasets.procedural.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Something endless with a texture: patches with sharp edges, some of them striped, on soft waves.
 * Known at every place, so that motion needs no interpolation.
 */
final class Surface {
  private static final int CHANNELS = 3;

  private final double[] base;
  private final double[] amplitude;
  private final double waveX;
  private final double waveY;
  private final List<Patch> patches = new ArrayList<>();

  /** A rectangle at an angle, of one colour or of stripes of two. */
  private static final class Patch {
    private final double x;
    private final double y;
    private final double cosine;
    private final double sine;
    private final double halfLength;
    private final double halfWidth;
    private final double period;
    private final double[] colour;
    private final double[] other;

    Patch(double side, RandomStream random) {
      x = random.between(-0.2, 1.2) * side;
      y = random.between(-0.2, 1.2) * side;
      double angle = random.between(0, Math.PI);
      cosine = StrictMath.cos(angle);
      sine = StrictMath.sin(angle);
      halfLength = random.between(4, 14);
      halfWidth = random.between(2, 8);
      period = random.between(3, 8);
      colour = light(random);
      other = random.chance(0.5) ? light(random) : colour;
    }

    /** The colour at a place, or null where the patch is not. */
    double[] at(double px, double py) {
      double along = (px - x) * cosine + (py - y) * sine;
      double across = (py - y) * cosine - (px - x) * sine;
      if (Math.abs(along) > halfLength || Math.abs(across) > halfWidth) {
        return null;
      }
      return (int) Math.floor(along / period) % 2 == 0 ? colour : other;
    }
  }

  Surface(double side, RandomStream random) {
    base = light(random);
    amplitude = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      amplitude[c] = base[c] * random.between(0.2, 0.5);
    }
    waveX = random.between(-0.25, 0.25);
    waveY = random.between(-0.25, 0.25);
    int number = (int) (side * side / 120);
    for (int i = 0; i < number; i++) {
      patches.add(new Patch(side, random));
    }
  }

  /** Even in stored values, not in light, as pictures about are. */
  private static double[] light(RandomStream random) {
    double[] colour = new double[CHANNELS];
    double level = random.between(0.15, 0.9);
    for (int c = 0; c < CHANNELS; c++) {
      colour[c] = Gamma.light(Math.max(0, Math.min(1, level + random.between(-0.15, 0.15))));
    }
    return colour;
  }

  /** Adds the light at a place, times a weight, to three channels. */
  void addLight(double px, double py, double weight, double[] light) {
    for (int i = patches.size() - 1; i >= 0; i--) {
      double[] colour = patches.get(i).at(px, py);
      if (colour != null) {
        for (int c = 0; c < CHANNELS; c++) {
          light[c] += weight * colour[c];
        }
        return;
      }
    }
    double wave = StrictMath.sin(waveX * px + waveY * py);
    for (int c = 0; c < CHANNELS; c++) {
      light[c] += weight * (base[c] + amplitude[c] * wave);
    }
  }
}

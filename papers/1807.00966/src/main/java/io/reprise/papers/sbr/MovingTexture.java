package io.reprise.papers.sbr;

import io.reprise.tensor.Seed;
import org.apache.commons.rng.UniformRandomProvider;

/** Waves in three channels that move by a known number of pixels a frame, exact everywhere. */
final class MovingTexture {
  private static final int WAVES = 5;

  /** In pixels; longer ones than a patch say little, shorter ones repeat within a move. */
  private static final double SHORTEST = 12;

  private static final double LONGEST = 30;

  private final int side;
  private final double dx;
  private final double dy;

  /** Of each wave and channel: cycles a pixel to the right and down, phase. */
  private final double[][] waves = new double[3 * WAVES][3];

  private MovingTexture(int side, double dx, double dy) {
    this.side = side;
    this.dx = dx;
    this.dy = dy;
  }

  /**
   * Draws the waves.
   *
   * @param dx pixels to the right in each frame
   * @param dy pixels down
   * @param number which texture
   */
  static MovingTexture drawn(int side, double dx, double dy, Seed seed, int number) {
    MovingTexture texture = new MovingTexture(side, dx, dy);
    UniformRandomProvider random = seed.named("texture " + number).generator();
    for (int w = 0; w < texture.waves.length; w++) {
      // Directions all round, so that no patch has an edge alone.
      double angle = Math.PI * (w % WAVES + random.nextDouble()) / WAVES;
      double cycles = 1 / (SHORTEST + (LONGEST - SHORTEST) * random.nextDouble());
      texture.waves[w][0] = cycles * StrictMath.cos(angle);
      texture.waves[w][1] = cycles * StrictMath.sin(angle);
      texture.waves[w][2] = random.nextDouble();
    }
    return texture;
  }

  /** Frame {@code t}, channel by channel and row by row. */
  double[] frame(int t) {
    double[] values = new double[3 * side * side];
    for (int i = 0; i < values.length; i++) {
      int channel = i / (side * side);
      double x = i % side - t * dx;
      double y = i / side % side - t * dy;
      for (int w = channel * WAVES; w < (channel + 1) * WAVES; w++) {
        values[i] +=
            StrictMath.sin(2 * Math.PI * (waves[w][0] * x + waves[w][1] * y + waves[w][2]));
      }
    }
    return values;
  }

  /** Where places, x and y in turn, are in frame {@code t}. */
  double[] moved(double[] places, int t) {
    double[] moved = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      moved[i] = places[i] + t * (i % 2 == 0 ? dx : dy);
    }
    return moved;
  }
}

package io.reprise.experiment.figures;

/**
 * The colour map viridis, from dark violet to yellow: equal steps look equally large, it gets
 * lighter all the way, and it can be read in grey and by most colour-blind people.
 *
 * <p>Source: the table of 256 colours in matplotlib ({@code _cm_listed.py}) by Nathaniel Smith and
 * Stefan van der Walt, 2015, placed in the public domain (CC0). Every fifth colour of it stands
 * here; those between lie on straight lines, at most one of 255 levels from the table.
 */
public final class Viridis {
  private static final String TABLE =
      "44015446085c471063481769481d6f482475472a7a46307e453781433d844142873f48893d4e8a"
          + "3a538b38598c355e8d33638d31688e2e6d8e2c718e2a768e297b8e27808e25848e23898e218e8d"
          + "20928c1f978b1e9c891fa18821a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac864"
          + "65cb5e70cf577cd25089d54895d840a2da37b0dd2fbddf26cae11fd8e219e5e419f1e51dfde725";

  private static final int DIGITS = 6;
  private static final int STEPS = TABLE.length() / DIGITS - 1;

  private Viridis() {}

  /**
   * A colour.
   *
   * @param share where between the ends, from 0 to 1; what is beyond has the colour of the end
   * @return {@code 0xRRGGBB}
   */
  public static int rgb(double share) {
    double at = Math.max(0, Math.min(1, share)) * STEPS;
    int below = (int) Math.min(at, STEPS - 1.0);
    return mixed(node(below), node(below + 1), at - below);
  }

  private static int node(int i) {
    return Integer.parseInt(TABLE, i * DIGITS, (i + 1) * DIGITS, 16);
  }

  /** A share of one colour in another, each channel rounded. */
  static int mixed(int from, int to, double share) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int a = from >> shift & 0xff;
      int b = to >> shift & 0xff;
      rgb |= (int) Math.round(a + (b - a) * share) << shift;
    }
    return rgb;
  }
}

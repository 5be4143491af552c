package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;
import java.util.List;

/**
 * What a person wears and looks like: colours from a small wardrobe, so that many share one, and
 * patterns, a logo and a bag that tell them apart. After arXiv 1904.03385's need for full textures.
 */
public final class Outfit {
  private static final List<Colour> WARDROBE =
      List.of(
          new Colour(0.12, 0.12, 0.14),
          new Colour(0.88, 0.88, 0.86),
          new Colour(0.50, 0.50, 0.52),
          new Colour(0.75, 0.15, 0.15),
          new Colour(0.15, 0.25, 0.65),
          new Colour(0.15, 0.50, 0.25),
          new Colour(0.85, 0.70, 0.20),
          new Colour(0.55, 0.35, 0.20));

  private enum Pattern {
    PLAIN,
    HOOPS,
    STRIPES,
    LOGO,
    HALVES
  }

  private final Colour skin;
  private final Colour hair;
  private final Colour shirt;
  private final Colour second;
  private final Colour trousers;
  private final Colour shoes;
  private final Colour bagColour;
  private final Pattern pattern;
  private final int period;
  private final boolean bag;
  private final boolean shortSleeves;
  private final boolean shortTrousers;
  private final boolean longHair;

  private Outfit(Draws draws) {
    skin = new Colour(0.40, 0.26, 0.18).mixed(new Colour(0.95, 0.76, 0.64), draws.between(0, 1));
    hair = draws.colour(0.2, 0.6, 0.08, 0.7).mixed(new Colour(0.2, 0.13, 0.08), 0.7);
    shirt = draws.oneOf(WARDROBE);
    second = draws.oneOf(WARDROBE);
    trousers = draws.oneOf(WARDROBE);
    shoes = draws.oneOf(WARDROBE).times(0.8);
    bagColour = draws.oneOf(WARDROBE);
    pattern = draws.oneOf(List.of(Pattern.values()));
    period = 2 + draws.below(3);
    bag = draws.chance(0.4);
    shortSleeves = draws.chance(0.4);
    shortTrousers = draws.chance(0.3);
    longHair = draws.chance(0.4);
  }

  public static Outfit drawn(Seed seed) {
    return new Outfit(new Draws(seed));
  }

  /** Whether there is a bag on the back. */
  public boolean hasBag() {
    return bag;
  }

  /**
   * The texture of a body, laid out as {@link BodyPart} says, in the manner of 32 x 32 texels.
   *
   * @param side in texels, a multiple of 32
   * @throws IllegalArgumentException if it is not
   */
  public Picture texture(int side) {
    if (side < 32 || side % 32 != 0) {
      throw new IllegalArgumentException(
          "texture of " + side + " texels a side: expected a multiple of 32");
    }
    Canvas canvas = new Canvas(side, side);
    int scale = side / 32;
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        canvas.blend(row, column, texel(row / scale, column / scale), 1);
      }
    }
    return canvas.picture();
  }

  private Colour texel(int row, int column) {
    if (row < 6) {
      return head(row, column);
    }
    if (row < 18) {
      return torso(row - 6, column);
    }
    if (row < 28) {
      return leg(row - 18);
    }
    return arm(row - 28, column % 16);
  }

  private Colour head(int row, int column) {
    boolean front = column >= 10 && column <= 21;
    if (row >= 2 && front) {
      boolean eyes = row == 3 && (column == 13 || column == 18);
      boolean mouth = row == 4 && column >= 15 && column <= 16;
      return eyes ? Colour.grey(0.08) : mouth ? new Colour(0.6, 0.2, 0.2) : skin;
    }
    return row < 5 || longHair ? hair : skin;
  }

  private Colour torso(int row, int column) {
    boolean back = column <= 6 || column >= 25;
    if (bag && back && row >= 1 && row <= 8) {
      return row == 4 ? bagColour.times(0.7) : bagColour;
    }
    if (row == 11) {
      return trousers;
    }
    return switch (pattern) {
      case PLAIN -> shirt;
      case HOOPS -> row / period % 2 == 0 ? shirt : second;
      case STRIPES -> column / period % 2 == 0 ? shirt : second;
      case LOGO -> row >= 2 && row <= 5 && column >= 13 && column <= 18 ? second : shirt;
      case HALVES -> row < 6 ? shirt : second;
    };
  }

  private Colour leg(int row) {
    if (row == 9) {
      return shoes;
    }
    return shortTrousers && row >= 5 ? skin : trousers;
  }

  private Colour arm(int row, int column) {
    if (row == 3 || (shortSleeves && row >= 1)) {
      return skin;
    }
    boolean band =
        (pattern == Pattern.HOOPS && row == 1) || (pattern == Pattern.STRIPES && column % 4 < 2);
    return band ? second : shirt;
  }
}

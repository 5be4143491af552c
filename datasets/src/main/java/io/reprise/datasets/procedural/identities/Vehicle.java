package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;
import java.util.List;

/**
 * What tells one vehicle from another. Type and paint are shared by many, as on a road; marks such
 * as stickers are a vehicle's own, but those on the front cannot be seen from behind.
 *
 * @param roof of the roof alone, often that of the paint
 * @param lamps half the height of the lamps
 * @param grille half the width of the grille
 * @param front marks on the front
 * @param rear marks on the rear
 * @param side marks on both sides
 */
record Vehicle(
    VehicleType type,
    Colour paint,
    Colour roof,
    double lamps,
    double grille,
    List<Mark> front,
    List<Mark> rear,
    List<Mark> side) {
  private static final List<Colour> PAINTS =
      List.of(
          Colour.grey(0.92),
          Colour.grey(0.12),
          new Colour(0.72, 0.10, 0.12),
          new Colour(0.12, 0.22, 0.62),
          new Colour(0.88, 0.72, 0.15),
          Colour.grey(0.55));

  /**
   * A patch of colour.
   *
   * @param across from -1 to 1 over the side that it is on
   * @param down from -1, the top, to 1
   */
  record Mark(double across, double down, double halfWidth, double halfHeight, Colour colour) {
    static Mark drawn(Draws draws) {
      return new Mark(
          draws.within(0.7),
          draws.between(-0.75, 0.15),
          draws.between(0.10, 0.22),
          draws.between(0.10, 0.20),
          draws.colour(0.4, 1, 0.2, 1));
    }
  }

  static Vehicle drawn(Seed seed) {
    Draws draws = new Draws(seed);
    Colour base = draws.oneOf(PAINTS);
    Colour paint =
        new Colour(
            base.red() + draws.within(0.05),
            base.green() + draws.within(0.05),
            base.blue() + draws.within(0.05));
    Colour roof = draws.chance(0.35) ? draws.colour(0, 0.6, 0.2, 0.8) : paint;
    return new Vehicle(
        draws.oneOf(List.of(VehicleType.values())),
        paint,
        roof,
        draws.between(0.10, 0.24),
        draws.between(0.25, 0.62),
        List.of(Mark.drawn(draws), Mark.drawn(draws)),
        List.of(Mark.drawn(draws), Mark.drawn(draws)),
        List.of(Mark.drawn(draws), Mark.drawn(draws)));
  }
}

package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Draws;
import io.reprise.tensor.Seed;
import java.util.EnumMap;
import java.util.Map;

/** A person: a value for each {@link FaceParameter}. Immutable. */
public final class FaceIdentity {
  private final Map<FaceParameter, Double> values;

  private FaceIdentity(Map<FaceParameter, Double> values) {
    this.values = values;
  }

  /**
   * Draws a person.
   *
   * @param appearance in [0, 1]: 1 draws colours, hair and marks from their whole range, 0 gives
   *     all people the middle of it, so that only the shape of a face tells who it is
   * @throws IllegalArgumentException if {@code appearance} is out of range
   */
  public static FaceIdentity drawn(double appearance, Seed seed) {
    if (!(appearance >= 0 && appearance <= 1)) {
      throw new IllegalArgumentException("appearance " + appearance + ": expected from 0 to 1");
    }
    Draws draws = new Draws(seed);
    Map<FaceParameter, Double> values = new EnumMap<>(FaceParameter.class);
    for (FaceParameter p : FaceParameter.values()) {
      double value = draws.between(p.low(), p.high());
      double middle = (p.low() + p.high()) / 2;
      values.put(p, p.isAppearance() ? middle + appearance * (value - middle) : value);
    }
    return new FaceIdentity(values);
  }

  public double get(FaceParameter parameter) {
    return values.get(parameter);
  }

  /** All values, in the order of {@link FaceParameter}, each scaled from its range to [-1, 1]. */
  public double[] vector() {
    return values.entrySet().stream()
        .mapToDouble(
            e -> {
              double low = e.getKey().low();
              double high = e.getKey().high();
              return (2 * e.getValue() - low - high) / (high - low);
            })
        .toArray();
  }

  Colour skin() {
    Colour dark = new Colour(0.36, 0.23, 0.16);
    Colour light = new Colour(0.98, 0.80, 0.68);
    double warmth = 0.06 * (get(FaceParameter.SKIN_WARMTH) - 0.5);
    Colour tone = dark.mixed(light, get(FaceParameter.SKIN_LIGHTNESS));
    return new Colour(tone.red() + warmth, tone.green(), tone.blue() - warmth);
  }

  Colour hair() {
    double lightness = get(FaceParameter.HAIR_LIGHTNESS);
    double saturation = 0.15 + 0.55 * get(FaceParameter.HAIR_WARMTH);
    return Colour.hsv(0.04 + 0.08 * lightness, saturation, 0.08 + 0.80 * lightness * lightness);
  }

  Colour brow() {
    Colour dark = hair().times(0.7).mixed(new Colour(0.12, 0.08, 0.06), 0.5);
    return skin().mixed(dark, get(FaceParameter.BROW_DARKNESS));
  }

  Colour iris() {
    double hue = get(FaceParameter.IRIS_HUE);
    return hue < 0.5
        ? Colour.hsv(0.07, 0.7, 0.15 + 0.6 * hue)
        : Colour.hsv(0.3 + 0.6 * (hue - 0.5), 0.55, 0.6);
  }

  Colour lips() {
    return skin().mixed(new Colour(0.72, 0.18, 0.22), get(FaceParameter.LIP_REDNESS));
  }
}

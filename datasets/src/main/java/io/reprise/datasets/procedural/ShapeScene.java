package io.reprise.datasets.procedural;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything about one image of {@link Shapes} but its noise. Lengths are in units of 1/32 of the
 * image's side.
 */
final class ShapeScene {
  static final double SIDE = 32;
  private static final int CHANNELS = 3;
  private static final double NOISE = 0.12;

  private final double[] background;
  private final double rampX;
  private final double rampY;
  private final List<Figure> figures;
  private final List<Rod> rods;

  private ShapeScene(double level, FigureMaker maker, RandomStream random) {
    background = colour(level, random);
    rampX = random.between(-0.1, 0.1);
    rampY = random.between(-0.1, 0.1);
    figures = maker.draw(level, background, random);
    rods = List.of(new Rod(level, random), new Rod(level, random));
  }

  private interface FigureMaker {
    List<Figure> draw(double level, double[] background, RandomStream random);
  }

  /** One striped shape, as the 10 classes have it. */
  static ShapeScene striped(Outline outline, boolean alongU, RandomStream random) {
    Texture texture = alongU ? Texture.ALONG_U : Texture.ALONG_V;
    return new ShapeScene(
        random.between(0.3, 0.7),
        (level, background, r) -> {
          Arrangement.Places places = Arrangement.SINGLE.draw(r);
          double phase = r.between(0, 6);
          Paint paint = Paint.draw(level, background, r);
          return List.of(
              new Figure(
                  outline, texture, 3, phase, places.radius(), places.frames().get(0), paint));
        },
        random);
  }

  /** One or two shapes of the same outline, texture and colour, as the 100 classes have them. */
  static ShapeScene composed(
      Outline outline, Texture texture, Arrangement arrangement, RandomStream random) {
    return new ShapeScene(
        random.between(0.3, 0.7),
        (level, background, r) -> {
          Arrangement.Places places = arrangement.draw(r);
          Paint paint = Paint.draw(level, background, r);
          List<Figure> all = new ArrayList<>();
          for (Frame frame : places.frames()) {
            double phase = r.between(0, 5);
            all.add(new Figure(outline, texture, 2.5, phase, places.radius(), frame, paint));
          }
          return all;
        },
        random);
  }

  void draw(byte[] pixels, int offset, int side, RandomStream random) {
    double unit = SIDE / side;
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double px = (x + 0.5) * unit;
        double py = (y + 0.5) * unit;
        double[] colour = colourAt(px, py);
        double ramp = colour == background ? ramp(px, py) : 0;
        for (int c = 0; c < CHANNELS; c++) {
          double value = limit(colour[c] + ramp + random.bell(NOISE));
          pixels[offset + (c * side + y) * side + x] = (byte) (int) (value * 255 + 0.5);
        }
      }
    }
  }

  private double[] colourAt(double px, double py) {
    for (Rod rod : rods) {
      if (rod.covers(px, py)) {
        return rod.colour;
      }
    }
    for (Figure figure : figures) {
      double u = figure.place.along(px, py);
      double v = figure.place.across(px, py);
      if (figure.outline.contains(u / figure.radius, v / figure.radius)) {
        boolean bar = figure.texture.bar(u, v, figure.barWidth, figure.phase);
        return bar ? figure.paint.bar : figure.paint.gap;
      }
    }
    return background;
  }

  private double ramp(double px, double py) {
    return rampX * (px / SIDE * 2 - 1) + rampY * (py / SIDE * 2 - 1);
  }

  private static double[] colour(double level, RandomStream random) {
    double hue = random.uniform();
    double chroma = random.between(0, 0.25);
    double[] colour = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      colour[c] = level + chroma * StrictMath.cos(2 * Math.PI * (hue + c / 3.0));
    }
    return colour;
  }

  private static double limit(double value) {
    return Math.max(0, Math.min(1, value));
  }

  private record Figure(
      Outline outline,
      Texture texture,
      double barWidth,
      double phase,
      double radius,
      Frame place,
      Paint paint) {}

  private static final class Paint {
    private final double[] bar;
    private final double[] gap = new double[CHANNELS];

    private Paint(double[] bar, double[] background) {
      this.bar = bar;
      for (int c = 0; c < CHANNELS; c++) {
        gap[c] = (bar[c] + background[c]) / 2;
      }
    }

    static Paint draw(double level, double[] background, RandomStream random) {
      return new Paint(
          colour(limit(level + random.sign() * random.between(0.2, 0.5)), random), background);
    }
  }

  private static final class Rod {
    private final double halfLength;
    private final Frame place;
    private final double[] colour;

    Rod(double level, RandomStream random) {
      halfLength = random.between(2, 5);
      place =
          Frame.at(random.between(0, SIDE), random.between(0, SIDE), random.between(0, Math.PI));
      colour = colour(limit(level + random.sign() * random.between(0, 0.3)), random);
    }

    boolean covers(double px, double py) {
      return Math.abs(place.along(px, py)) < halfLength && Math.abs(place.across(px, py)) < 0.8;
    }
  }
}

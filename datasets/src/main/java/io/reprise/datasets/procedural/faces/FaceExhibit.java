package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Colour;
import io.reprise.datasets.procedural.drawing.Polygon;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** Each face as it is, with its landmarks, and with its regions. */
public final class FaceExhibit implements Exhibit {
  private static final int SIDE = 96;

  @Override
  public String title() {
    return "Faces";
  }

  @Override
  public String caption() {
    return "Twelve people, four of them a row: the picture, its 68 landmarks (green where they can"
        + " be seen, red where they are hidden), its parsing mask. The last rows show one person"
        + " in six pictures, and every fourth frame of a video.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    List<Picture> all = new ArrayList<>();
    for (Face face : new Faces(FaceSettings.of(SIDE, 12), seed).pictures(12)) {
      all.add(face.picture());
      all.add(withLandmarks(face));
      all.add(mask(face));
    }
    Faces one = new Faces(FaceSettings.of(SIDE, 1), seed.named("one person"));
    one.pictures(6).forEach(face -> all.add(face.picture()));
    FaceVideo video = one.video(0, 21);
    for (int t = 0; t < 21; t += 4) {
      all.add(withLandmarks(video.frames().get(t)));
    }
    return all;
  }

  /** The picture with a dot at each landmark and its box. */
  public static Picture withLandmarks(Face face) {
    Canvas canvas = Canvas.of(face.picture());
    for (int k = 0; k < Face.LANDMARKS; k++) {
      Colour colour = face.visible().get(k) ? new Colour(0, 1, 0.2) : new Colour(1, 0.1, 0.1);
      canvas.fill(Polygon.ellipse(face.landmarks().get(k), 1.1, 1.1, 0), colour);
    }
    return canvas.picture();
  }

  /** A colour for each region. */
  public static Picture mask(Face face) {
    Canvas canvas = new Canvas(face.regions().height(), face.regions().width());
    for (int row = 0; row < canvas.height(); row++) {
      for (int column = 0; column < canvas.width(); column++) {
        FaceRegion region = FaceRegion.of(face.regions().at(row, column));
        canvas.blend(row, column, colour(region), 1);
      }
    }
    return canvas.picture();
  }

  private static Colour colour(FaceRegion region) {
    return switch (region) {
      case BACKGROUND -> Colour.grey(0.1);
      case SKIN -> new Colour(0.95, 0.78, 0.62);
      case LEFT_BROW -> new Colour(0.75, 0.40, 0.05);
      case RIGHT_BROW -> new Colour(0.45, 0.65, 0.05);
      case LEFT_EYE -> new Colour(0.10, 0.35, 0.95);
      case RIGHT_EYE -> new Colour(0.05, 0.80, 0.90);
      case NOSE -> new Colour(0.60, 0.35, 0.75);
      case UPPER_LIP -> new Colour(0.90, 0.10, 0.20);
      case INNER_MOUTH -> Colour.WHITE;
      case LOWER_LIP -> new Colour(1, 0.45, 0.60);
      case HAIR -> new Colour(0.45, 0.30, 0.20);
    };
  }
}

package io.reprise.baselines.landmarks;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.Warp;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.datasets.procedural.Canvas;
import java.util.List;

/** A face with what was found in it: an orange square, and a green line to where it should be. */
public final class DetectionPicture {
  private static final int GREEN = 0x00e0a0;
  private static final int ORANGE = 0xffa000;

  private DetectionPicture() {}

  /**
   * Draws found landmarks.
   *
   * @param found in pixels of the face's picture
   * @param side of the square result: larger pictures are resized to it, smaller ones enlarged by
   *     the largest whole factor that fits
   */
  public static Picture of(FaceCrop face, List<Point> found, int side) {
    Picture picture = face.picture();
    Warp fitting = picture.width() > side ? Warp.resize(picture.shape(), side, side) : Warp.NONE;
    FaceCrop shown = face.warped(fitting);
    int scale = Math.max(1, side / shown.picture().width());
    Canvas canvas = Canvas.of(shown.picture(), scale);
    Landmarks truth = shown.landmarks();
    for (int k = 0; k < found.size(); k++) {
      Point at = enlarged(fitting.map().apply(found.get(k)), scale);
      if (truth.isVisible(k)) {
        Point to = enlarged(truth.point(k), scale);
        canvas.line(to.x(), to.y(), at.x(), at.y(), GREEN);
      }
      canvas.fill((int) Math.round(at.x()) - 1, (int) Math.round(at.y()) - 1, 3, 3, ORANGE);
    }
    return canvas.picture();
  }

  /** Places count from the centre of the first pixel, which is drawn larger. */
  private static Point enlarged(Point at, int scale) {
    return new Point(scale * (at.x() + 0.5) - 0.5, scale * (at.y() + 0.5) - 0.5);
  }
}

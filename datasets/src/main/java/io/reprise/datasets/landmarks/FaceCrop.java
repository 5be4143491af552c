package io.reprise.datasets.landmarks;

import io.reprise.datasets.Affine;
import io.reprise.datasets.Border;
import io.reprise.datasets.Box;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.Warp;
import java.util.List;
import java.util.Optional;

/**
 * A face as a detector sees it: cut out of its picture.
 *
 * @param picture what was cut out
 * @param landmarks in the picture's pixels; they may lie outside
 * @param map from the source to the picture
 * @param normalizer what errors are divided by, in pixels of the source, above 0
 */
public record FaceCrop(Picture picture, Landmarks landmarks, Affine map, double normalizer) {
  /** Checks the normaliser. */
  public FaceCrop {
    if (!(normalizer > 0 && Double.isFinite(normalizer))) {
      throw new IllegalArgumentException("normalizer " + normalizer + ": expected above 0");
    }
  }

  /** A picture that is as it was found. */
  public static FaceCrop of(Picture picture, Landmarks landmarks, double normalizer) {
    return new FaceCrop(picture, landmarks, Affine.IDENTITY, normalizer);
  }

  /**
   * Cuts a box out of a picture, which may reach beyond its edges, and resizes it to a square.
   *
   * @param expansion by which share of its width and height the box grows to each side, as SAN
   *     (arXiv 1803.04108) and SBR (arXiv 1807.00966) have 0.2
   * @param side of the square, in pixels
   */
  public static FaceCrop cut(
      Picture source, Landmarks landmarks, double normalizer, Box box, double expansion, int side) {
    int left = (int) Math.floor(box.left() - expansion * box.width());
    int top = (int) Math.floor(box.top() - expansion * box.height());
    int width = (int) Math.ceil(box.right() + expansion * box.width()) - left;
    int height = (int) Math.ceil(box.bottom() + expansion * box.height()) - top;
    Picture window = source.inColour().crop(top, left, height, width, Border.BLACK);
    Affine map =
        Affine.translation(-left, -top)
            .then(Affine.scaling((double) side / width, (double) side / height));
    return new FaceCrop(window.resized(side, side), moved(landmarks, map), map, normalizer);
  }

  /** The face after a change of place. */
  public FaceCrop warped(Warp warp) {
    return new FaceCrop(
        warp.apply(picture), moved(landmarks, warp.map()), map.then(warp.map()), normalizer);
  }

  /** The landmarks in pixels of the source. */
  public Landmarks inSource() {
    return moved(landmarks, map.inverse());
  }

  /** Places of this picture in pixels of the source. */
  public List<Point> inSource(List<Point> places) {
    Affine back = map.inverse();
    return places.stream().map(back::apply).toList();
  }

  private static Landmarks moved(Landmarks landmarks, Affine map) {
    return new Landmarks(
        landmarks.points().stream().map((Optional<Point> p) -> p.map(map::apply)).toList());
  }
}

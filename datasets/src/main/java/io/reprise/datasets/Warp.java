package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.util.function.UnaryOperator;

/**
 * A change of place, which the pixels of an image, its landmarks and its boxes follow alike.
 *
 * @param map where a place goes
 * @param pixels draws the changed image
 */
public record Warp(Affine map, UnaryOperator<Picture> pixels) {
  /** Changes nothing. */
  public static final Warp NONE = new Warp(Affine.IDENTITY, picture -> picture);

  /** The changed image. */
  public Picture apply(Picture picture) {
    return pixels.apply(picture);
  }

  /** This change followed by another. */
  public Warp then(Warp next) {
    return new Warp(map.then(next.map), picture -> next.apply(apply(picture)));
  }

  /**
   * Mirrors left to right.
   *
   * @param image its shape, {@code [C, H, W]}
   */
  public static Warp mirror(Shape image) {
    return new Warp(new Affine(-1, 0, image.dim(2) - 1, 0, 1, 0), Picture::mirrored);
  }

  /** Cuts out a window, as {@link Picture#crop}. */
  public static Warp crop(int top, int left, int height, int width, Border border) {
    return new Warp(
        Affine.translation(-left, -top), picture -> picture.crop(top, left, height, width, border));
  }

  /**
   * Changes the number of pixels, as {@link Picture#resized}.
   *
   * @param image the shape before, {@code [C, H, W]}
   */
  public static Warp resize(Shape image, int height, int width) {
    return new Warp(
        Affine.scaling((double) width / image.dim(2), (double) height / image.dim(1)),
        picture -> picture.resized(height, width));
  }

  /** Moves places by any affine map, as {@link Picture#moved}. */
  public static Warp affine(Affine map) {
    return new Warp(map, picture -> picture.moved(map));
  }
}

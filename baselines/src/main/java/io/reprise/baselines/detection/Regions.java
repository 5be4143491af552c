package io.reprise.baselines.detection;

import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Regions of interest of one image, and the feature maps inside them. */
public final class Regions {
  private static final SpatialOp.GridSample BILINEAR =
      new SpatialOp.GridSample(SpatialOp.Interpolation.BILINEAR, SpatialOp.Outside.BORDER, false);

  /** The side of ImageNet's crops. */
  private static final double CANONICAL = 224;

  private final List<Box> boxes;

  /** A box, in shares of the image's width and height. */
  public record Box(double left, double top, double right, double bottom) {
    /** Checks that the box has an area inside of the image. */
    public Box {
      if (!(0 <= left && left < right && right <= 1 && 0 <= top && top < bottom && bottom <= 1)) {
        throw new IllegalArgumentException(
            "box from ("
                + left
                + ", "
                + top
                + ") to ("
                + right
                + ", "
                + bottom
                + "): expected an area within 0 to 1");
      }
    }
  }

  /** So many boxes, at least one. */
  public Regions(List<Box> boxes) {
    if (boxes.isEmpty()) {
      throw new IllegalArgumentException("regions: expected at least one");
    }
    this.boxes = List.copyOf(boxes);
  }

  /** So many times a box in the middle: costs depend on how many there are, not on where. */
  public static Regions central(int count) {
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boxes.add(new Box(0.25, 0.25, 0.75, 0.75));
    }
    return new Regions(boxes);
  }

  public int count() {
    return boxes.size();
  }

  /**
   * Cuts the regions out of the maps of one image, sampled at the centres of {@code side x side}
   * bins (arXiv 1703.06870 with one sample a bin): {@code [1, C, H, W]} to {@code [R, C, side,
   * side]}.
   */
  public Tensor crop(Tensor maps, int side) {
    requireOne(maps);
    float[] grid = new float[boxes.size() * side * side * 2];
    int i = 0;
    for (Box box : boxes) {
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          grid[i++] = coordinate(box.left, box.right, (column + 0.5) / side);
          grid[i++] = coordinate(box.top, box.bottom, (row + 0.5) / side);
        }
      }
    }
    Shape shape = Shape.of(1, boxes.size() * side, side, 2);
    int channels = maps.shape().dim(1);
    return maps.gridSample(maps.engine().tensor(grid, shape), BILINEAR)
        .reshape(channels, boxes.size(), side, side)
        .permute(1, 0, 2, 3);
  }

  /**
   * Cuts each region out of the map of a pyramid that fits its size (arXiv 1612.03144): the second
   * coarsest for 224 pixels, the coarsest from 448 on.
   *
   * @param maps of strides 4, 8, ..., finest first
   * @param height of the image in pixels
   * @param width of the image in pixels
   */
  public Tensor cropFromPyramid(List<Tensor> maps, int height, int width, int side) {
    List<Tensor> cut = new ArrayList<>();
    long[] places = new long[boxes.size()];
    int done = 0;
    for (int level = 0; level < maps.size(); level++) {
      List<Box> here = new ArrayList<>();
      for (int i = 0; i < boxes.size(); i++) {
        if (level(boxes.get(i), height, width, maps.size()) == level) {
          here.add(boxes.get(i));
          places[i] = done++;
        }
      }
      if (!here.isEmpty()) {
        cut.add(new Regions(here).crop(maps.get(level), side));
      }
    }
    Tensor all = cut.get(0).concat(0, cut.subList(1, cut.size()).toArray(new Tensor[0]));
    return all.indexSelect(0, all.engine().tensor(places, Shape.of(places.length)));
  }

  private static int level(Box box, int height, int width, int levels) {
    double pixels = (box.right - box.left) * width * (box.bottom - box.top) * height;
    double octave = StrictMath.log(StrictMath.sqrt(pixels) / CANONICAL) / StrictMath.log(2);
    return (int) Math.max(0, Math.min(levels - 1, 2 + Math.floor(octave)));
  }

  /**
   * Averages over bins of which each reads maps of its own (arXiv 1605.06409), sampled at their
   * centres: {@code [1, side * side * C, H, W]} to {@code [R, C]}.
   */
  public Tensor positionSensitive(Tensor maps, int side) {
    requireOne(maps);
    float[] grid = new float[boxes.size() * side * side * 2];
    int i = 0;
    for (int bin = 0; bin < side * side; bin++) {
      double column = (bin % side + 0.5) / side;
      double row = (Math.floorDiv(bin, side) + 0.5) / side;
      for (Box box : boxes) {
        grid[i++] = coordinate(box.left, box.right, column);
        grid[i++] = coordinate(box.top, box.bottom, row);
      }
    }
    Shape image = maps.shape();
    Tensor bins =
        maps.reshape(side * side, image.dim(1) / (side * side), image.dim(2), image.dim(3));
    Tensor points = maps.engine().tensor(grid, Shape.of(side * side, boxes.size(), 1, 2));
    return bins.gridSample(points, BILINEAR).mean(0, 3).permute(1, 0);
  }

  private static float coordinate(double low, double high, double share) {
    return (float) (2 * (low + (high - low) * share) - 1);
  }

  private static void requireOne(Tensor maps) {
    if (maps.shape().rank() != 4 || maps.shape().dim(0) != 1) {
      throw new IllegalArgumentException(
          "regions: maps " + maps.shape() + ": expected those of one image, [1, C, H, W]");
    }
  }
}

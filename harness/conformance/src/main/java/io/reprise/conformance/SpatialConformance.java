package io.reprise.conformance;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp.AdaptiveAveragePool2d;
import io.reprise.tensor.SpatialOp.ConvTranspose2d;
import io.reprise.tensor.SpatialOp.Fold2d;
import io.reprise.tensor.SpatialOp.GridSample;
import io.reprise.tensor.SpatialOp.Interpolate;
import io.reprise.tensor.SpatialOp.Interpolation;
import io.reprise.tensor.SpatialOp.Outside;
import io.reprise.tensor.SpatialOp.Unfold2d;
import io.reprise.tensor.SpatialOp.Window;
import io.reprise.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Transposed convolution, windows as columns, and resampling. */
public abstract class SpatialConformance extends EngineConformance {
  @Test
  void transposedConvolutionAgreesForEveryGeometry() {
    NdArray x = normal("x", 2, 4, 3, 4);
    conforms(ConvTranspose2d.of(1, 0), x, normal("w", 4, 3, 3, 2));
    conforms(ConvTranspose2d.of(1, 0), x, normal("w", 4, 3, 1, 1), normal("b", 3));
    conforms(ConvTranspose2d.of(2, 1), x, normal("w", 4, 2, 3, 3), normal("b", 2));
    conforms(ConvTranspose2d.of(2, 1).withOutputPadding(1), x, normal("w", 4, 2, 4, 4));
    conforms(ConvTranspose2d.of(1, 2).withDilation(2), x, normal("w", 4, 2, 3, 3));
    conforms(
        new ConvTranspose2d(3, 2, 1, 0, 2, 0, 1, 2, 1), x, normal("w", 4, 2, 2, 3), normal("b", 2));
    conforms(
        new ConvTranspose2d(1, 2, 0, 1, 1, 1, 2, 1, 1), x, normal("w", 4, 2, 2, 3), normal("b", 2));
  }

  @Test
  void transposedConvolutionAgreesWithGroups() {
    NdArray x = normal("x", 2, 4, 3, 3);
    conforms(ConvTranspose2d.of(2, 1).withGroups(2), x, normal("w", 4, 3, 3, 3), normal("b", 6));
    conforms(ConvTranspose2d.of(2, 0).withGroups(4), x, normal("w", 4, 1, 2, 2));
    conforms(ConvTranspose2d.of(1, 1).withGroups(4), x, normal("w", 4, 2, 3, 3), normal("b", 8));
  }

  @Test
  void transposedConvolutionAgreesForSinglePixelsAndNoImages() {
    conforms(ConvTranspose2d.of(1, 0), normal("x", 1, 1, 1, 1), normal("w", 1, 2, 3, 3));
    conforms(ConvTranspose2d.of(3, 1), normal("x", 1, 1, 1, 3), normal("w", 1, 1, 3, 3));
    agrees(ConvTranspose2d.of(2, 1), normal("x", 0, 2, 4, 4), normal("w", 2, 3, 3, 3));
  }

  private static final List<Window> WINDOWS =
      List.of(
          Window.of(1, 1, 0),
          Window.of(3, 1, 1),
          Window.of(2, 2, 0),
          Window.of(2, 3, 2),
          Window.of(2, 1, 0).withDilation(2),
          new Window(3, 1, 1, 2, 1, 0, 1, 1),
          new Window(2, 3, 2, 1, 0, 2, 3, 1));

  @Test
  void unfoldLaysWindowsOutAsColumns() {
    for (Window window : WINDOWS) {
      conforms(new Unfold2d(window), normal("x", 2, 3, 5, 6));
      conforms(new Unfold2d(window), normal("x", 1, 1, 4, 3));
      agrees(new Unfold2d(window), normal("x", 0, 2, 5, 6));
    }
  }

  @Test
  void foldSumsColumnsIntoImages() {
    for (Window window : WINDOWS) {
      int places = window.kernelH() * window.kernelW();
      int windows = window.rows(5) * window.columns(6);
      conforms(new Fold2d(5, 6, window), normal("x", 2, 3 * places, windows));
      conforms(new Fold2d(5, 6, window), normal("x", 1, places, windows));
    }
  }

  @Test
  void convolutionIsAProductWithUnfoldedWindows() {
    Tensor x = tensor(normal("x", 2, 3, 5, 6));
    Tensor w = tensor(normal("w", 4, 3, 3, 3));
    Tensor product = w.reshape(4, 27).matmul(x.unfold2d(Window.of(3, 2, 1))).reshape(2, 4, 3, 3);
    assertClose("by columns", read(x.conv2d(w, Op.Conv2d.of(2, 1))), read(product));
  }

  @Test
  void adaptivePoolingCoversTheImage() {
    for (int[] out : new int[][] {{1, 1}, {3, 2}, {4, 5}, {7, 6}, {9, 13}}) {
      conforms(new AdaptiveAveragePool2d(out[0], out[1]), normal("x", 2, 3, 7, 6));
    }
    conforms(new AdaptiveAveragePool2d(2, 2), normal("x", 1, 1, 1, 1));
    agrees(new AdaptiveAveragePool2d(2, 3), normal("x", 0, 2, 4, 4));
  }

  @Test
  void interpolationAgreesForEveryModeAndExtent() {
    for (Interpolate mode :
        List.of(
            new Interpolate(1, 1, Interpolation.NEAREST, false),
            new Interpolate(1, 1, Interpolation.BILINEAR, false),
            new Interpolate(1, 1, Interpolation.BILINEAR, true))) {
      for (int[] out : new int[][] {{1, 1}, {2, 3}, {4, 5}, {8, 10}, {7, 4}, {11, 1}}) {
        Interpolate op = new Interpolate(out[0], out[1], mode.mode(), mode.alignCorners());
        conforms(op, normal("x", 2, 3, 4, 5));
        conforms(op, normal("x", 1, 1, 1, 1));
      }
      agrees(mode, normal("x", 0, 2, 4, 5));
    }
  }

  @Test
  void nearestPixelsAreRoundedAsInPyTorch() {
    for (int[] extents : new int[][] {{2, 82}, {14, 46}, {62, 14}, {5, 35}, {3, 6}, {9, 3}}) {
      Interpolate op = new Interpolate(extents[1], 2, Interpolation.NEAREST, false);
      agrees(op, normal("x", 1, 2, extents[0], 3));
      agrees(op, normal("x", 1, 1, extents[0], 3));
      agrees(op, normal("x", 1, 5, extents[0], 3).cast(DType.FLOAT64));
    }
  }

  @Test
  void gridSamplingAgreesForEveryModeInsideAndOutside() {
    NdArray x = normal("x", 2, 3, 4, 5);
    for (Interpolation mode : Interpolation.values()) {
      for (Outside outside : Outside.values()) {
        for (boolean alignCorners : new boolean[] {false, true}) {
          GridSample op = new GridSample(mode, outside, alignCorners);
          conforms(op, x, normal("grid", 2, 3, 4, 2));
          conforms(op, x, normal("far", 2, 3, 2, 2).map(v -> (float) (4 * v)));
          conforms(op, normal("pixel", 1, 1, 1, 1), normal("grid", 1, 2, 2, 2));
          agrees(op, normal("none", 0, 3, 4, 5), normal("grid", 0, 2, 2, 2));
          agrees(op, x, normal("grid", 2, 0, 2, 2));
        }
      }
    }
  }

  @Test
  void theCornersOfAGridAreThoseOfTheImage() {
    Tensor x = tensor(NdArray.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4));
    Tensor corners = vector(-1, -1, 1, -1, -1, 1, 1, 1, 0, 0).reshape(1, 1, 5, 2);
    GridSample centres = new GridSample(Interpolation.BILINEAR, Outside.ZEROS, true);
    assertValues(x.gridSample(corners, centres), 1, 2, 3, 4, 2.5);
    GridSample edges = new GridSample(Interpolation.BILINEAR, Outside.ZEROS, false);
    assertValues(x.gridSample(corners, edges), 0.25, 0.5, 0.75, 1, 2.5);
    GridSample border = new GridSample(Interpolation.BILINEAR, Outside.BORDER, false);
    assertValues(x.gridSample(corners, border), 1, 2, 3, 4, 2.5);
  }
}

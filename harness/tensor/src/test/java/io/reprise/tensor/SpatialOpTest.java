package io.reprise.tensor;

import static io.reprise.tensor.ShapeRules.doubles;
import static io.reprise.tensor.ShapeRules.f;
import static io.reprise.tensor.ShapeRules.gives;
import static io.reprise.tensor.ShapeRules.longs;
import static io.reprise.tensor.ShapeRules.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.tensor.SpatialOp.AdaptiveAveragePool2d;
import io.reprise.tensor.SpatialOp.ConvTranspose2d;
import io.reprise.tensor.SpatialOp.Fold2d;
import io.reprise.tensor.SpatialOp.GridSample;
import io.reprise.tensor.SpatialOp.Interpolate;
import io.reprise.tensor.SpatialOp.Interpolation;
import io.reprise.tensor.SpatialOp.Outside;
import io.reprise.tensor.SpatialOp.Unfold2d;
import io.reprise.tensor.SpatialOp.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The shape rules of {@link SpatialOp}. */
class SpatialOpTest {
  @Test
  void transposedConvolutionUndoesTheExtentsOfConvolution() {
    gives(f(4, 3, 32, 32), ConvTranspose2d.of(2, 1), f(4, 8, 16, 16), f(8, 3, 4, 4));
    gives(f(4, 3, 31, 31), ConvTranspose2d.of(2, 1), f(4, 8, 16, 16), f(8, 3, 3, 3), f(3));
    ConvTranspose2d more = ConvTranspose2d.of(2, 1).withOutputPadding(1);
    gives(f(4, 3, 32, 32), more, f(4, 8, 16, 16), f(8, 3, 3, 3));
    gives(f(4, 6, 7, 7), ConvTranspose2d.of(1, 0).withGroups(2), f(4, 8, 5, 5), f(8, 3, 3, 3));
    gives(f(4, 3, 9, 9), ConvTranspose2d.of(1, 0).withDilation(2), f(4, 8, 5, 5), f(8, 3, 3, 3));
    ConvTranspose2d uneven = new ConvTranspose2d(2, 3, 0, 1, 1, 2, 1, 2, 1);
    gives(f(1, 1, 6, 12), uneven, f(1, 1, 2, 4), f(1, 1, 3, 2));
    gives(f(0, 3, 2, 2), ConvTranspose2d.of(2, 0), f(0, 8, 1, 1), f(8, 3, 2, 2));
  }

  @Test
  void transposedConvolutionCountsEachInputElementWithItsWeights() {
    Op op = ConvTranspose2d.of(2, 1).withGroups(2);
    List<TensorType> in = List.of(f(4, 8, 5, 7), f(8, 3, 4, 2), f(6));
    assertEquals(4L * 8 * 5 * 7 * 3 * 4 * 2, op.macs(in, op.infer(in)));
  }

  @Test
  void transposedConvolutionRefusesWhatDoesNotFit() {
    ConvTranspose2d plain = ConvTranspose2d.of(1, 0);
    refuses(plain, List.of(f(1, 4, 2, 2), f(8, 4, 3, 3)), "4 channels", "[8, 4, 3, 3]", "8");
    refuses(plain.withGroups(3), List.of(f(1, 8, 2, 2), f(8, 4, 3, 3)), "groups(3)");
    refuses(plain, List.of(f(8, 2, 2), f(8, 4, 3, 3)), "input [8, 2, 2]", "[N, C, H, W]");
    refuses(plain, List.of(f(1, 8, 2, 2), f(8, 4, 3, 3), f(8)), "bias [8]", "[4]");
    refuses(plain, List.of(f(1, 8, 2, 2), doubles(8, 4, 3, 3)), "FLOAT64[8, 4, 3, 3]");
    refuses(plain, List.of(longs(1, 8, 2, 2), longs(8, 4, 3, 3)), "INT64[1, 8, 2, 2]");
    refuses(
        ConvTranspose2d.of(1, 2),
        List.of(f(1, 8, 2, 9), f(8, 4, 3, 3)),
        "kernel 3",
        "padding 2",
        "axis 2",
        "[1, 8, 2, 9]");
    refuses(plain, List.of(f(1, 8, 9, 0), f(8, 4, 3, 3)), "axis 3", "[1, 8, 9, 0]");
    refuses(plain, List.of(f(1, 8, 2, 2), f(8, 4, 0, 3)), "kernel 0");
    refuses(plain, List.of(f(1, 8, 2, 2)), "1 inputs");
  }

  @Test
  void transposedConvolutionOptionsMustMakeSense() {
    refuses("convTranspose2d: stride", () -> ConvTranspose2d.of(0, 0), "at least 1");
    refuses("convTranspose2d: padding", () -> ConvTranspose2d.of(1, -1), "[-1, -1]");
    refuses(
        "convTranspose2d: output padding",
        () -> ConvTranspose2d.of(2, 0).withOutputPadding(2),
        "[2, 2]",
        "less than stride [2, 2]",
        "dilation [1, 1]");
    refuses(
        "convTranspose2d: output padding",
        () -> ConvTranspose2d.of(2, 0).withOutputPadding(-1),
        "[-1, -1]");
  }

  @Test
  void windowsBecomeColumnsAndImagesAgain() {
    Window window = new Window(3, 2, 2, 1, 1, 0, 1, 2);
    gives(f(4, 5 * 3 * 2, 4 * 7), new Unfold2d(window), f(4, 5, 7, 9));
    gives(f(4, 5, 7, 9), new Fold2d(7, 9, window), f(4, 5 * 3 * 2, 4 * 7));
    gives(f(4, 5 * 9, 64), new Unfold2d(Window.of(3, 1, 1)), f(4, 5, 8, 8));
    gives(f(4, 5 * 4, 36), new Unfold2d(Window.of(2, 1, 0).withDilation(2)), f(4, 5, 8, 8));
  }

  @Test
  void windowsThatDoNotFitAreRefused() {
    refuses(new Unfold2d(Window.of(3, 1, 0)), List.of(f(1, 1, 2, 9)), "2 x 9", "[1, 1, 2, 9]");
    refuses(new Unfold2d(Window.of(1, 1, 1)), List.of(f(1, 1, 0, 9)), "0 x 9");
    refuses(new Unfold2d(Window.of(2, 1, 0)), List.of(f(2, 9, 9)), "[2, 9, 9]", "[N, C, H, W]");
    refuses(new Fold2d(4, 4, Window.of(2, 2, 0)), List.of(f(1, 6, 4)), "[1, 6, 4]", "C * 4, 4");
    refuses(new Fold2d(4, 4, Window.of(2, 2, 0)), List.of(f(1, 8, 5)), "[1, 8, 5]", "4 x 4");
    refuses(new Fold2d(4, 4, Window.of(2, 2, 0)), List.of(f(8, 4)), "[8, 4]");
    refuses(new Fold2d(1, 4, Window.of(2, 2, 0)), List.of(f(1, 8, 4)), "1 x 4");
    refuses("fold2d: height", () -> new Fold2d(0, 4, Window.of(2, 2, 0)), "[0, 4]");
    refuses("window: kernel", () -> Window.of(0, 1, 0), "[0, 0, 1, 1, 1, 1]");
    refuses("window: kernel", () -> Window.of(2, 1, 0).withDilation(0), "at least 1");
    refuses("window: padding", () -> Window.of(2, 1, -1), "[-1, -1]");
  }

  @Test
  void resamplingGivesTheExtentsAskedFor() {
    gives(f(2, 3, 5, 9), new AdaptiveAveragePool2d(5, 9), f(2, 3, 4, 4));
    gives(f(2, 3, 5, 9), new Interpolate(5, 9, Interpolation.BILINEAR, true), f(2, 3, 4, 4));
    refuses(new AdaptiveAveragePool2d(1, 1), List.of(f(2, 3, 0, 4)), "[2, 3, 0, 4]", "no pixels");
    refuses(new AdaptiveAveragePool2d(1, 1), List.of(f(2, 3, 4)), "[2, 3, 4]", "[N, C, H, W]");
    Op nearest = new Interpolate(2, 2, Interpolation.NEAREST, false);
    refuses(nearest, List.of(f(2, 3, 4, 0)), "[2, 3, 4, 0]", "no pixels");
    refuses(nearest, List.of(longs(2, 3, 4, 4)), "INT64[2, 3, 4, 4]", "floating");
    refuses("adaptiveAveragePool2d:", () -> new AdaptiveAveragePool2d(0, 1), "[0, 1]");
    refuses("interpolate:", () -> new Interpolate(1, -1, Interpolation.BILINEAR, false), "[1, -1]");
    refuses(
        "interpolate:", () -> new Interpolate(1, 1, Interpolation.NEAREST, true), "alignCorners");
  }

  @Test
  void gridSamplingTakesAGridOfPointsForEachImage() {
    Op op = new GridSample(Interpolation.BILINEAR, Outside.ZEROS, false);
    gives(f(2, 3, 7, 9), op, f(2, 3, 4, 4), f(2, 7, 9, 2));
    gives(f(2, 3, 0, 9), op, f(2, 3, 4, 4), f(2, 0, 9, 2));
    refuses(op, List.of(f(2, 3, 4, 4), f(1, 7, 9, 2)), "[2, 3, 4, 4]", "[1, 7, 9, 2]");
    refuses(op, List.of(f(2, 3, 4, 4), f(2, 7, 9, 3)), "[2, 7, 9, 3]", "[N, outH, outW, 2]");
    refuses(op, List.of(f(2, 3, 4, 4), f(2, 7, 2)), "[2, 7, 2]");
    refuses(op, List.of(f(2, 3, 4, 4), doubles(2, 7, 9, 2)), "FLOAT64[2, 7, 9, 2]");
    refuses(op, List.of(f(2, 3, 0, 4), f(2, 7, 9, 2)), "[2, 3, 0, 4]", "no pixels");
    refuses(op, List.of(f(2, 3, 4), f(2, 7, 9, 2)), "[2, 3, 4]");
  }
}

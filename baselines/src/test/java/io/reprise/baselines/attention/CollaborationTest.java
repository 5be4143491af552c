package io.reprise.baselines.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollaborationTest {
  private static final int SIDE = 4;
  private static final int IN = 2;
  private static final int OUT = 3;

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1)).at("conv");

  @AfterEach
  void close() {
    engine.close();
  }

  private CollaborativeConv layer(Design design, int stride) {
    return new CollaborativeConv(root, design, IN, OUT, 3, Op.Conv2d.of(stride, 1));
  }

  private static Design plain(Kind kind) {
    return Design.of(kind).withoutNormalization();
  }

  private Tensor images(int n) {
    return engine.tensor(new Seed(3).normal(n * IN * SIDE * SIDE), Shape.of(n, IN, SIDE, SIDE));
  }

  /** {@code sum over c and k of w[t, c, k] x[n, c, s p + k - 1]}, padded with zeros. */
  private static double conv(float[] x, float[] w, int t, int n, int py, int px) {
    double sum = 0;
    for (int c = 0; c < IN; c++) {
      for (int k = 0; k < 9; k++) {
        int y = py + k / 3 - 1;
        int xx = px + k % 3 - 1;
        if (y >= 0 && y < SIDE && xx >= 0 && xx < SIDE) {
          sum += w[(t * IN + c) * 9 + k] * x[((n * IN + c) * SIDE + y) * SIDE + xx];
        }
      }
    }
    return sum;
  }

  private static double pointwise(float[] x, float[] w, int n, int py, int px) {
    double sum = 0;
    for (int c = 0; c < IN; c++) {
      sum += w[c] * x[((n * IN + c) * SIDE + py) * SIDE + px];
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, false", "1, true", "2, true"})
  void theOutputIsTheConvolutionTimesTheOneMapAtTheSamePixel(int stride, boolean rectified) {
    Design design = plain(Kind.POINTWISE_SHARED);
    CollaborativeConv conv = layer(rectified ? design.withRectifiedMain() : design, stride);
    Tensor in = images(2);
    float[] x = in.toFloats();
    Map<String, Tensor> p = conv.parameters();
    float[] w = p.get("main.weight").toFloats();
    float[] cheap = p.get("cheap.weight").toFloats();
    float[] y = conv.forward(in, Mode.EVALUATE).toFloats();
    int side = SIDE / stride;
    assertEquals(2 * OUT * side * side, y.length);
    int next = 0;
    for (int n = 0; n < 2; n++) {
      for (int t = 0; t < OUT; t++) {
        for (int i = 0; i < side * side; i++) {
          int py = stride * (i / side);
          int px = stride * (i % side);
          double u = conv(x, w, t, n, py, px);
          double v = Math.max(pointwise(x, cheap, n, py, px), 0);
          assertEquals((rectified ? Math.max(u, 0) : u) * v, y[next++], 1e-5);
        }
      }
    }
  }

  @Test
  void gradientsFollowTheFormulasOfThePaper() {
    CollaborativeConv conv = layer(plain(Kind.POINTWISE_SHARED), 1);
    Tensor in = images(1);
    float[] x = in.toFloats();
    float[] w = conv.parameters().get("main.weight").toFloats();
    float[] cheap = conv.parameters().get("cheap.weight").toFloats();
    int area = SIDE * SIDE;
    float[] r = new Seed(5).normal(OUT * area);
    Tensor loss =
        conv.forward(in, Mode.TRAIN).mul(engine.tensor(r, Shape.of(1, OUT, SIDE, SIDE))).sum();
    List<Tensor> gradients =
        engine.gradients(
            loss, List.of(conv.main().weight(), conv.parameters().get("cheap.weight")));

    double[] mainGradient = new double[OUT * IN * 9];
    double[] cheapGradient = new double[IN];
    for (int i = 0; i < area; i++) {
      int py = i / SIDE;
      int px = i % SIDE;
      double s = pointwise(x, cheap, 0, py, px);
      double v = Math.max(s, 0);
      double dv = 0;
      for (int t = 0; t < OUT; t++) {
        dv += r[t * area + i] * conv(x, w, t, 0, py, px);
        for (int c = 0; c < IN; c++) {
          for (int k = 0; k < 9; k++) {
            int y = py + k / 3 - 1;
            int xx = px + k % 3 - 1;
            if (y >= 0 && y < SIDE && xx >= 0 && xx < SIDE) {
              mainGradient[(t * IN + c) * 9 + k] +=
                  r[t * area + i] * v * x[(c * SIDE + y) * SIDE + xx];
            }
          }
        }
      }
      for (int c = 0; c < IN; c++) {
        cheapGradient[c] += s > 0 ? dv * x[(c * SIDE + py) * SIDE + px] : 0;
      }
    }
    assertArrayEquals(mainGradient, gradients.get(0).toDoubles(), 1e-4);
    assertArrayEquals(cheapGradient, gradients.get(1).toDoubles(), 1e-4);
  }

  @Test
  void aClosedGateTrainsNeitherKernel() {
    CollaborativeConv conv = layer(Design.of(Kind.SHARED).withInitialShift(-100), 1);
    Tensor loss = conv.forward(images(2), Mode.TRAIN).square().sum();
    List<Tensor> all = new ArrayList<>(conv.parameters().values());
    assertEquals(4, all.size());
    for (Tensor g : engine.gradients(loss, all)) {
      assertEquals(0, g.abs().sum().item());
    }
  }

  @Test
  void theInitialShiftOpensTheGatesAndCanBeTrained() {
    CollaborativeConv conv = layer(Design.of(Kind.POINTWISE).withInitialShift(0.4), 1);
    float[] shift = conv.parameters().get("norm.shift").toFloats();
    assertArrayEquals(new float[] {0.4f, 0.4f, 0.4f}, shift);
    Tensor loss = conv.forward(images(2), Mode.TRAIN).square().sum();
    Tensor gradient = engine.gradients(loss, List.of(conv.parameters().get("norm.shift"))).get(0);
    assertTrue(gradient.abs().sum().item() > 0);
  }

  @Test
  void aGridTakesMaximaAndInterpolatesBetweenThem() {
    CollaborativeConv conv =
        new CollaborativeConv(
            root, plain(Kind.POINTWISE_SHARED).withGrid(2), 1, 1, 3, Op.Conv2d.of(1, 1));
    Module.set(conv.parameters().get("cheap.weight"), new float[] {2});
    float[] x = new float[SIDE * SIDE];
    x[0] = 3; // the upper left square's maximum
    x[SIDE * SIDE - 1] = 6; // the lower right one's
    float[] v = conv.gate(engine.tensor(x, Shape.of(1, 1, SIDE, SIDE)), Mode.EVALUATE).toFloats();
    // Two values a side on four pixels with aligned corners: shares 0, 1/3, 2/3 and 1.
    float[] expected = new float[SIDE * SIDE];
    for (int i = 0; i < expected.length; i++) {
      int row = i / SIDE;
      float a = row / 3f;
      float b = i % SIDE / 3f;
      expected[i] = 2 * (3 * (1 - a) * (1 - b) + 6 * a * b);
    }
    assertArrayEquals(expected, v, 1e-5f);
  }

  @Test
  void aStridedConvolutionHasNoGrid() {
    Tensor x = images(1);
    Design design = plain(Kind.POINTWISE_SHARED);
    assertArrayEquals(
        layer(design, 2).gate(x, Mode.EVALUATE).toFloats(),
        layer(design.withGrid(2), 2).gate(x, Mode.EVALUATE).toFloats());
  }

  private static void refuses(String words, Supplier<Object> action) {
    String message = assertThrows(IllegalArgumentException.class, action::get).getMessage();
    assertTrue(message.contains(words), message);
  }

  @Test
  void whatDoesNotFitTogetherIsRefusedByValue() {
    Design design = Design.of(Kind.POINTWISE_SHARED);
    refuses(
        "conv: collaborative layer of kernel 2: expected an odd one",
        () -> new CollaborativeConv(root, design, 2, 3, 2, Op.Conv2d.of(1, 1)));
    for (Op.Conv2d options :
        List.of(
            new Op.Conv2d(1, 2, 1, 1, 1, 1, 1),
            Op.Conv2d.of(1, 0),
            Op.Conv2d.of(1, 1).withDilation(2),
            Op.Conv2d.of(1, 1).withGroups(2))) {
      refuses(
          "kernel 3 and " + options + ": expected one stride",
          () -> new CollaborativeConv(root, design, 2, 2, 3, options));
    }
    refuses("grid 0", () -> design.withGrid(0));
    refuses("grid 2 of kind SHARED", () -> Design.of(Kind.SHARED).withGrid(2));
    refuses(
        "grid 3 on input [1, 2, 4, 4]",
        () -> layer(design.withGrid(3), 1).gate(images(1), Mode.TRAIN));
    refuses("shift NaN: expected a number", () -> design.withInitialShift(Double.NaN));
    refuses(
        "shift 0.4 without normalisation",
        () -> design.withoutNormalization().withInitialShift(0.4));
  }
}

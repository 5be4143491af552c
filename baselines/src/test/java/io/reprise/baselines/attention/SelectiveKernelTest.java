package io.reprise.baselines.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.attention.SelectiveKernel.Branch;
import io.reprise.baselines.attention.SelectiveKernel.Design;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.State;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SelectiveKernelTest {
  private static final Branch THREE = new Branch(3, 1, 0);
  private static final Branch FIVE = new Branch(3, 2, 0);
  private static final Branch SEVEN = new Branch(3, 3, 0);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor images(int n, int c, int side) {
    return engine.tensor(new Seed(3).normal(n * c * side * side), Shape.of(n, c, side, side));
  }

  private SelectiveKernel unit(
      List<Branch> branches, Op.Conv2d options, List<SelectiveKernel.Pass> passes) {
    return new SelectiveKernel(
        root.at("unit"), new Design(branches, 2, 1), 4, 6, options, passes::add);
  }

  @Test
  void threeBranchesShareEachChannelOfEachImage() {
    List<SelectiveKernel.Pass> passes = new ArrayList<>();
    SelectiveKernel sk = unit(List.of(THREE, FIVE, SEVEN), Op.Conv2d.of(2, 1), passes);
    Tensor y = sk.forward(images(5, 4, 7), Mode.TRAIN);
    assertEquals(1, passes.size());
    assertEquals(Shape.of(5, 3, 6), passes.get(0).weights().shape());
    assertArrayEquals(y.toFloats(), passes.get(0).output().toFloats());
    float[] a = passes.get(0).weights().toFloats();
    float[] u0 = passes.get(0).maps().get(0).toFloats();
    float[] u1 = passes.get(0).maps().get(1).toFloats();
    float[] u2 = passes.get(0).maps().get(2).toFloats();
    float[] out = y.toFloats();
    boolean varies = false;
    for (int n = 0; n < 5; n++) {
      for (int c = 0; c < 6; c++) {
        float a0 = a[n * 18 + c];
        float a1 = a[n * 18 + 6 + c];
        float a2 = a[n * 18 + 12 + c];
        assertTrue(a0 > 0 && a1 > 0 && a2 > 0, a0 + " " + a1 + " " + a2);
        assertEquals(1, a0 + a1 + a2, 1e-6);
        varies |= Math.abs(a0 - a[c]) > 1e-3;
        for (int p = 0; p < 16; p++) {
          int i = (n * 6 + c) * 16 + p;
          assertEquals(a0 * u0[i] + a1 * u1[i] + a2 * u2[i], out[i], 1e-5);
        }
      }
    }
    assertTrue(varies, "weights depend on the image");
  }

  @Test
  void theWeightsAreTheSoftmaxOverTheBranchesOfTheSqueezedMeans() {
    List<SelectiveKernel.Pass> passes = new ArrayList<>();
    SelectiveKernel sk = unit(List.of(THREE, FIVE), Op.Conv2d.of(1, 1), passes);
    sk.forward(images(2, 4, 5), Mode.EVALUATE);
    Map<String, float[]> state = sk.state().values();
    float[] w = state.get("squeeze.weight"); // [3, 6]
    float[] a = passes.get(0).weights().toFloats();
    for (int n = 0; n < 2; n++) {
      double[] s = new double[6];
      for (Tensor map : passes.get(0).maps()) {
        float[] u = map.toFloats();
        for (int i = 0; i < 6 * 25; i++) {
          s[i / 25] += u[n * 150 + i] / 25;
        }
      }
      double[] z = new double[3];
      for (int k = 0; k < 3; k++) {
        for (int c = 0; c < 6; c++) {
          z[k] += w[k * 6 + c] * s[c];
        }
        // Normalisation starts with mean 0, variance 1, scale 1, shift 0.
        z[k] = Math.max(0, z[k] / Math.sqrt(1 + 1e-5));
      }
      for (int c = 0; c < 6; c++) {
        double logit = 0;
        for (int k = 0; k < 3; k++) {
          logit +=
              (state.get("select1.weight")[c * 3 + k] - state.get("select0.weight")[c * 3 + k])
                  * z[k];
        }
        assertEquals(1 / (1 + Math.exp(-logit)), a[n * 12 + 6 + c], 1e-5);
      }
    }
  }

  @Test
  void theOrderOfTheBranchesDoesNotMatter() {
    SelectiveKernel one = unit(List.of(THREE, FIVE, SEVEN), Op.Conv2d.of(1, 1), new ArrayList<>());
    SelectiveKernel two = unit(List.of(SEVEN, THREE, FIVE), Op.Conv2d.of(1, 1), new ArrayList<>());
    Map<String, float[]> moved = new LinkedHashMap<>();
    one.state()
        .values()
        .forEach(
            (path, values) -> {
              String to = path;
              for (String part : List.of("branch", "select")) {
                for (int i = 0; i < 3; i++) {
                  if (path.startsWith(part + i)) {
                    to = part + (i + 1) % 3 + path.substring(part.length() + 1);
                  }
                }
              }
              moved.put(to, values);
            });
    Tensor x = images(3, 4, 6);
    float[] before = two.forward(x, Mode.EVALUATE).toFloats();
    two.load(new State(moved));
    float[] expected = one.forward(x, Mode.EVALUATE).toFloats();
    assertArrayEquals(expected, two.forward(x, Mode.EVALUATE).toFloats(), 1e-5f);
    assertTrue(Math.abs(before[0] - expected[0]) > 1e-4, "weights differed before");
  }

  @Test
  void anObserverIsToldEveryUnitOfANetworkAndChangesNothing() {
    Design design = new Design(List.of(THREE, FIVE), 16, 8);
    ResNet.Design plain = ResNet.Design.cifarResNeXt(11, 2, 4, 5);
    List<Integer> blocks = new ArrayList<>();
    List<Integer> channels = new ArrayList<>();
    ResNet watched =
        new ResNet(
            root,
            plain.withStyle(
                design.style(
                    (block, pass) -> {
                      blocks.add(block);
                      channels.add(pass.weights().shape().dim(2));
                    })));
    ResNet silent = new ResNet(root, plain.withStyle(design.style()));
    Tensor x = images(2, 3, 8);
    assertArrayEquals(
        silent.forward(x, Mode.EVALUATE).toFloats(), watched.forward(x, Mode.EVALUATE).toFloats());
    assertEquals(List.of(0, 1, 2), blocks);
    assertEquals(List.of(8, 16, 32), channels);
  }

  @Test
  void oneImageCanBeJudgedButNotTrainedOn() {
    SelectiveKernel sk = unit(List.of(THREE, FIVE), Op.Conv2d.of(1, 1), new ArrayList<>());
    assertEquals(Shape.of(1, 6, 5, 5), sk.forward(images(1, 4, 5), Mode.EVALUATE).shape());
    assertEquals(
        "unit: training on a batch of 1: expected at least 2 images, since the squeezed numbers are"
            + " normalised over the batch alone",
        assertThrows(IllegalArgumentException.class, () -> sk.forward(images(1, 4, 5), Mode.TRAIN))
            .getMessage());
  }

  @Test
  void mapsOfOtherShapesAreRefusedWithTheirShapes() {
    SelectiveKernel sk = unit(List.of(THREE, FIVE), Op.Conv2d.of(1, 1), new ArrayList<>());
    for (List<Tensor> maps :
        List.of(
            List.of(images(2, 6, 5), images(2, 6, 3)),
            List.of(images(2, 6, 5)),
            List.of(images(2, 4, 5), images(2, 4, 5)))) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> sk.select(maps, Mode.EVALUATE))
              .getMessage();
      assertTrue(
          message.endsWith(
              maps.stream().map(Tensor::shape).toList() + ": expected 2 of one shape [N, 6, H, W]"),
          message);
    }
  }

  @Test
  void branchesThatCannotBeAreRefused() {
    assertEquals(
        "unit.branch1: 4 to 6 channels in 4 groups: expected multiples of the groups",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    unit(
                        List.of(THREE, new Branch(3, 1, 4)), Op.Conv2d.of(1, 1), new ArrayList<>()))
            .getMessage());
    assertEquals(
        "branch of kernel 4, dilation 1, 0 groups: expected an odd kernel, a dilation of at least 1"
            + " and no negative number of groups",
        assertThrows(IllegalArgumentException.class, () -> new Branch(4, 1, 0)).getMessage());
    assertEquals(5, FIVE.reach());
  }

  @Test
  void theReleasedNetworksStartWithNearlyEqualWeights() {
    Design released = new Design(List.of(THREE, FIVE), 2, 32, Design.RELEASED);
    List<SelectiveKernel.Pass> passes = new ArrayList<>();
    SelectiveKernel sk =
        new SelectiveKernel(root, released, 4, 64, Op.Conv2d.of(1, 1), passes::add);
    sk.forward(images(8, 4, 5), Mode.TRAIN);
    double squares = 0;
    for (float w : sk.state().values().get("select1.weight")) {
      squares += w * w;
    }
    assertEquals(0.01, Math.sqrt(squares / (64 * 32)), 1e-3);
    for (float a : passes.get(0).weights().toFloats()) {
      assertEquals(0.5, a, 0.06);
    }
  }
}

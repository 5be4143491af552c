package io.reprise.baselines.attention;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.nn.Costs;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulesTest {
  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1));

  @AfterEach
  void close() {
    engine.close();
  }

  private Tensor images(int n, int c, int side) {
    return engine.tensor(new Seed(3).normal(n * c * side * side), Shape.of(n, c, side, side));
  }

  // ---- spatial group-wise enhancement

  @Test
  void enhancementStartsAsOneFactorForEverything() {
    Tensor x = images(2, 4, 3);
    float[] expected = x.mul(1 / (1 + Math.exp(-1))).toFloats();
    assertArrayEquals(
        expected,
        new SpatialGroupEnhance(root, SpatialGroupEnhance.Design.of(2), 4)
            .forward(x, Mode.TRAIN)
            .toFloats(),
        1e-6f);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void enhancementFollowsTheAgreementWithTheGroupsMean(boolean standardized) {
    int channels = 4;
    int pixels = 9;
    float[] x = new Seed(3).normal(channels * pixels);
    Tensor in = engine.tensor(x, Shape.of(1, channels, 3, 3));
    SpatialGroupEnhance sge =
        new SpatialGroupEnhance(
            root, new SpatialGroupEnhance.Design(2, standardized, 0.7, -0.2), channels);
    float[] y = sge.forward(in, Mode.TRAIN).toFloats();
    float[] attention = sge.attention(in).toFloats();
    for (int g = 0; g < 2; g++) {
      double[] similarity = new double[pixels];
      for (int c = 2 * g; c < 2 * g + 2; c++) {
        double mean = 0;
        for (int p = 0; p < pixels; p++) {
          mean += x[c * pixels + p] / pixels;
        }
        for (int p = 0; p < pixels; p++) {
          similarity[p] += mean * x[c * pixels + p];
        }
      }
      double mean = 0;
      for (double s : similarity) {
        mean += s / pixels;
      }
      double squares = 0;
      for (double s : similarity) {
        squares += (s - mean) * (s - mean);
      }
      double deviation = Math.sqrt(squares / (pixels - 1)) + 1e-5;
      for (int p = 0; p < pixels; p++) {
        double n = standardized ? (similarity[p] - mean) / deviation : similarity[p];
        double a = 1 / (1 + Math.exp(-(0.7 * n - 0.2)));
        assertEquals(a, attention[g * pixels + p], 1e-6);
        assertEquals(a * x[2 * g * pixels + p], y[2 * g * pixels + p], 1e-5);
      }
    }
  }

  @Test
  void theAttentionThatIsReadIsWhatABlockOfANetworkAppliesToItsBranch() {
    Style style = Style.attending(SpatialGroupEnhance.Design.of(4).startingAt(0.8, 0.1).layer());
    ResNet net = new ResNet(root, ResNet.Design.cifar(8, 10).withStyle(style));
    ResNet.Block block = net.blocks().get(0);
    Tensor x = images(2, 16, 6);
    Tensor branch = block.branchMaps(x, Mode.EVALUATE);
    SpatialGroupEnhance sge = (SpatialGroupEnhance) block.attention();
    Tensor attention = sge.attention(branch);
    assertEquals(Shape.of(2, 4, 6, 6), attention.shape());
    assertArrayEquals(
        SpatialGroupEnhance.enhance(branch, attention).add(x).relu().toFloats(),
        block.forward(x, Mode.EVALUATE).toFloats(),
        1e-6f);
  }

  @Test
  void enhancementOfConstantMapsAndSinglePixelsIsFinite() {
    SpatialGroupEnhance sge =
        new SpatialGroupEnhance(root, SpatialGroupEnhance.Design.of(2).startingAt(1, 0), 4);
    for (Shape shape : List.of(Shape.of(1, 4, 3, 3), Shape.of(1, 4, 1, 1))) {
      float[] ones = new float[(int) shape.elements()];
      Arrays.fill(ones, 1);
      Tensor x = engine.parameter(shape, () -> ones);
      Tensor y = sge.forward(x, Mode.TRAIN);
      assertEquals(0.5 * ones.length, y.sum().item(), 1e-4);
      double gradient = engine.gradients(y.sum(), List.of(x)).get(0).abs().sum().item();
      assertTrue(Double.isFinite(gradient), "gradient " + gradient);
    }
    assertEquals(
        "a: 5 channels do not divide into 2 groups",
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpatialGroupEnhance(root.at("a"), SpatialGroupEnhance.Design.of(2), 5))
            .getMessage());
    assertEquals(
        "spatial group-wise enhancement: 0 groups: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> SpatialGroupEnhance.of(0)).getMessage());
  }

  // ---- selective kernels

  @Test
  void withoutSelectionAKernelUnitIsTheMeanOfItsBranches() {
    SelectiveKernel sk =
        new SelectiveKernel(root, SelectiveKernel.Design.PUBLISHED, 4, 6, Op.Conv2d.of(2, 1));
    sk.parameters()
        .forEach(
            (path, t) -> {
              if (path.startsWith("select")) {
                t.scale(0);
              }
            });
    Tensor x = images(2, 4, 6);
    Tensor sum =
        sk.children()
            .get("branch0")
            .forward(x, Mode.EVALUATE)
            .relu()
            .add(sk.children().get("branch1").forward(x, Mode.EVALUATE).relu());
    Tensor y = sk.forward(x, Mode.EVALUATE);
    assertEquals(Shape.of(2, 6, 3, 3), y.shape());
    assertArrayEquals(sum.mul(0.5).toFloats(), y.toFloats(), 1e-6f);
  }

  @Test
  void aKernelUnitNeedsTwoBranches() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new SelectiveKernel.Design(
                        List.of(new SelectiveKernel.Branch(3, 1, 0)), 16, 32))
            .getMessage();
    assertTrue(message.contains("1 branches") && message.contains("expected two"), message);
  }

  // ---- collaborative layers

  @ParameterizedTest
  @CsvSource({
    // Card 1703.08651: overhead in multiply-adds of ResNet-20 and in parameters.
    "POINTWISE_SHARED, 165888, 660",
    "SHARED, 1492992, -1",
  })
  void collaborationCostsWhatTheCardSays(CollaborativeConv.Kind kind, long macs, long parameters) {
    Costs plain = costs(ResNet.Design.cifar(20, 10));
    Costs with = costs(ResNet.Design.cifar(20, 10).withStyle(CollaborativeConv.style(kind)));
    assertEquals(macs, with.convMacs() - plain.convMacs());
    if (parameters > 0) {
      assertEquals(parameters, with.parameters() - plain.parameters());
    }
  }

  @Test
  void aPointwiseLayerForEachMapCostsANinth() {
    Costs plain = costs(ResNet.Design.cifar(20, 10));
    Costs with =
        costs(
            ResNet.Design.cifar(20, 10)
                .withStyle(CollaborativeConv.style(CollaborativeConv.Kind.POINTWISE)));
    assertEquals(40_108_032 / 9, with.convMacs() - plain.convMacs());
  }

  private static Costs costs(ResNet.Design design) {
    return Costs.of(at -> new ResNet(at, design), Shape.of(3, 32, 32));
  }

  @Test
  void theOutputIsZeroWhereTheGateIs() {
    CollaborativeConv conv =
        new CollaborativeConv(
            root, CollaborativeConv.Kind.POINTWISE_SHARED, 3, 4, 3, Op.Conv2d.of(2, 1));
    Tensor x = images(2, 3, 8);
    float[] gate = conv.gate(x, Mode.EVALUATE).toFloats();
    float[] y = conv.forward(x, Mode.EVALUATE).toFloats();
    int zeros = 0;
    for (int n = 0; n < 2; n++) {
      for (int p = 0; p < 16; p++) {
        for (int c = 0; c < 4; c++) {
          boolean closed = gate[n * 16 + p] == 0;
          zeros += closed ? 1 : 0;
          assertEquals(closed, y[(n * 4 + c) * 16 + p] == 0);
        }
      }
    }
    assertTrue(zeros > 0 && zeros < y.length, zeros + " zeros of " + y.length);
  }
}

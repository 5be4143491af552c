package io.reprise.torch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProbe;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Precision;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Precisions and determinism, as far as a processor shows them. */
class TorchArithmeticTest {
  /** Half the distance from 1 to the next number in bfloat16: what rounding adds, of a number. */
  private static final double UNIT = 0x1p-8;

  /** What is left of float32's own rounding, in sums of this length. */
  private static final double FLOAT32 = 0x1p-18;

  private static final Shape IMAGES = Shape.of(4, 6, 9, 9);
  private static final Shape FILTERS = Shape.of(6, 6, 3, 3);
  private static final Shape ROWS = Shape.of(24, 36);
  private static final Shape COLUMNS = Shape.of(36, 36);

  @BeforeAll
  static void load() {
    TorchEngine.load();
  }

  private static Engine open(String engine) {
    return Engines.open(engine, Device.CPU, 1);
  }

  /** What an operation gives, and its gradients, for a fixed weight of each result. */
  private static List<float[]> outcome(
      String name, BinaryOperator<Tensor> op, Shape x, Shape w, boolean magnitudes) {
    try (Engine engine = open(name)) {
      Tensor a = engine.parameter(x, () -> normal(1, x, magnitudes));
      Tensor b = engine.parameter(w, () -> normal(2, w, magnitudes));
      Tensor y = op.apply(a, b);
      assertEquals(DType.FLOAT32, y.dtype());
      Tensor weights = engine.tensor(normal(3, y.shape(), magnitudes), y.shape());
      List<Tensor> gradients = engine.gradients(y.mul(weights).sum(), List.of(a, b));
      assertEquals(List.of(x, w), gradients.stream().map(Tensor::shape).toList());
      return List.of(y.toFloats(), gradients.get(0).toFloats(), gradients.get(1).toFloats());
    }
  }

  private static float[] normal(int seed, Shape shape, boolean magnitudes) {
    float[] values = new Seed(seed).normal(Math.toIntExact(shape.elements()));
    if (magnitudes) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.abs(values[i]);
      }
    }
    return values;
  }

  /**
   * Each product of rounded numbers is off by at most twice the unit of its size, a sum of them by
   * the sum of that, and its own rounding adds one unit of it.
   */
  private static void requireRounded(float[] exact, float[] rounded, float[] magnitudes) {
    double largest = 0;
    for (int i = 0; i < exact.length; i++) {
      double error = Math.abs((double) exact[i] - rounded[i]);
      double bound = (2 * UNIT + UNIT * UNIT + FLOAT32) * magnitudes[i];
      bound += UNIT * (Math.abs(exact[i]) + bound);
      assertTrue(error <= bound, "element " + i + ": " + exact[i] + " became " + rounded[i]);
      largest = Math.max(largest, error / magnitudes[i]);
    }
    assertTrue(largest > UNIT / 16, "nothing was rounded: " + largest);
  }

  private static void requireBfloat16(BinaryOperator<Tensor> op, Shape x, Shape w) {
    List<float[]> exact = outcome("torch", op, x, w, false);
    List<float[]> rounded = outcome("torch+bf16", op, x, w, false);
    List<float[]> magnitudes = outcome("torch", op, x, w, true);
    for (int i = 0; i < exact.size(); i++) {
      requireRounded(exact.get(i), rounded.get(i), magnitudes.get(i));
    }
  }

  @Test
  void matrixProductsAndTheirGradientsRoundToBfloat16AndNotFurther() {
    requireBfloat16(Tensor::matmul, ROWS, COLUMNS);
    requireBfloat16((x, w) -> x.linear(w, null), ROWS, COLUMNS);
  }

  @Test
  void convolutionsAndTheirGradientsRoundToBfloat16AndNotFurther() {
    requireBfloat16((x, w) -> x.conv2d(w, Op.Conv2d.of(1, 1)), IMAGES, FILTERS);
    requireBfloat16(
        (x, w) -> x.convTranspose2d(w, SpatialOp.ConvTranspose2d.of(1, 1)), IMAGES, FILTERS);
  }

  @Test
  void allElseIsTheSameToTheBit() {
    assertArrayEquals(withoutProducts("torch"), withoutProducts("torch+bf16"));
  }

  private static float[] withoutProducts(String engine) {
    try (Engine e = open(engine)) {
      Tensor x = e.tensor(normal(1, IMAGES, false), IMAGES);
      return x.mean(0, 2, 3).add(x.sum(0, 2, 3).exp()).softmax(0).toFloats();
    }
  }

  @Test
  void doublePrecisionStaysWhatItIs() {
    double[] values = {1, 1e-12, 3, 4};
    try (Engine e = open("torch+bf16")) {
      Tensor x = e.tensor(values, Shape.of(2, 2));
      assertArrayEquals(
          new double[] {1 + 3e-12, 1e-12 + 4e-12, 15, 16 + 3e-12}, x.matmul(x).toDoubles(), 1e-15);
    }
  }

  @Test
  void theProbePassesAtEachPrecisionOfAProcessor() {
    try (Engine e = open("torch+bf16+deterministic")) {
      EngineProbe.run(e);
      assertEquals("torch", e.name());
      assertEquals("bf16", e.describe().get("precision"));
      assertEquals("true", e.describe().get("deterministic"));
    }
  }

  @Test
  void libtorchsOwnChoiceOfTensorFloat32IsSwitchedOff() {
    Context context = torch.globalContext();
    context.setAllowTF32CuDNN(true);
    context.setAllowTF32CuBLAS(true);
    context.setAllowBF16ReductionCuBLAS(true);
    context.setBenchmarkCuDNN(true);
    open("torch").close();
    assertFalse(context.allowTF32CuDNN());
    assertFalse(context.allowTF32CuBLAS());
    assertFalse(context.benchmarkCuDNN());
    assertEquals(
        torch.CuBLASReductionOption.DisallowReducedPrecisionAllowSplitK.value,
        context.allowBF16ReductionCuBLAS().value);
  }

  @Test
  void determinismIsTheChoiceOfTheEngineThatWasOpenedLast() {
    Context context = torch.globalContext();
    open("torch+deterministic").close();
    assertTrue(context.deterministicAlgorithms());
    assertFalse(context.deterministicAlgorithmsWarnOnly());
    assertTrue(context.deterministicCuDNN());
    assertTrue(context.deterministicMkldnn());
    open("torch").close();
    assertFalse(context.deterministicAlgorithms());
    assertFalse(context.deterministicCuDNN());
    assertFalse(context.deterministicMkldnn());
  }

  @Test
  void tensorFloat32OnAProcessorIsRefused() {
    assertEquals(
        "precision 'tf32' on device 'cpu': expected float32 or bf16, since only GPUs have TF32",
        assertThrows(IllegalArgumentException.class, () -> open("torch+tf32")).getMessage());
  }

  @Test
  void determinismOnAGpuTakesFixedWorkspaces() {
    Arithmetic arithmetic = new Arithmetic(Precision.FLOAT32, true);
    String refusal =
        TorchEngineProvider.workspaceProblem(arithmetic, Device.parse("cuda:1"), null)
            .orElseThrow();
    assertEquals(
        "deterministic on device 'cuda:1' with CUBLAS_WORKSPACE_CONFIG '' in the environment:"
            + " expected one of [:4096:8, :16:8], without which cuBLAS is not deterministic",
        refusal);
    assertTrue(
        TorchEngineProvider.workspaceProblem(arithmetic, Device.parse("cuda:1"), ":16:8")
            .isEmpty());
    assertTrue(TorchEngineProvider.workspaceProblem(arithmetic, Device.CPU, null).isEmpty());
  }
}

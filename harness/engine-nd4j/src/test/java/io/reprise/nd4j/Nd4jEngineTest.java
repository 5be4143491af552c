package io.reprise.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DType;
import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProbe;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.TensorType;
import io.reprise.tensor.cuda.ComputeCapability;
import io.reprise.tensor.cuda.CudaBinaries;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What concerns ND4J alone. */
class Nd4jEngineTest {
  private static Engine open() {
    return Engines.open("nd4j", Device.CPU, 1);
  }

  @Test
  void computesInFloat32Alone() {
    assertEquals(
        "precision 'bf16' with engine nd4j: expected float32, in which alone it computes",
        assertThrows(IllegalArgumentException.class, () -> Engines.open("nd4j+bf16", Device.CPU, 1))
            .getMessage());
    try (Engine engine = open()) {
      assertEquals("float32", engine.describe().get("precision"));
    }
  }

  @Test
  void describesLibrariesAndThreads() {
    try (Engine engine = open()) {
      assertEquals("nd4j", engine.describe().get("engine"));
      assertEquals("1", engine.describe().get("threads"));
      assertEquals("1.0.0-M2.1", engine.describe().get("nd4j"));
      assertEquals("CpuBackend", engine.describe().get("backend"));
      EngineProbe.run(engine);
    }
  }

  @Test
  void itsCudaBinariesRunOnKeplerToAda() {
    CudaBinaries binaries = new Nd4jEngineProvider().cuda();
    assertFalse(binaries.onClassPath());
    for (String runs : new String[] {"3.7", "5.3", "6.1", "7.0", "7.2", "8.6", "8.9"}) {
      assertTrue(binaries.runOn(ComputeCapability.parse(runs)), runs);
    }
    for (String tooOldOrNew : new String[] {"3.5", "9.0", "10.0", "12.0"}) {
      assertFalse(binaries.runOn(ComputeCapability.parse(tooOldOrNew)), tooOldOrNew);
    }
  }

  @Test
  void cudaIsRefusedAndNeverReplaced() {
    String message =
        assertThrows(
                DeviceUnavailableException.class,
                () -> Engines.open("nd4j", Device.parse("cuda"), 1))
            .getMessage();
    assertEquals(
        "device 'cuda:0': this build of engine nd4j runs on the processor only: add -Pnd4j-cuda to"
            + " the Maven command, or take -Ddevice=cpu",
        message);
  }

  /** Unlike libtorch, whose tape is used up. */
  @Test
  void gradientsOfALossCanBeTakenAgain() {
    try (Engine engine = open()) {
      Tensor p = engine.parameter(Shape.of(2), () -> new float[] {1, 2});
      Tensor loss = p.square().sum();
      float first = engine.gradients(loss, List.of(p)).get(0).toFloats()[1];
      assertEquals(4, first);
      assertEquals(first, engine.gradients(loss, List.of(p)).get(0).toFloats()[1]);
    }
  }

  @Test
  void whatALossNeedsOutlivesTheScopeItWasMadeIn() {
    try (Engine engine = open()) {
      Tensor p = engine.parameter(Shape.of(2), () -> new float[] {1, 2});
      Tensor loss;
      try (Scope scope = engine.scope()) {
        loss = scope.keep(p.exp().square().sum());
        engine.full(7, Shape.of(2));
      }
      engine.full(-1, Shape.of(2));
      float[] gradient = engine.gradients(loss, List.of(p)).get(0).toFloats();
      assertEquals(2 * Math.exp(4), gradient[1], 1e-3);
    }
  }

  @Test
  void memoryThatWasGivenBackIsHandedOutAgain() {
    Memory memory = new Memory();
    TensorType type = new TensorType(Shape.of(3, 5), DType.FLOAT32);
    Value first = memory.make(type, Layout.ROW_MAJOR);
    Buffer block = first.buffer();
    Value alias = memory.alias(first, type, Layout.ROW_MAJOR);
    first.release();
    assertFalse(block == memory.make(type, Layout.ROW_MAJOR).buffer(), "it is still in use");
    alias.release();
    assertSame(block, memory.make(type, Layout.ROW_MAJOR).buffer());
  }

  @Test
  void imagesLieChannelsLastAndKeepThatThroughLayers() {
    Memory memory = new Memory();
    Algebra algebra = new Algebra(memory);
    Value image =
        algebra.channelsLast(
            algebra.constant(
                new double[] {1, 2, 3, 4, 5, 6},
                new TensorType(Shape.of(1, 2, 1, 3), DType.FLOAT32)));
    assertEquals(Layout.CHANNELS_LAST, algebra.square(image).layout());
    assertEquals(Layout.CHANNELS_LAST, algebra.add(image, image).layout());
    assertEquals(
        List.of(1f, 4f, 2f, 5f, 3f, 6f), List.of(boxed(Host.floats(image))), "pixel by pixel");
  }

  private static Float[] boxed(float[] values) {
    Float[] out = new Float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }
}

package io.reprise.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProbe;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.cuda.ComputeCapability;
import io.reprise.tensor.cuda.CudaBinaries;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What concerns libtorch alone. */
class TorchEngineTest {
  @BeforeAll
  static void load() {
    TorchEngine.load();
  }

  @Test
  void isFoundByItsName() {
    assertEquals(TorchEngineProvider.class, Engines.provider("torch").getClass());
    assertEquals("torch", Engines.preferred());
    String message =
        assertThrows(IllegalArgumentException.class, () -> Engines.open("abacus", Device.CPU, 1))
            .getMessage();
    assertEquals("engine 'abacus' is unknown: expected one of [torch]", message);
  }

  @Test
  void withoutItsCudaBinariesAGpuIsRefusedAndNeverReplaced() {
    assumeFalse(new TorchEngineProvider().cuda().onClassPath(), "this build has CUDA");
    assertEquals(
        "device 'cuda:1': this build of engine torch runs on the processor only: add -Pcuda to the"
            + " Maven command, or take -Ddevice=cpu",
        assertThrows(
                DeviceUnavailableException.class,
                () -> Engines.open("torch", Device.parse("cuda:1"), 1))
            .getMessage());
  }

  @Test
  void aGpuThatLibtorchDoesNotSeeIsRefused() {
    Device device = new Device(Device.Kind.CUDA, 99);
    String message =
        assertThrows(
                DeviceUnavailableException.class,
                () -> new TorchEngineProvider().open(device, 1, Arithmetic.FLOAT32))
            .getMessage();
    assertTrue(message.startsWith("device 'cuda:99': libtorch sees "), message);
  }

  @Test
  void itsCudaBinariesRunOnTuringToBlackwell() {
    CudaBinaries binaries = new TorchEngineProvider().cuda();
    for (String runs : new String[] {"7.5", "8.6", "8.9", "9.0", "10.3", "12.0", "12.1"}) {
      assertTrue(binaries.runOn(ComputeCapability.parse(runs)), runs);
    }
    for (String tooOldOrNew : new String[] {"6.1", "7.0", "11.0", "13.0"}) {
      assertFalse(binaries.runOn(ComputeCapability.parse(tooOldOrNew)), tooOldOrNew);
    }
  }

  @Test
  void theProbePassesAndTellsAWrongResult() {
    try (Engine engine = Engines.open("torch", Device.CPU, 1)) {
      EngineProbe.run(engine);
      String message =
          assertThrows(IllegalStateException.class, () -> EngineProbe.run(negatingImages(engine)))
              .getMessage();
      assertTrue(message.matches("convolution: element \\d+ is .*, expected .*"), message);
    }
  }

  /** An engine that computes with other numbers than it was given. */
  private static Engine negatingImages(Engine engine) {
    return (Engine)
        Proxy.newProxyInstance(
            Engine.class.getClassLoader(),
            new Class<?>[] {Engine.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(engine, arguments);
              return method.getName().equals("tensor") ? ((Tensor) result).neg() : result;
            });
  }

  @Test
  void describesLibrariesAndThreads() {
    try (Engine engine = Engines.open("torch", Device.CPU, 1)) {
      assertEquals("torch", engine.describe().get("engine"));
      assertEquals("1", engine.describe().get("threads"));
      assertTrue(engine.describe().get("libtorch").matches("\\d+\\.\\d+.*"));
      assertEquals(Device.CPU, engine.device());
    }
  }

  /** Matrix products of libtorch are the library's, which has threads of its own. */
  @Test
  void matrixProductsHaveNoMoreThreadsThanTheEngine() {
    try (Engine engine = Engines.open("torch", Device.CPU, 1)) {
      assertEquals("1", engine.describe().get("threads"));
      assertEquals(1, openblas_nolapack.blas_get_num_threads());
    }
    try (Engine engine = Engines.open("torch", Device.CPU, 2)) {
      assertEquals("2", engine.describe().get("threads"));
      assertEquals(2, openblas_nolapack.blas_get_num_threads());
    }
  }

  @Test
  void gradientsOfALossAreTakenOnce() {
    try (Engine engine = Engines.open("torch", Device.CPU, 1)) {
      Tensor p = engine.parameter(Shape.of(2), () -> new float[2]);
      Tensor loss = p.square().sum();
      engine.gradients(loss, List.of(p));
      assertEquals(
          "gradients: they were taken of this loss before, which freed what was recorded;"
              + " expected one call for all parameters",
          assertThrows(IllegalStateException.class, () -> engine.gradients(loss, List.of(p)))
              .getMessage());
    }
  }

  @Test
  void anEngineMayMoveToTheThreadThatUsesIt() throws InterruptedException, ExecutionException {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Engine engine = Engines.open("torch", Device.CPU, 1);
        var inference = engine.inference()) {
      Tensor p = engine.parameter(Shape.of(1), () -> new float[1]);
      assertEquals(false, other.submit(() -> p.exp().requiresGradient()).get());
    } finally {
      other.shutdown();
    }
  }
}

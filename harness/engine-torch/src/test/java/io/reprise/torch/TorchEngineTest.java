package io.reprise.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.pytorch.global.torch;
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
  void cudaOnAMachineWithoutItIsRefusedAndNeverReplaced() {
    assumeFalse(torch.cuda_is_available(), "this machine has CUDA");
    String message =
        assertThrows(
                DeviceUnavailableException.class,
                () -> Engines.open("torch", Device.parse("cuda:1"), 1))
            .getMessage();
    assertTrue(message.startsWith("device 'cuda:1': "), message);
    assertTrue(message.contains("expected"), message);
    assertTrue(message.contains("-Ddevice=cpu"), message);
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    Device device = new Device(Device.Kind.CUDA, 99);
    String message =
        assertThrows(DeviceUnavailableException.class, () -> Engines.open("torch", device, 1))
            .getMessage();
    assertTrue(message.startsWith("device 'cuda:99': "), message);
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

package io.reprise.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.cuda.ComputeCapability;
import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.CudaFolders;
import io.reprise.tensor.cuda.CudaLibrary;
import io.reprise.tensor.cuda.Gpu;
import io.reprise.tensor.cuda.NvidiaDriver;
import io.reprise.tensor.cuda.VisibleGpus;
import io.reprise.tensor.meta.MetaEngine;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each way in which a GPU can be out of reach, on a machine and an engine that are made up. */
class CudaOpeningTest {
  private static final NvidiaDriver ADA = driver("8.9");

  private static final VisibleGpus ALL = new VisibleGpus(Optional.empty());
  private static final CudaFolders NOWHERE = new CudaFolders(List.of());

  private static NvidiaDriver driver(String... capabilities) {
    List<Gpu> gpus =
        Stream.of(capabilities)
            .map(c -> new Gpu(0, "GPU " + c, ComputeCapability.parse(c), "24564 MiB", "535.1"))
            .toList();
    return new NvidiaDriver(true, gpus, "");
  }

  private record Provider(boolean onClassPath, Supplier<Engine> engine) implements EngineProvider {
    @Override
    public String name() {
      return "abacus";
    }

    @Override
    public CudaBinaries cuda() {
      return new CudaBinaries(
          onClassPath,
          "abacus-cuda",
          "CUDA 42 and beads",
          List.of(CudaLibrary.required("libcudnn.so.9", "beads-cu42")),
          CudaBinaries.capabilities("7.5", "8.6"),
          "take a slide rule");
    }

    @Override
    public Engine open(Device device, int threads, Arithmetic arithmetic) {
      return engine.get();
    }
  }

  private static DeviceUnavailableException refusal(
      String device, NvidiaDriver driver, boolean onClassPath, Supplier<Engine> engine) {
    return refusal(device, driver, onClassPath, engine, Precision.FLOAT32);
  }

  private static DeviceUnavailableException refusal(
      String device,
      NvidiaDriver driver,
      boolean onClassPath,
      Supplier<Engine> engine,
      Precision precision) {
    Provider provider = new Provider(onClassPath, engine);
    CudaOpening opening = new CudaOpening(provider, Device.parse(device), driver, ALL, NOWHERE);
    return assertThrows(
        DeviceUnavailableException.class, () -> opening.open(1, new Arithmetic(precision, false)));
  }

  private static String refusalOf(Throwable failure) {
    DeviceUnavailableException refusal =
        refusal(
            "cuda",
            ADA,
            true,
            () -> {
              if (failure instanceof Error e) {
                throw e;
              }
              throw (RuntimeException) failure;
            });
    assertSame(failure, refusal.getCause());
    return refusal.getMessage();
  }

  private static Engine unused() {
    throw new AssertionError("native code must not be touched");
  }

  @Test
  void aBuildForProcessorsNamesTheProfile() {
    assertEquals(
        "device 'cuda:0': this build of engine abacus runs on the processor only: add"
            + " -Pabacus-cuda to the Maven command, or take -Ddevice=cpu",
        refusal("cuda", ADA, false, CudaOpeningTest::unused).getMessage());
  }

  @Test
  void aMachineWithoutADriverIsToldSo() {
    NvidiaDriver none = new NvidiaDriver(false, List.of(), "nvidia-smi is not found");
    assertEquals(
        "device 'cuda:0': no NVIDIA driver (nvidia-smi is not found): install the driver of the"
            + " GPU, or take -Ddevice=cpu",
        refusal("cuda", none, true, CudaOpeningTest::unused).getMessage());
  }

  @Test
  void anIndexOutOfRangeIsToldWithTheCount() {
    assertEquals(
        "device 'cuda:2': this machine has 2 GPU(s): expected cuda:0 to cuda:1",
        refusal("cuda:2", driver("8.6", "8.6"), true, CudaOpeningTest::unused).getMessage());
    assertEquals(
        "device 'cuda:1': this machine has 1 GPU(s): expected cuda:0",
        refusal("cuda:1", ADA, true, CudaOpeningTest::unused).getMessage());
  }

  @Test
  void anIndexThatAVariableHidesIsTold() {
    Provider provider = new Provider(true, CudaOpeningTest::unused);
    for (List<String> listed : List.of(List.<String>of(), List.of("1"))) {
      CudaOpening opening =
          new CudaOpening(
              provider,
              Device.parse("cuda:1"),
              driver("8.6", "8.6"),
              new VisibleGpus(Optional.of(listed)),
              NOWHERE);
      String message =
          assertThrows(DeviceUnavailableException.class, () -> opening.open(1, Arithmetic.FLOAT32))
              .getMessage();
      assertTrue(message.startsWith("device 'cuda:1': CUDA_VISIBLE_DEVICES "), message);
    }
  }

  @Test
  void aGpuWithoutMachineCodeIsNamedWithWhatThereIs() {
    assertEquals(
        "device 'cuda:0': engine abacus holds machine code for compute capability 7.5, 8.6 (and"
            + " newer ones of the same major version), but the machine has GPU 9.0 (compute"
            + " capability 9.0, 24564 MiB, driver 535.1): take a slide rule",
        refusal("cuda", driver("9.0"), true, CudaOpeningTest::unused).getMessage());
  }

  @Test
  void tensorFloat32TakesAGpuThatHasIt() {
    assertEquals(
        "device 'cuda:0': precision 'tf32' takes a GPU of compute capability 8.0 or newer, but the"
            + " machine has GPU 7.5 (compute capability 7.5, 24564 MiB, driver 535.1): take float32",
        refusal("cuda", driver("7.5"), true, CudaOpeningTest::unused, Precision.TF32).getMessage());
    DeviceUnavailableException own = new DeviceUnavailableException("tried");
    assertSame(
        own,
        refusal(
            "cuda",
            driver("8.6"),
            true,
            () -> {
              throw own;
            },
            Precision.TF32));
  }

  @Test
  void oneGpuThatFitsLetsTheEngineTry() {
    DeviceUnavailableException own = new DeviceUnavailableException("tried");
    DeviceUnavailableException refusal =
        refusal(
            "cuda",
            driver("9.0", "8.9"),
            true,
            () -> {
              throw own;
            });
    assertSame(own, refusal);
  }

  @Test
  void aMissingLibraryIsNamed() {
    assertEquals(
        "device 'cuda:0': libcudnn.so.9 or what it needs cannot be found: missing: libcudnn.so.9;"
            + " install CUDA 42 and beads (as Python wheels: pip install beads-cu42), or name their"
            + " folders in REPRISE_CUDA; doctor lists where they were looked for",
        refusalOf(
            new NoClassDefFoundError("Could not initialize class org.example.Natives")
                .initCause(
                    new UnsatisfiedLinkError(
                        "/home/u/.javacpp/cache/x.jar/libjnitorch.so: libcudnn.so.9: cannot open"
                            + " shared object file: No such file or directory"))));
    assertEquals(
        "device 'cuda:0': libcuda.so.1 of the NVIDIA driver is missing: install the driver",
        refusalOf(
            new UnsatisfiedLinkError(
                "/c/libc10_cuda.so: libcuda.so.1: cannot open shared object file: No such file")));
    assertTrue(
        refusalOf(new UnsatisfiedLinkError("C:\\c\\torch_cuda.dll: Can't find dependent libraries"))
            .startsWith("device 'cuda:0': torch_cuda.dll or what it needs cannot be found: "));
  }

  @Test
  void aGpuThatRefusesTheMachineCodeIsToldAsSuch() {
    String message =
        refusalOf(
            new IllegalStateException(
                "CUDA error: no kernel image is available for execution on the device"));
    assertTrue(message.contains("compute capability 7.5, 8.6"), message);
    assertTrue(message.endsWith(": take a slide rule"), message);
  }

  @Test
  void aDriverThatIsTooOldIsToldWithItsVersion() {
    assertEquals(
        "device 'cuda:0': the NVIDIA driver 535.1 is too old for CUDA 42 and beads: update the"
            + " driver",
        refusalOf(
            new IllegalStateException(
                "CUDA driver version is insufficient for CUDA runtime version")));
  }

  @Test
  void aLibraryThatIsDamagedIsNamed() {
    assertEquals(
        "device 'cuda:0': its native code cannot be loaded: java.lang.UnsatisfiedLinkError:"
            + " /c/libcublas.so.13: file too short",
        refusalOf(new UnsatisfiedLinkError("/c/libcublas.so.13: file too short")));
  }

  @Test
  void anythingElseIsQuotedInOneLine() {
    assertEquals(
        "device 'cuda:0': it did not compute a small convolution right:"
            + " java.lang.IllegalStateException: CUDA out of memory",
        refusalOf(new IllegalStateException("CUDA out of memory\nframe #0\nframe #1")));
  }

  @Test
  void anEngineThatDoesNotComputeIsRefused() {
    String message = refusal("cuda", ADA, true, MetaEngine::new).getMessage();
    assertTrue(message.startsWith("device 'cuda:0': it did not compute"), message);
  }
}

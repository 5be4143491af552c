package io.reprise.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.cuda.ComputeCapability;
import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.CudaFolders;
import io.reprise.tensor.cuda.CudaLibrary;
import io.reprise.tensor.cuda.Gpu;
import io.reprise.tensor.cuda.NvidiaDriver;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GpuChecksTest {
  private record Provider(String name, boolean onClassPath, String code) implements EngineProvider {
    @Override
    public CudaBinaries cuda() {
      return new CudaBinaries(
          onClassPath,
          name + "-cuda",
          "beads",
          List.of(CudaLibrary.required("libbeads.so.42", "beads-cu42")),
          CudaBinaries.capabilities(code),
          "take another");
    }

    @Override
    public Engine open(Device device, int threads, Arithmetic arithmetic) {
      throw new AssertionError("native code must not be touched");
    }
  }

  @Test
  void withoutADriverOneLineSaysWhy() {
    assertEquals(
        List.of(
            Check.missing(
                "GPU",
                "no NVIDIA driver: nvidia-smi is not found",
                "only -Ddevice=cuda needs one")),
        GpuChecks.all(new NvidiaDriver(false, List.of(), "nvidia-smi is not found"), List.of()));
  }

  @Test
  void foldersOfLibrariesAreToldWhereAnEngineCouldUseThem() {
    CudaFolders folders =
        new CudaFolders(List.of(new CudaFolders.Searched(Path.of("/no/such"), "REPRISE_CUDA")));
    NvidiaDriver none = new NvidiaDriver(false, List.of(), "nvidia-smi is not found");
    assertEquals(
        List.of(), CudaChecks.all(none, List.of(new Provider("a", false, "9.0")), folders));
    assertEquals(
        List.of(
            Check.ok("CUDA for a", "/no/such (REPRISE_CUDA): not there"),
            Check.missing(
                "CUDA for a",
                "1 libraries were not found",
                "missing: libbeads.so.42; install beads (as Python wheels: pip install beads-cu42),"
                    + " or name their folders in REPRISE_CUDA; doctor lists where they were looked"
                    + " for")),
        CudaChecks.all(none, List.of(new Provider("a", true, "9.0")), folders));
  }

  @Test
  void eachGpuIsSetAgainstEachEngine() {
    Gpu gpu = new Gpu(0, "NVIDIA H200", ComputeCapability.parse("9.0"), "143771 MiB", "580.1");
    List<EngineProvider> engines =
        List.of(
            new Provider("a", true, "9.0"),
            new Provider("b", false, "9.0"),
            new Provider("c", true, "8.6"));
    assertEquals(
        List.of(
            Check.ok("GPU 0", "NVIDIA H200 (compute capability 9.0, 143771 MiB, driver 580.1)"),
            Check.ok("GPU 0 with a", "machine code for 9.0"),
            Check.missing(
                "GPU 0 with b",
                "machine code for 9.0, not in this build",
                "add -Pb-cuda to use the GPU"),
            Check.missing("GPU 0 with c", "machine code for 8.6, none for 9.0", "take another")),
        GpuChecks.all(new NvidiaDriver(true, List.of(gpu), ""), engines));
  }
}

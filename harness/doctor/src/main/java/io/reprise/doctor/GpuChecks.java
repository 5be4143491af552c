package io.reprise.doctor;

import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.Gpu;
import io.reprise.tensor.cuda.NvidiaDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The GPUs, and which engine could run on them. */
final class GpuChecks {
  private GpuChecks() {}

  static List<Check> all(NvidiaDriver driver, Collection<EngineProvider> engines) {
    if (driver.gpus().isEmpty()) {
      return List.of(
          Check.missing(
              "GPU",
              (driver.loaded() ? "NVIDIA driver without a GPU: " : "no NVIDIA driver: ")
                  + driver.problem(),
              "only -Ddevice=cuda needs one"));
    }
    List<Check> checks = new ArrayList<>();
    for (Gpu gpu : driver.gpus()) {
      String subject = "GPU " + gpu.index();
      checks.add(Check.ok(subject, gpu.toString()));
      engines.forEach(e -> checks.add(machineCode(subject, gpu, e)));
    }
    return checks;
  }

  private static Check machineCode(String gpuSubject, Gpu gpu, EngineProvider engine) {
    CudaBinaries cuda = engine.cuda();
    String subject = gpuSubject + " with " + engine.name();
    String code = "machine code for " + cuda.machineCodeList();
    if (!cuda.runOn(gpu.capability())) {
      return Check.missing(subject, code + ", none for " + gpu.capability(), cuda.alternative());
    }
    return cuda.onClassPath()
        ? Check.ok(subject, code)
        : Check.missing(
            subject, code + ", not in this build", "add -P" + cuda.profile() + " to use the GPU");
  }
}

package io.reprise.doctor;

import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.CudaFolders;
import io.reprise.tensor.cuda.CudaLibraries;
import io.reprise.tensor.cuda.NvidiaDriver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Where CUDA's libraries are looked for, and what was found: where there is any use for them. */
final class CudaChecks {
  private CudaChecks() {}

  /**
   * A line for each folder in the order of the search, and one for the outcome, for each engine
   * whose CUDA build this is or could be.
   */
  static List<Check> all(
      NvidiaDriver driver, Collection<EngineProvider> engines, CudaFolders folders) {
    List<Check> checks = new ArrayList<>();
    for (EngineProvider engine : engines) {
      CudaBinaries cuda = engine.cuda();
      if (cuda.onClassPath() || (driver.loaded() && runsSome(cuda, driver))) {
        String subject = "CUDA for " + engine.name();
        CudaLibraries libraries = CudaLibraries.locate(cuda.needs(), folders);
        libraries.lines().forEach(line -> checks.add(Check.ok(subject, line)));
        checks.add(
            libraries.missing().isEmpty()
                ? Check.ok(subject, "all of " + cuda.libraries() + " that it needs is there")
                : Check.missing(
                    subject,
                    libraries.missing().size() + " libraries were not found",
                    libraries.advice(cuda.libraries())));
      }
    }
    return checks;
  }

  private static boolean runsSome(CudaBinaries cuda, NvidiaDriver driver) {
    return driver.gpus().stream().anyMatch(g -> cuda.runOn(g.capability()));
  }
}

package io.reprise.tensor;

import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.CudaFolders;
import io.reprise.tensor.cuda.CudaLibraries;
import io.reprise.tensor.cuda.Gpu;
import io.reprise.tensor.cuda.NvidiaDriver;
import io.reprise.tensor.cuda.VisibleGpus;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Opens an engine on a GPU, and tries it before any work starts. Whatever is in the way ends in one
 * {@link DeviceUnavailableException} that says what it is and what to do; there is no other device
 * that is taken instead.
 */
final class CudaOpening {
  private static final Pattern MISSING_ON_LINUX =
      Pattern.compile("([^\\s/:]+\\.so[.\\d]*): cannot open shared object file");
  private static final Pattern MISSING_ON_WINDOWS =
      Pattern.compile("([^\\s\\\\/:]+\\.dll): Can't find dependent libraries");

  /** The first major version with TF32. */
  private static final int AMPERE = 8;

  private final EngineProvider provider;
  private final CudaBinaries binaries;
  private final Device device;
  private final NvidiaDriver driver;
  private final VisibleGpus visible;
  private final CudaFolders folders;

  CudaOpening(
      EngineProvider provider,
      Device device,
      NvidiaDriver driver,
      VisibleGpus visible,
      CudaFolders folders) {
    this.provider = provider;
    this.binaries = provider.cuda();
    this.device = device;
    this.driver = driver;
    this.visible = visible;
    this.folders = folders;
  }

  /** Opens the engine and makes it compute something known. */
  Engine open(int threads, Arithmetic arithmetic) {
    requireThere(arithmetic);
    CudaLibraries libraries = CudaLibraries.locate(binaries.needs(), folders);
    Engine engine = null;
    try {
      // One that is not found may still lie where only the dynamic linker looks, so it is tried.
      libraries.load();
      engine = provider.open(device, threads, arithmetic);
      EngineProbe.run(engine);
      return engine;
    } catch (DeviceUnavailableException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      if (engine != null) {
        engine.close();
      }
      throw new DeviceUnavailableException(prefix() + explain(e, libraries), e);
    }
  }

  /**
   * Checks what can be told without native code.
   *
   * @throws DeviceUnavailableException if the device cannot be used
   */
  void requireThere(Arithmetic arithmetic) {
    requireBinaries();
    requireDriver();
    requireIndex();
    requireCapability();
    requirePrecision(arithmetic.precision());
  }

  private void requireBinaries() {
    if (!binaries.onClassPath()) {
      throw refused(
          "this build of engine "
              + provider.name()
              + " runs on the processor only: add -P"
              + binaries.profile()
              + " to the Maven command, or take -Ddevice=cpu");
    }
  }

  private void requireDriver() {
    if (!driver.loaded()) {
      throw refused(
          "no NVIDIA driver ("
              + driver.problem()
              + "): install the driver of the GPU, or take -Ddevice=cpu");
    }
  }

  private void requireIndex() {
    int installed = driver.gpus().size();
    int count = visible.count(installed);
    if (installed > 0 && count == 0) {
      throw refused("CUDA_VISIBLE_DEVICES hides all GPUs of this machine: expected some");
    }
    if (installed > 0 && device.index() >= count) {
      throw refused(
          (count == installed ? "this machine has " : "CUDA_VISIBLE_DEVICES leaves ")
              + count
              + " GPU(s): expected cuda:0"
              + (count == 1 ? "" : " to cuda:" + (count - 1)));
    }
  }

  /** CUDA may count GPUs in another order than the driver, so one that fits lets all pass. */
  private void requireCapability() {
    List<Gpu> gpus = driver.gpus();
    if (!gpus.isEmpty() && gpus.stream().noneMatch(g -> binaries.runOn(g.capability()))) {
      throw refused(noMachineCode());
    }
  }

  private void requirePrecision(Precision precision) {
    List<Gpu> gpus = driver.gpus();
    if (precision == Precision.TF32
        && !gpus.isEmpty()
        && gpus.stream().allMatch(g -> g.capability().major() < AMPERE)) {
      throw refused(
          "precision 'tf32' takes a GPU of compute capability 8.0 or newer, but the machine has "
              + names(gpus)
              + ": take float32");
    }
  }

  private static String names(List<Gpu> gpus) {
    return gpus.stream().map(Gpu::toString).collect(Collectors.joining("; "));
  }

  private String noMachineCode() {
    return "engine "
        + provider.name()
        + " holds machine code for compute capability "
        + binaries.machineCodeList()
        + " (and newer ones of the same major version), but the machine has "
        + (driver.gpus().isEmpty() ? "a GPU of another one" : names(driver.gpus()))
        + ": "
        + binaries.alternative();
  }

  /** What a failure of native code means for the person who asked for the GPU. */
  private String explain(Throwable failure, CudaLibraries libraries) {
    String text = messages(failure);
    for (Pattern pattern : List.of(MISSING_ON_LINUX, MISSING_ON_WINDOWS)) {
      Matcher missing = pattern.matcher(text);
      if (missing.find()) {
        return missing.group(1).startsWith("libcuda.so")
            ? missing.group(1) + " of the NVIDIA driver is missing: install the driver"
            : missing.group(1) + " or what it needs cannot be found: " + advice(libraries);
      }
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no kernel image") || lower.contains("nokernelimagefordevice")) {
      return noMachineCode();
    }
    if (lower.contains("driver version is insufficient")) {
      return "the NVIDIA driver"
          + (driver.gpus().isEmpty() ? "" : " " + driver.gpus().get(0).driver())
          + " is too old for "
          + binaries.libraries()
          + ": update the driver";
    }
    if (failure instanceof LinkageError) {
      return "its native code cannot be loaded: " + firstLine(failure);
    }
    return "it did not compute a small convolution right: " + firstLine(failure);
  }

  private String advice(CudaLibraries libraries) {
    return libraries.missing().isEmpty()
        ? "install "
            + binaries.libraries()
            + ", or name its folder in "
            + CudaFolders.CHOSEN
            + "; doctor lists where it was looked for"
        : libraries.advice(binaries.libraries());
  }

  /** The messages of a failure and of its causes. */
  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      all.append(t.getMessage()).append('\n');
    }
    return all.toString();
  }

  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElseThrow();
  }

  private DeviceUnavailableException refused(String why) {
    return new DeviceUnavailableException(prefix() + why);
  }

  private String prefix() {
    return "device '" + device + "': ";
  }
}

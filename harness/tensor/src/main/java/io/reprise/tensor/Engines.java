package io.reprise.tensor;

import io.reprise.tensor.cuda.CudaFolders;
import io.reprise.tensor.cuda.NvidiaDriver;
import io.reprise.tensor.cuda.VisibleGpus;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds engines by name. */
public final class Engines {
  private static final String PREFERRED = "torch";

  private Engines() {}

  /**
   * Opens the engine of that name. On a GPU it first computes something known.
   *
   * @param name which may say how to compute, see {@link EngineChoice}
   * @throws IllegalArgumentException if there is none, listing those there are, if it does not
   *     compute in that way, or if {@code threads} is below 1
   * @throws DeviceUnavailableException if the engine cannot use the device, with the reason and
   *     what to do; never falls back to another
   */
  public static Engine open(String name, Device device, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + ": expected at least 1");
    }
    Arithmetic arithmetic = EngineChoice.parse(name).arithmetic();
    EngineProvider provider = provider(name);
    provider.requireOffered(arithmetic, device);
    return device.kind() == Device.Kind.CPU
        ? provider.open(device, threads, arithmetic)
        : opening(provider, device, NvidiaDriver.query()).open(threads, arithmetic);
  }

  private static CudaOpening opening(EngineProvider provider, Device device, NvidiaDriver driver) {
    return new CudaOpening(
        provider, device, driver, VisibleGpus.here(), CudaFolders.ofThisMachine());
  }

  /**
   * Checks, as far as that can be told without opening an engine, that one could be opened on each
   * of some devices.
   *
   * @param name which may say how to compute, see {@link EngineChoice}
   * @throws DeviceUnavailableException naming the first that cannot be used, and why
   */
  public static void requireThere(String name, List<Device> devices) {
    List<Device> gpus = devices.stream().filter(d -> d.kind() == Device.Kind.CUDA).toList();
    if (!gpus.isEmpty()) {
      EngineProvider provider = provider(name);
      NvidiaDriver driver = NvidiaDriver.query();
      Arithmetic arithmetic = EngineChoice.parse(name).arithmetic();
      gpus.forEach(gpu -> opening(provider, gpu, driver).requireThere(arithmetic));
    }
  }

  /** Opens the {@linkplain #preferred() preferred} engine, as tests do that run on any. */
  public static Engine open(Device device, int threads) {
    return open(preferred(), device, threads);
  }

  /**
   * The engine to use where none is asked for: the only one on the class path, which the build
   * chose, or torch where there are several.
   */
  public static String preferred() {
    SortedMap<String, EngineProvider> known = all();
    return known.size() == 1 ? known.firstKey() : PREFERRED;
  }

  /**
   * The provider of the engine of an {@link EngineChoice}, without opening an engine.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public static EngineProvider provider(String choice) {
    SortedMap<String, EngineProvider> known = all();
    String name = EngineChoice.parse(choice).name();
    EngineProvider provider = known.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "engine '" + name + "' is unknown: expected one of " + known.keySet());
    }
    return provider;
  }

  /** The providers on the class path by name. */
  public static SortedMap<String, EngineProvider> all() {
    SortedMap<String, EngineProvider> known = new TreeMap<>();
    ServiceLoader.load(EngineProvider.class).forEach(p -> known.put(p.name(), p));
    return known;
  }
}

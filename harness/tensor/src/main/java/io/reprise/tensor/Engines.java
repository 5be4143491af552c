package io.reprise.tensor;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds engines by name. */
public final class Engines {
  private Engines() {}

  /**
   * Opens the engine of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are, or if {@code
   *     threads} is below 1
   * @throws DeviceUnavailableException if the engine cannot use the device
   */
  public static Engine open(String name, Device device, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads " + threads + ": expected at least 1");
    }
    return provider(name).open(device, threads);
  }

  /** The provider of that name, without opening an engine. */
  public static EngineProvider provider(String name) {
    Map<String, EngineProvider> known = new TreeMap<>();
    ServiceLoader.load(EngineProvider.class).forEach(p -> known.put(p.name(), p));
    EngineProvider provider = known.get(name);
    if (provider == null) {
      throw new IllegalArgumentException(
          "engine '" + name + "' is unknown: expected one of " + known.keySet());
    }
    return provider;
  }
}

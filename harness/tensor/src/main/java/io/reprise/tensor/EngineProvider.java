package io.reprise.tensor;

/** Makes one kind of engine; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The name that a user asks for, for example {@code torch}. */
  String name();

  /**
   * Opens an engine.
   *
   * @param threads CPU threads an operation may use, at least 1
   * @throws DeviceUnavailableException if the device cannot be used; never falls back to another
   */
  Engine open(Device device, int threads);
}

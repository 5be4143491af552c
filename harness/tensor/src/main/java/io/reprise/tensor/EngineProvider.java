package io.reprise.tensor;

import io.reprise.tensor.cuda.CudaBinaries;

/** Makes one kind of engine; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The name that a user asks for, for example {@code torch}. */
  String name();

  /** The engine's CUDA build, told without loading native code. */
  CudaBinaries cuda();

  /**
   * Opens an engine. Users call {@link Engines#open}, which tells what is wrong with a GPU.
   *
   * @param threads CPU threads an operation may use, at least 1
   * @throws DeviceUnavailableException if the engine finds fewer GPUs than the device's index
   *     needs; never falls back to another
   * @throws RuntimeException or {@link LinkageError}, as native code fails, if the device cannot be
   *     used
   */
  Engine open(Device device, int threads);
}

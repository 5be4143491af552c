package io.reprise.tensor;

import io.reprise.tensor.cuda.CudaBinaries;

/** Makes one kind of engine; found by {@link java.util.ServiceLoader}. */
public interface EngineProvider {
  /** The name that a user asks for, for example {@code torch}. */
  String name();

  /** The engine's CUDA build, told without loading native code. */
  CudaBinaries cuda();

  /**
   * Checks, without loading native code, that the engine computes in that way on that device. By
   * default it computes in float32 alone and has nothing to choose.
   *
   * @throws IllegalArgumentException if not, naming what was asked for and what is offered
   */
  default void requireOffered(Arithmetic arithmetic, Device device) {
    if (arithmetic.precision() != Precision.FLOAT32) {
      throw new IllegalArgumentException(
          "precision '"
              + arithmetic.precision().id()
              + "' with engine "
              + name()
              + ": expected float32, in which alone it computes");
    }
    if (arithmetic.deterministic()) {
      throw new IllegalArgumentException(
          "deterministic with engine "
              + name()
              + ": expected an engine that offers a choice, such as torch");
    }
  }

  /**
   * Opens an engine. Users call {@link Engines#open}, which tells what is wrong with a GPU.
   *
   * @param threads CPU threads an operation may use, at least 1
   * @param arithmetic one that {@link #requireOffered} lets pass
   * @throws DeviceUnavailableException if the engine finds fewer GPUs than the device's index
   *     needs; never falls back to another
   * @throws RuntimeException or {@link LinkageError}, as native code fails, if the device cannot be
   *     used
   */
  Engine open(Device device, int threads, Arithmetic arithmetic);
}

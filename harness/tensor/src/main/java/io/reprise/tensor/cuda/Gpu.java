package io.reprise.tensor.cuda;

/**
 * An NVIDIA GPU of this machine.
 *
 * @param index its number as {@code nvidia-smi} counts
 * @param memory with its unit, for example {@code 143771 MiB}
 * @param driver the driver's version
 */
public record Gpu(
    int index, String name, ComputeCapability capability, String memory, String driver) {
  /** The memory in bytes; 0 if the driver does not tell. */
  public long bytes() {
    return memory.matches("\\d{1,9} MiB")
        ? Long.parseLong(memory.substring(0, memory.indexOf(' '))) << 20
        : 0;
  }

  @Override
  public String toString() {
    return name + " (compute capability " + capability + ", " + memory + ", driver " + driver + ")";
  }
}

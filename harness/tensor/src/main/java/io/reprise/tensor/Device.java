package io.reprise.tensor;

/**
 * Where tensors live: {@code cpu}, or {@code cuda} with the index of a GPU.
 *
 * @param index 0 for the CPU
 */
public record Device(Kind kind, int index) {
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** The kinds of device. */
  public enum Kind {
    CPU,
    CUDA
  }

  /**
   * Reads {@code cpu}, {@code cuda} or {@code cuda:N}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Device parse(String text) {
    if (text.equals("cpu")) {
      return CPU;
    }
    if (text.matches("cuda(:\\d{1,3})?")) {
      return new Device(Kind.CUDA, text.length() > 4 ? Integer.parseInt(text.substring(5)) : 0);
    }
    throw new IllegalArgumentException(
        "device '" + text + "' is unknown: expected cpu, cuda or cuda:N");
  }

  @Override
  public String toString() {
    return kind == Kind.CPU ? "cpu" : "cuda:" + index;
  }
}

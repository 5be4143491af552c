package io.reprise.tensor.cuda;

/** The generation of an NVIDIA GPU, or of the GPUs that code was compiled for: for example 8.6. */
public record ComputeCapability(int major, int minor) {
  /**
   * Reads {@code major.minor}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static ComputeCapability parse(String text) {
    if (!text.matches("\\d{1,2}\\.\\d")) {
      throw new IllegalArgumentException(
          "compute capability '" + text + "': expected major.minor, for example 8.6");
    }
    int dot = text.indexOf('.');
    return new ComputeCapability(
        Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)));
  }

  /**
   * Whether a GPU of this capability runs machine code that was compiled for {@code code}: within a
   * major version, a GPU runs the code of its own and of lower minor versions (CUDA C++ Programming
   * Guide, "Binary Compatibility").
   */
  public boolean runs(ComputeCapability code) {
    return major == code.major && minor >= code.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}

package io.reprise.tensor.cuda;

/**
 * A library that an engine's CUDA build takes from the machine.
 *
 * @param soname the name that the dynamic linker looks for, such as {@code libcudnn.so.9}; its end
 *     is the version of the binary interface, which has to be that one
 * @param required whether the engine's binaries name it; others are loaded later, by a library
 *     among these, where they are there
 * @param wheel the Python package that has it, for people
 */
public record CudaLibrary(String soname, boolean required, String wheel) {
  private static final String EXTENSION = ".so.";

  /** A library that the engine does not start without. */
  public static CudaLibrary required(String soname, String wheel) {
    return new CudaLibrary(soname, true, wheel);
  }

  /** A library that is loaded where it is there. */
  public static CudaLibrary optional(String soname, String wheel) {
    return new CudaLibrary(soname, false, wheel);
  }

  /** Refuses names without a version. */
  public CudaLibrary {
    if (soname.indexOf(EXTENSION) < 1) {
      throw new IllegalArgumentException(
          "library '" + soname + "': expected a name such as libcudnn.so.9");
    }
  }

  /** The name up to the version, with the dot: {@code libcudnn.so.}. */
  String unversioned() {
    return soname.substring(0, soname.indexOf(EXTENSION) + EXTENSION.length());
  }
}

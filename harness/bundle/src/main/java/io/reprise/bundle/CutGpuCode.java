package io.reprise.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The program behind {@code ci/bundle --compute-capability}. */
public final class CutGpuCode {
  private CutGpuCode() {}

  /**
   * Cuts a jar.
   *
   * @param args the compute capability, the jar, and where its copy goes
   */
  public static void main(String[] args) throws IOException {
    try {
      if (args.length != 3) {
        throw new IllegalArgumentException(
            args.length + " arguments: expected a compute capability, a jar and the jar to write");
      }
      ComputeCapability gpu = ComputeCapability.parse(args[0]);
      Path jar = Path.of(args[1]);
      Optional<GpuLibrary.Cut> cut = new GpuJar(jar).keep(gpu, Path.of(args[2]));
      System.out.println(
          cut.map(
                  c ->
                      String.format(
                          "%s: %d MB of code for GPUs, %d MB of it for %s kept",
                          jar.getFileName(), c.before() / 1_000_000, c.after() / 1_000_000, gpu))
              .orElse(jar.getFileName() + ": no code for GPUs, nothing to cut"));
    } catch (IllegalArgumentException e) {
      System.err.println("ci/bundle: " + e.getMessage());
      System.exit(2);
    }
  }
}

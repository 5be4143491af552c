package io.reprise.tensor.cuda;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The CUDA build of an engine.
 *
 * @param onClassPath whether this run has it, and not the build for processors alone
 * @param profile the Maven profile that puts it on the class path
 * @param libraries what it takes from the system besides the NVIDIA driver, for people
 * @param needs the files of that; none of them needs one that comes after it
 * @param machineCode the compute capabilities that it holds machine code for; it holds no code that
 *     a driver could compile for others
 * @param alternative what to do with a GPU that it holds no code for, for people
 */
public record CudaBinaries(
    boolean onClassPath,
    String profile,
    String libraries,
    List<CudaLibrary> needs,
    List<ComputeCapability> machineCode,
    String alternative) {
  /** Copies the lists. */
  public CudaBinaries {
    needs = List.copyOf(needs);
    machineCode = List.copyOf(machineCode);
  }

  /** Reads capabilities such as {@code 8.6}. */
  public static List<ComputeCapability> capabilities(String... texts) {
    return Stream.of(texts).map(ComputeCapability::parse).toList();
  }

  /** Whether a GPU of that capability runs any of the machine code. */
  public boolean runOn(ComputeCapability gpu) {
    return machineCode.stream().anyMatch(gpu::runs);
  }

  /** The capabilities with machine code, for people. */
  public String machineCodeList() {
    return machineCode.stream().map(ComputeCapability::toString).collect(Collectors.joining(", "));
  }
}

package io.reprise.torch;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.Precision;
import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.CudaLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Opens {@link TorchEngine}s. */
public final class TorchEngineProvider implements EngineProvider {
  private static final String WORKSPACES = "CUBLAS_WORKSPACE_CONFIG";

  /** Those that cuBLAS's documentation names as giving reproducible results. */
  private static final List<String> FIXED_WORKSPACES = List.of(":4096:8", ":16:8");

  /**
   * What libtorch_cuda.so of the presets names, what those libraries name in turn, and what cuDNN
   * and libtorch load by name where they want it.
   */
  private static final List<CudaLibrary> NEEDS =
      List.of(
          CudaLibrary.required("libcudart.so.13", "nvidia-cuda-runtime"),
          CudaLibrary.required("libcublasLt.so.13", "nvidia-cublas"),
          CudaLibrary.required("libcublas.so.13", "nvidia-cublas"),
          CudaLibrary.required("libcufft.so.12", "nvidia-cufft"),
          CudaLibrary.required("libcupti.so.13", "nvidia-cuda-cupti"),
          CudaLibrary.required("libcurand.so.10", "nvidia-curand"),
          CudaLibrary.required("libnvJitLink.so.13", "nvidia-nvjitlink"),
          CudaLibrary.required("libcusparse.so.12", "nvidia-cusparse"),
          CudaLibrary.optional("libcusolver.so.12", "nvidia-cusolver"),
          CudaLibrary.required("libcufile.so.0", "nvidia-cufile"),
          CudaLibrary.required("libnccl.so.2", "nvidia-nccl-cu13"),
          CudaLibrary.optional("libnvrtc.so.13", "nvidia-cuda-nvrtc"),
          CudaLibrary.required("libcudnn.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_graph.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_ops.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_cnn.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_adv.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_heuristic.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_engines_precompiled.so.9", "nvidia-cudnn-cu13"),
          CudaLibrary.optional("libcudnn_engines_runtime_compiled.so.9", "nvidia-cudnn-cu13"));

  @Override
  public String name() {
    return TorchEngine.NAME;
  }

  /** What the presets 2.10.0-1.5.13 were compiled for. */
  @Override
  public CudaBinaries cuda() {
    return new CudaBinaries(
        cudaLibrary() != null,
        "cuda",
        "CUDA 13, cuDNN 9 and NCCL 2",
        NEEDS,
        CudaBinaries.capabilities("7.5", "8.0", "9.0", "10.0", "10.3", "12.0", "12.1"),
        "for an older GPU take -Dengine=nd4j -Pnd4j-cuda, else -Ddevice=cpu");
  }

  /**
   * Everything but TF32 on a processor. On a GPU, cuBLAS gives the same bits again only with fixed
   * workspaces, which it reads from the environment that the process was started with.
   */
  @Override
  public void requireOffered(Arithmetic arithmetic, Device device) {
    if (arithmetic.precision() == Precision.TF32 && device.kind() == Device.Kind.CPU) {
      throw new IllegalArgumentException(
          "precision 'tf32' on device 'cpu': expected float32 or bf16, since only GPUs have TF32");
    }
    workspaceProblem(arithmetic, device, System.getenv(WORKSPACES))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
  }

  /**
   * Why determinism cannot be had in an environment.
   *
   * @param workspaces what the variable is set to, or null
   */
  static Optional<String> workspaceProblem(
      Arithmetic arithmetic, Device device, String workspaces) {
    return !arithmetic.deterministic()
            || device.kind() == Device.Kind.CPU
            || (workspaces != null && FIXED_WORKSPACES.contains(workspaces))
        ? Optional.empty()
        : Optional.of(
            "deterministic on device '"
                + device
                + "' with "
                + WORKSPACES
                + " '"
                + (workspaces == null ? "" : workspaces)
                + "' in the environment: expected one of "
                + FIXED_WORKSPACES
                + ", without which cuBLAS is not deterministic");
  }

  @Override
  public Engine open(Device device, int threads, Arithmetic arithmetic) {
    TorchEngine.load();
    if (device.kind() == Device.Kind.CUDA) {
      requireCudaLibrary();
      // In a libtorch without CUDA even the count of GPUs is an error.
      int gpus = torch.cuda_is_available() ? torch.cuda_device_count() : 0;
      if (device.index() >= gpus) {
        throw new DeviceUnavailableException(
            "device '"
                + device
                + "': libtorch sees "
                + gpus
                + " GPU(s), counted from 0 (CUDA_VISIBLE_DEVICES may hide some)");
      }
    }
    return new TorchEngine(device, threads, arithmetic);
  }

  /** The part of libtorch that uses CUDA, or null in a build for processors. */
  private static URL cudaLibrary() {
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/";
    return torch.class.getResource(folder + System.mapLibraryName("torch_cuda"));
  }

  /**
   * JavaCPP leaves this library out without a word if one that it needs is missing, and libtorch
   * then sees no GPU. Loading it again says which one.
   *
   * @throws UnsatisfiedLinkError if it cannot be loaded
   */
  private static void requireCudaLibrary() {
    URL library = cudaLibrary();
    if (library != null && !torch.hasCUDA()) {
      try {
        System.load(Loader.cacheResource(library).getAbsolutePath());
      } catch (IOException e) {
        throw new UncheckedIOException("libtorch cannot be unpacked: " + e.getMessage(), e);
      }
    }
  }
}

package io.reprise.nd4j;

import io.reprise.tensor.Arithmetic;
import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.cuda.CudaBinaries;
import io.reprise.tensor.cuda.CudaLibrary;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.nd4j.linalg.factory.Nd4j;

/** Opens {@link Nd4jEngine}s. */
public final class Nd4jEngineProvider implements EngineProvider {
  /**
   * What libnd4jcuda.so of 1.0.0-M2.1 names (cuBLAS and cuSOLVER), what those name in turn, and
   * what JavaCPP's classes for CUDA take.
   */
  private static final List<CudaLibrary> NEEDS =
      List.of(
          CudaLibrary.required("libcudart.so.11.0", "nvidia-cuda-runtime-cu11"),
          CudaLibrary.required("libcublasLt.so.11", "nvidia-cublas-cu11"),
          CudaLibrary.required("libcublas.so.11", "nvidia-cublas-cu11"),
          CudaLibrary.optional("libcusparse.so.11", "nvidia-cusparse-cu11"),
          CudaLibrary.required("libcusolver.so.11", "nvidia-cusolver-cu11"));

  @Override
  public String name() {
    return Nd4jEngine.NAME;
  }

  /** Read from the fat binaries of nd4j-cuda-11.6 1.0.0-M2.1, which hold no PTX. */
  @Override
  public CudaBinaries cuda() {
    String natives = "/org/nd4j/linalg/jcublas/bindings/" + Loader.getPlatform() + "/";
    return new CudaBinaries(
        Nd4jEngineProvider.class.getResource(natives + System.mapLibraryName("jnind4jcuda"))
            != null,
        "nd4j-cuda",
        "CUDA 11.6",
        NEEDS,
        CudaBinaries.capabilities("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6"),
        "for a newer GPU take -Dengine=torch -Pcuda, else -Ddevice=cpu");
  }

  @Override
  public Engine open(Device device, int threads, Arithmetic arithmetic) {
    Nd4jEngine.load();
    if (device.kind() == Device.Kind.CUDA) {
      int gpus = Nd4j.getAffinityManager().getNumberOfDevices();
      if (device.index() >= gpus) {
        throw new DeviceUnavailableException(
            "device '" + device + "': ND4J sees " + gpus + " GPU(s), counted from 0");
      }
      Nd4j.getAffinityManager().unsafeSetDevice(device.index());
    }
    return new Nd4jEngine(device, threads);
  }
}

package io.reprise.torch;

import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProvider;
import io.reprise.tensor.cuda.CudaBinaries;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/** Opens {@link TorchEngine}s. */
public final class TorchEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return TorchEngine.NAME;
  }

  /** What the presets 2.10.0-1.5.13 were compiled for. */
  @Override
  public CudaBinaries cuda() {
    String folder = "/org/bytedeco/pytorch/" + Loader.getPlatform() + "-gpu/";
    return new CudaBinaries(
        torch.class.getResource(folder + System.mapLibraryName("jnitorch")) != null,
        "cuda",
        "CUDA 13, cuDNN 9 and NCCL 2",
        CudaBinaries.capabilities("7.5", "8.0", "9.0", "10.0", "10.3", "12.0", "12.1"),
        "for an older GPU take -Dengine=nd4j -Pnd4j-cuda, else -Ddevice=cpu");
  }

  @Override
  public Engine open(Device device, int threads) {
    TorchEngine.load();
    if (device.kind() == Device.Kind.CUDA) {
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
    return new TorchEngine(device, threads);
  }
}

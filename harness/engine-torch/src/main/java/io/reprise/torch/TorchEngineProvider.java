package io.reprise.torch;

import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProvider;
import org.bytedeco.pytorch.global.torch;

/** Opens {@link TorchEngine}s. */
public final class TorchEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return TorchEngine.NAME;
  }

  @Override
  public Engine open(Device device, int threads) {
    TorchEngine.load();
    if (device.kind() == Device.Kind.CUDA && !torch.cuda_is_available()) {
      throw new DeviceUnavailableException(
          "device '"
              + device
              + "': "
              + (torch.hasCUDA()
                  ? "libtorch finds no usable NVIDIA GPU or driver; expected one, or -Ddevice=cpu"
                  : "this build of libtorch has no CUDA; expected -Ddevice=cpu"));
    }
    if (device.kind() == Device.Kind.CUDA && device.index() >= torch.cuda_device_count()) {
      throw new DeviceUnavailableException(
          "device '"
              + device
              + "': this machine has "
              + torch.cuda_device_count()
              + " CUDA device(s), counted from 0");
    }
    return new TorchEngine(device, threads);
  }
}

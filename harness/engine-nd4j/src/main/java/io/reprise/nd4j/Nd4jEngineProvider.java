package io.reprise.nd4j;

import io.reprise.tensor.Device;
import io.reprise.tensor.DeviceUnavailableException;
import io.reprise.tensor.Engine;
import io.reprise.tensor.EngineProvider;

/** Opens {@link Nd4jEngine}s. */
public final class Nd4jEngineProvider implements EngineProvider {
  @Override
  public String name() {
    return Nd4jEngine.NAME;
  }

  @Override
  public Engine open(Device device, int threads) {
    Nd4jEngine.load();
    if (device.kind() == Device.Kind.CUDA) {
      throw new DeviceUnavailableException("device '" + device + "': not yet");
    }
    return new Nd4jEngine(device, threads);
  }
}

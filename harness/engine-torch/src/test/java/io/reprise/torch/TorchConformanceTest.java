package io.reprise.torch;

import io.reprise.conformance.FullConformance;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;

/** What every engine must do, on libtorch. */
class TorchConformanceTest extends FullConformance {
  @Override
  protected Engine open() {
    return Engines.open("torch", Device.CPU, 1);
  }
}

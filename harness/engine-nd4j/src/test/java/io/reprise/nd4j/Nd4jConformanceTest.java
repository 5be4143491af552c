package io.reprise.nd4j;

import io.reprise.conformance.FullConformance;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;

/** What every engine must do, on ND4J. */
class Nd4jConformanceTest extends FullConformance {
  @Override
  protected Engine open() {
    return Engines.open("nd4j", Device.CPU, 1);
  }
}

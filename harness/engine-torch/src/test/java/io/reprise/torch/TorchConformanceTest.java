package io.reprise.torch;

import io.reprise.conformance.ElementwiseConformance;
import io.reprise.conformance.GradientConformance;
import io.reprise.conformance.MemoryConformance;
import io.reprise.conformance.NetworkConformance;
import io.reprise.conformance.ReductionConformance;
import io.reprise.conformance.ShapeConformance;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import org.junit.jupiter.api.Nested;

/** What every engine must do, on libtorch. */
class TorchConformanceTest {
  private static Engine torch() {
    return Engines.open("torch", Device.CPU, 1);
  }

  @Nested
  class Elementwise extends ElementwiseConformance {
    @Override
    protected Engine open() {
      return torch();
    }
  }

  @Nested
  class Reductions extends ReductionConformance {
    @Override
    protected Engine open() {
      return torch();
    }
  }

  @Nested
  class Shapes extends ShapeConformance {
    @Override
    protected Engine open() {
      return torch();
    }
  }

  @Nested
  class Networks extends NetworkConformance {
    @Override
    protected Engine open() {
      return torch();
    }
  }

  @Nested
  class Gradients extends GradientConformance {
    @Override
    protected Engine open() {
      return torch();
    }
  }

  @Nested
  class Memory extends MemoryConformance {
    @Override
    protected Engine open() {
      return torch();
    }
  }
}

package io.reprise.conformance;

import io.reprise.tensor.Engine;
import org.junit.jupiter.api.Nested;

/** All that an engine must do: its test extends this class and opens the engine. */
public abstract class FullConformance {
  /** Opens a new engine of the kind under test. */
  protected abstract Engine open();

  @Nested
  class Primitive extends PrimitiveConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Elementwise extends ElementwiseConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Reduction extends ReductionConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Shape extends ShapeConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Index extends IndexConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Network extends NetworkConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Normalization extends NormalizationConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Spatial extends SpatialConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Composite extends CompositeConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Gradient extends GradientConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }

  @Nested
  class Memory extends MemoryConformance {
    @Override
    protected Engine open() {
      return FullConformance.this.open();
    }
  }
}

package io.reprise.papers.lccl;

import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One evaluation of one layer, from an input on the device to an output in Java. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SkipBenchmark {
  @Param({""})
  public String layer;

  @Param({"1"})
  public int batch;

  /** The share of closed positions; {@link SkipRace#DENSE} for the plain convolution. */
  @Param({"0"})
  public double zeroRate;

  @Param({""})
  public String engine;

  @Param({"1"})
  public int threads;

  private Engine opened;
  private TimedLayer.Ready ready;

  /** Builds the layer and its input, once a fork. */
  @Setup
  public void build() {
    opened = Engines.open(engine, Device.CPU, threads);
    ready = TimedLayer.named(layer).build(opened, batch, zeroRate);
  }

  /** The timed evaluation; reading the output waits for it. */
  @Benchmark
  public float[] evaluate() {
    try (io.reprise.tensor.Scope pass = opened.inference()) {
      Tensor y = ready.evaluate();
      return y.toFloats();
    }
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    opened.close();
  }
}

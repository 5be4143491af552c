package io.reprise.experiment.jmh;

import io.reprise.experiment.Experiments;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One forward pass of a network in evaluation, from pixels on the device to logits in Java. */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ForwardBenchmark {
  @Param({""})
  public String paper;

  @Param({""})
  public String network;

  @Param({""})
  public String setting;

  @Param({"1"})
  public int batch;

  @Param({""})
  public String engine;

  @Param({"cpu"})
  public String device;

  @Param({"1"})
  public int threads;

  private Engine opened;
  private Module module;
  private Tensor images;

  /** Builds the network and its input, once a fork. */
  @Setup
  public void build() {
    Network declared =
        Experiments.of(paper).networks().stream()
            .filter(n -> n.name().equals(network) && n.setting().equals(setting))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "paper "
                            + paper
                            + " declares no network "
                            + network
                            + " ("
                            + setting
                            + ")"));
    opened = Engines.open(engine, Device.parse(device), threads);
    module = declared.builder().apply(LayerContext.root(opened, new Seed(1)));
    Shape shape = declared.input().prepend(batch);
    images = opened.tensor(new Seed(2).normal(Math.toIntExact(shape.elements())), shape);
  }

  /** The timed pass; reading the logits waits for the device. */
  @Benchmark
  public float[] forward() {
    try (Scope pass = opened.inference()) {
      return module.forward(images, Mode.EVALUATE).toFloats();
    }
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    opened.close();
  }
}

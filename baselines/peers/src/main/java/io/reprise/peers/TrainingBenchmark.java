package io.reprise.peers;

import io.reprise.tensor.Seed;
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

/** Times one training step of ResNet-20 on a batch of 64. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingBenchmark {
  static final int BATCH = 64;

  @Param({"reprise-torch", "raw-torch", "raw-torch-channels-last"})
  public String peer;

  private TrainingStep step;

  static TrainingStep open(String peer) {
    float[] images = new Seed(3).normal(BATCH * 3 * 32 * 32);
    long[] labels = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      labels[i] = i % TrainingStep.CLASSES;
    }
    int threads = Runtime.getRuntime().availableProcessors();
    return switch (peer) {
      case "reprise-torch" -> new RepriseStep("torch", threads, images, labels);
      case "raw-torch" -> new RawTorchStep(threads, images, labels, false);
      case "raw-torch-channels-last" -> new RawTorchStep(threads, images, labels, true);
      default -> throw new IllegalArgumentException("no peer '" + peer + "'");
    };
  }

  /** Opens the peer. */
  @Setup
  public void open() {
    step = open(peer);
  }

  /** The timed step. */
  @Benchmark
  public void train() {
    step.run();
  }

  /** Frees native memory. */
  @TearDown
  public void close() {
    step.close();
  }
}

package io.reprise.peers;

import io.reprise.baselines.ResNet;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/** The step through {@code nn} on one of this suite's engines. */
final class RepriseStep implements TrainingStep {
  private final Engine engine;
  private final ResNet net;
  private final Sgd sgd;
  private final List<Tensor> parameters;
  private final float[] images;
  private final long[] labels;

  RepriseStep(String engineName, int threads, float[] images, long[] labels) {
    this.images = images;
    this.labels = labels;
    engine = Engines.open(engineName, Device.CPU, threads);
    net = new ResNet(LayerContext.root(engine, new Seed(1)), ResNet.Design.cifar(DEPTH, CLASSES));
    sgd = new Sgd(net.parameters(), Sgd.Settings.nesterov(MOMENTUM, DECAY));
    parameters = List.copyOf(net.parameters().values());
  }

  @Override
  public void run() {
    step(false);
  }

  @Override
  public double runAndReadLoss() {
    return step(true);
  }

  private double step(boolean read) {
    try (Scope step = engine.scope()) {
      Tensor x = engine.tensor(images, Shape.of(labels.length, 3, 32, 32));
      Tensor y = engine.tensor(labels, Shape.of(labels.length));
      Tensor loss = net.forward(x, Mode.TRAIN).crossEntropy(y, 0);
      sgd.step(engine.gradients(loss, parameters), RATE);
      return read ? loss.item() : Double.NaN;
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}

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

/** The network through {@code nn} on one of this suite's engines. */
final class RepriseNetwork implements PeerNetwork {
  private final Engine engine;
  private final ResNet net;
  private final Sgd sgd;
  private final List<Tensor> parameters;
  private final Batch batch;

  RepriseNetwork(String engineName, UpdateRule rule, Task task) {
    batch = task.batch();
    engine = Engines.open(engineName, Device.CPU, task.threads());
    net = new ResNet(LayerContext.root(engine, new Seed(0)), task.network().design());
    net.load(InitialWeights.of(task.network()).state());
    sgd =
        new Sgd(
            net.parameters(),
            new Sgd.Settings(
                UpdateRule.MOMENTUM,
                rule.nesterov(),
                task.weightDecay(),
                path -> !rule.normsDecayed() && path.contains(".norm.")));
    parameters = List.copyOf(net.parameters().values());
  }

  @Override
  public void train() {
    step(false);
  }

  @Override
  public double trainAndReadLoss() {
    return step(true);
  }

  private double step(boolean read) {
    try (Scope step = engine.scope()) {
      Tensor labels = engine.tensor(batch.labels(), Shape.of(batch.size()));
      Tensor loss = net.forward(images(), Mode.TRAIN).crossEntropy(labels, 0);
      sgd.step(engine.gradients(loss, parameters), UpdateRule.RATE);
      return read ? loss.item() : Double.NaN;
    }
  }

  @Override
  public float[] infer() {
    try (Scope pass = engine.inference()) {
      return net.forward(images(), Mode.EVALUATE).softmax(1).toFloats();
    }
  }

  private Tensor images() {
    return engine.tensor(
        batch.images(), Shape.of(batch.size(), Batch.CHANNELS, batch.pixels(), batch.pixels()));
  }

  @Override
  public void close() {
    engine.close();
  }
}

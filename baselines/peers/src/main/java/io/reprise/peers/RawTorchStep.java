package io.reprise.peers;

import io.reprise.baselines.ResNet;
import io.reprise.nn.LayerContext;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The step as one would write it by hand on the raw JavaCPP presets of libtorch. */
final class RawTorchStep implements TrainingStep {
  private static final int BLOCKS = (DEPTH - 2) / 6;

  private final PointerScope owner = new PointerScope();
  private final Map<String, Tensor> values = new HashMap<>();
  private final float[] images;
  private final long[] labels;
  private final boolean channelsLast;
  private final SGD sgd;

  /** Starts from the same weights as {@link RepriseStep}. */
  RawTorchStep(int threads, float[] images, long[] labels, boolean channelsLast) {
    this.images = images;
    this.labels = labels;
    this.channelsLast = channelsLast;
    TensorVector parameters = new TensorVector();
    try (Engine engine = Engines.open("torch", Device.CPU, threads)) {
      ResNet net =
          new ResNet(LayerContext.root(engine, new Seed(1)), ResNet.Design.cifar(DEPTH, CLASSES));
      net.parameters()
          .forEach(
              (path, t) -> {
                Tensor p = values(t.toFloats(), t.shape());
                p.set_requires_grad(true);
                values.put(path, p);
                parameters.push_back(p);
              });
      net.buffers().forEach((path, t) -> values.put(path, values(t.toFloats(), t.shape())));
    }
    SGDOptions options = new SGDOptions(RATE);
    options.momentum().put(MOMENTUM);
    options.weight_decay().put(DECAY);
    options.nesterov().put(true);
    sgd = new SGD(parameters, options);
  }

  private Tensor values(float[] v, Shape shape) {
    long[] dims = new long[shape.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i);
    }
    Tensor t = torch.tensor(v).reshape(dims);
    return channelsLast && dims.length == 4 ? t.contiguous(torch.MemoryFormat.ChannelsLast) : t;
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
    try (PointerScope step = new PointerScope()) {
      sgd.zero_grad();
      Tensor x = values(images, Shape.of(labels.length, 3, 32, 32));
      Tensor loss = torch.cross_entropy_loss(forward(x), torch.tensor(labels));
      loss.backward();
      sgd.step();
      return read ? loss.item_float() : Double.NaN;
    }
  }

  private Tensor forward(Tensor x) {
    Tensor y = torch.relu(convNorm("stem", x, 1));
    for (int stage = 1; stage <= 3; stage++) {
      for (int block = 0; block < BLOCKS; block++) {
        String name = "stage" + stage + "_block" + block;
        boolean halves = stage > 1 && block == 0;
        Tensor z = torch.relu(convNorm(name + ".conv1", y, halves ? 2 : 1));
        z = convNorm(name + ".conv2", z, 1);
        y = torch.relu(z.add(halves ? shortcut(y) : y));
      }
    }
    return torch.linear(
        y.mean(2, 3),
        values.get("classifier.weight"),
        new TensorOptional(values.get("classifier.bias")));
  }

  private static Tensor shortcut(Tensor y) {
    Tensor z =
        y.slice(2, new LongOptional(0), new LongOptional(y.size(2)), 2)
            .slice(3, new LongOptional(0), new LongOptional(y.size(3)), 2);
    return torch.constant_pad_nd(z, 0, 0, 0, 0, 0, y.size(1));
  }

  private Tensor convNorm(String name, Tensor x, long stride) {
    Tensor y =
        torch.conv2d(
            x,
            values.get(name + ".conv.weight"),
            new TensorOptional(),
            new long[] {stride, stride},
            new long[] {1, 1},
            new long[] {1, 1},
            1);
    return torch.batch_norm(
        y,
        new TensorOptional(values.get(name + ".norm.scale")),
        new TensorOptional(values.get(name + ".norm.shift")),
        new TensorOptional(values.get(name + ".norm.runningMean")),
        new TensorOptional(values.get(name + ".norm.runningVariance")),
        true,
        0.1,
        1e-5,
        true);
  }

  @Override
  public void close() {
    owner.close();
  }
}

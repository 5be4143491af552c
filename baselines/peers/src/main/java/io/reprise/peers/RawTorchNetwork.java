package io.reprise.peers;

import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The network as one would write it by hand on the raw JavaCPP presets of libtorch. */
final class RawTorchNetwork implements PeerNetwork {
  private static final double NORM_MOMENTUM = 0.1;
  private static final double EPSILON = 1e-5;

  private final PointerScope owner = new PointerScope();
  private final Map<String, Tensor> weights = new HashMap<>();
  private final Network network;
  private final Batch batch;
  private final boolean channelsLast;
  private final SGD sgd;

  RawTorchNetwork(boolean channelsLast, Task task) {
    network = task.network();
    batch = task.batch();
    this.channelsLast = channelsLast;
    torch.set_num_threads(task.threads());
    InitialWeights initial = InitialWeights.of(network);
    initial
        .shapes()
        .forEach((path, shape) -> weights.put(path, tensor(initial.values(path), dims(shape))));
    TensorVector parameters = new TensorVector();
    for (String path : initial.parameters()) {
      Tensor p = weights.get(path);
      p.set_requires_grad(true);
      parameters.push_back(p);
    }
    SGDOptions options = new SGDOptions(UpdateRule.RATE);
    options.momentum().put(UpdateRule.MOMENTUM);
    options.weight_decay().put(task.weightDecay());
    options.nesterov().put(true);
    sgd = new SGD(parameters, options);
  }

  private static long[] dims(Shape shape) {
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  private Tensor tensor(float[] values, long... dims) {
    Tensor t = torch.empty(dims);
    try (FloatPointer data = t.data_ptr_float()) {
      data.put(values);
    }
    return channelsLast && dims.length == 4 ? t.contiguous(torch.MemoryFormat.ChannelsLast) : t;
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
    try (PointerScope step = new PointerScope()) {
      sgd.zero_grad();
      Tensor loss = torch.cross_entropy_loss(logits(true), torch.tensor(batch.labels()));
      loss.backward();
      sgd.step();
      return read ? loss.item_float() : Double.NaN;
    }
  }

  @Override
  public float[] infer() {
    try (PointerScope pass = new PointerScope();
        AutoGradMode off = new AutoGradMode(false)) {
      Tensor probabilities = torch.softmax(logits(false), 1);
      float[] out = new float[Math.toIntExact(probabilities.numel())];
      probabilities.data_ptr_float().get(out);
      return out;
    }
  }

  private Tensor logits(boolean training) {
    long pixels = batch.pixels();
    Tensor y = tensor(batch.images(), batch.size(), Batch.CHANNELS, pixels, pixels);
    boolean imageNet = network.design().imageNetStem();
    y = torch.relu(convNorm("stem", y, imageNet ? 2 : 1, imageNet ? 3 : 1, training));
    if (imageNet) {
      y = maximumOfThree(y);
    }
    for (int stage = 0; stage < network.design().blocks().size(); stage++) {
      for (int block = 0; block < network.design().blocks().get(stage); block++) {
        y = block(y, stage, block, training);
      }
    }
    return torch.linear(
        y.mean(2, 3),
        weights.get("classifier.weight"),
        new TensorOptional(weights.get("classifier.bias")));
  }

  private Tensor block(Tensor x, int stage, int block, boolean training) {
    String name = network.block(stage, block);
    int stride = network.stride(stage, block);
    Tensor z = torch.relu(convNorm(name + ".conv1", x, stride, 1, training));
    z = convNorm(name + ".conv2", z, 1, 1, training);
    Tensor shortcut = x;
    if (network.changes(stage, block)) {
      shortcut =
          network.design().projection()
              ? convNorm(name + ".projection", x, stride, 0, training)
              : padded(x);
    }
    return torch.relu(z.add(shortcut));
  }

  private static Tensor maximumOfThree(Tensor x) {
    return torch.max_pool2d(
        x, new long[] {3, 3}, new long[] {2, 2}, new long[] {1, 1}, new long[] {1, 1}, false);
  }

  private static Tensor padded(Tensor x) {
    Tensor z =
        x.slice(2, new LongOptional(0), new LongOptional(x.size(2)), 2)
            .slice(3, new LongOptional(0), new LongOptional(x.size(3)), 2);
    return torch.constant_pad_nd(z, 0, 0, 0, 0, 0, x.size(1));
  }

  private Tensor convNorm(String name, Tensor x, long stride, long padding, boolean training) {
    Tensor y =
        torch.conv2d(
            x,
            weights.get(name + ".conv.weight"),
            new TensorOptional(),
            new long[] {stride, stride},
            new long[] {padding, padding},
            new long[] {1, 1},
            1);
    return torch.batch_norm(
        y,
        new TensorOptional(weights.get(name + ".norm.scale")),
        new TensorOptional(weights.get(name + ".norm.shift")),
        new TensorOptional(weights.get(name + ".norm.runningMean")),
        new TensorOptional(weights.get(name + ".norm.runningVariance")),
        training,
        NORM_MOMENTUM,
        EPSILON,
        true);
  }

  @Override
  public void close() {
    owner.close();
  }
}

package io.reprise.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network of DJL's own blocks on its PyTorch engine, trained by its trainer and served by its
 * predictor. The update is {@link UpdateRule#HEAVY_BALL}, less work than Nesterov's: DJL's {@code
 * Optimizer.nag} throws on the PyTorch engine.
 */
final class DjlNetwork implements PeerNetwork {
  private static final float NORM_MOMENTUM = 0.9f; // what is kept, one minus PyTorch's
  private static final float EPSILON = 1e-5f;

  private final Map<String, Parameter> parameters = new HashMap<>();
  private final Network network;
  private final Batch batch;
  private final Model model;
  private final Trainer trainer;
  private final Predictor<NDList, NDList> predictor;

  /** The threads are those of the JVM's {@code ai.djl.pytorch.num_threads}. */
  DjlNetwork(Task task) {
    network = task.network();
    batch = task.batch();
    model = Model.newInstance(network.id(), Device.cpu(), "PyTorch");
    model.setBlock(resNet());
    var optimizer =
        Optimizer.sgd()
            .setLearningRateTracker(Tracker.fixed((float) UpdateRule.RATE))
            .optMomentum((float) UpdateRule.MOMENTUM)
            .optWeightDecays((float) task.weightDecay())
            .build();
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(optimizer)
                .optDevices(new Device[] {Device.cpu()}));
    trainer.initialize(shape());
    InitialWeights initial = InitialWeights.of(network);
    for (String path : initial.shapes().keySet()) {
      parameters.get(path).getArray().set(FloatBuffer.wrap(initial.values(path)));
    }
    predictor = model.newPredictor(new NoopTranslator());
  }

  private Shape shape() {
    return new Shape(batch.size(), Batch.CHANNELS, batch.pixels(), batch.pixels());
  }

  private Block resNet() {
    boolean imageNet = network.design().imageNetStem();
    int in = network.design().widths().get(0);
    SequentialBlock net =
        new SequentialBlock()
            .add(convNorm("stem", in, imageNet ? 7 : 3, imageNet ? 2 : 1, imageNet ? 3 : 1))
            .add(Activation.reluBlock());
    if (imageNet) {
      net.add(Pool.maxPool2dBlock(new Shape(3, 3), new Shape(2, 2), new Shape(1, 1)));
    }
    for (int stage = 0; stage < network.design().blocks().size(); stage++) {
      int width = network.design().outWidth(stage);
      for (int block = 0; block < network.design().blocks().get(stage); block++) {
        net.add(block(stage, block, in, width)).add(Activation.reluBlock());
        in = width;
      }
    }
    Linear classifier = Linear.builder().setUnits(network.design().classes()).build();
    parameters.put("classifier.weight", classifier.getDirectParameters().get("weight"));
    parameters.put("classifier.bias", classifier.getDirectParameters().get("bias"));
    return net.add(Pool.globalAvgPool2dBlock()).add(Blocks.batchFlattenBlock()).add(classifier);
  }

  private Block block(int stage, int block, int in, int width) {
    String name = network.block(stage, block);
    int stride = network.stride(stage, block);
    Block branch =
        new SequentialBlock()
            .add(convNorm(name + ".conv1", width, 3, stride, 1))
            .add(Activation.reluBlock())
            .add(convNorm(name + ".conv2", width, 3, 1, 1));
    Block shortcut = Blocks.identityBlock();
    if (network.changes(stage, block)) {
      shortcut =
          network.design().projection()
              ? convNorm(name + ".projection", width, 1, stride, 0)
              : LambdaBlock.singleton(x -> padded(x, width - in));
    }
    return new ParallelBlock(
        outputs ->
            new NDList(outputs.get(0).singletonOrThrow().add(outputs.get(1).singletonOrThrow())),
        List.of(branch, shortcut));
  }

  private static NDArray padded(NDArray x, int channels) {
    return x.get(":, :, ::2, ::2").pad(new Shape(0, 0, 0, 0, 0, channels), 0);
  }

  private Block convNorm(String name, int filters, int kernel, int stride, int padding) {
    Conv2d conv =
        Conv2d.builder()
            .setFilters(filters)
            .setKernelShape(new Shape(kernel, kernel))
            .optStride(new Shape(stride, stride))
            .optPadding(new Shape(padding, padding))
            .optBias(false)
            .build();
    BatchNorm norm = BatchNorm.builder().optMomentum(NORM_MOMENTUM).optEpsilon(EPSILON).build();
    parameters.put(name + ".conv.weight", conv.getDirectParameters().get("weight"));
    parameters.put(name + ".norm.scale", norm.getDirectParameters().get("gamma"));
    parameters.put(name + ".norm.shift", norm.getDirectParameters().get("beta"));
    parameters.put(name + ".norm.runningMean", norm.getDirectParameters().get("runningMean"));
    parameters.put(name + ".norm.runningVariance", norm.getDirectParameters().get("runningVar"));
    return new SequentialBlock().add(conv).add(norm);
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
    try (NDManager step = trainer.getManager().newSubManager()) {
      NDArray images = step.create(batch.images(), shape());
      NDArray labels = step.create(batch.labels());
      NDArray loss;
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(images));
        loss = trainer.getLoss().evaluate(new NDList(labels), logits);
        collector.backward(loss);
      }
      trainer.step();
      return read ? loss.getFloat() : Double.NaN;
    }
  }

  @Override
  public float[] infer() {
    try (NDManager pass = model.getNDManager().newSubManager()) {
      NDList logits = predictor.predict(new NDList(pass.create(batch.images(), shape())));
      logits.attach(pass);
      return logits.singletonOrThrow().softmax(1).toFloatArray();
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL could not run " + network.title(), e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    trainer.close();
    model.close();
  }
}

package io.reprise.peers;

import io.reprise.tensor.Shape;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The network as a DL4J {@code ComputationGraph} of DL4J's own layers and vertices. The update is
 * {@link UpdateRule#NESTEROV_NORMS_UNDECAYED}. Running variances are averages of the biased
 * estimate, where PyTorch averages the unbiased one. Images are {@code NCHW}: {@code NHWC} was a
 * little faster for ResNet-20 and slower for ResNet-18.
 */
final class Dl4jNetwork implements PeerNetwork {
  private static final double NORM_DECAY = 0.9; // what is kept, one minus PyTorch's momentum
  private static final double EPSILON = 1e-5;

  private final Network network;
  private final Batch batch;
  private final ComputationGraph graph;

  Dl4jNetwork(Task task) {
    network = task.network();
    batch = task.batch();
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    Nd4j.getEnvironment().setMaxThreads(task.threads());
    Nd4j.getEnvironment().setMaxMasterThreads(task.threads());
    graph = new ComputationGraph(resNet(task.weightDecay()).build());
    graph.init();
    load(InitialWeights.of(network));
  }

  private GraphBuilder resNet(double weightDecay) {
    boolean imageNet = network.design().imageNetStem();
    GraphBuilder net =
        new NeuralNetConfiguration.Builder()
            .dataType(DataType.FLOAT)
            .activation(Activation.IDENTITY)
            .convolutionMode(ConvolutionMode.Truncate)
            .updater(new Nesterovs(UpdateRule.RATE, UpdateRule.MOMENTUM))
            .l2(weightDecay)
            .l2Bias(weightDecay)
            .graphBuilder()
            .addInputs("images")
            .setInputTypes(InputType.convolutional(batch.pixels(), batch.pixels(), Batch.CHANNELS));
    int in = network.design().widths().get(0);
    convNorm(net, "stem", "images", in, imageNet ? 7 : 3, imageNet ? 2 : 1, imageNet ? 3 : 1);
    String y = relu(net, "stem");
    if (imageNet) {
      net.addLayer("stem.pool", maximum(3, 2, 1), y);
      y = "stem.pool";
    }
    for (int stage = 0; stage < network.design().blocks().size(); stage++) {
      for (int block = 0; block < network.design().blocks().get(stage); block++) {
        y = block(net, stage, block, y);
      }
    }
    return net.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), y)
        .addLayer(
            "classifier",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .nOut(network.design().classes())
                .build(),
            "pool")
        .setOutputs("classifier");
  }

  private String block(GraphBuilder net, int stage, int block, String x) {
    String name = network.block(stage, block);
    int width = network.design().outWidth(stage);
    int stride = network.stride(stage, block);
    convNorm(net, name + ".conv1", x, width, 3, stride, 1);
    convNorm(net, name + ".conv2", relu(net, name + ".conv1"), width, 3, 1, 1);
    String shortcut = x;
    if (network.changes(stage, block)) {
      if (network.design().projection()) {
        convNorm(net, name + ".projection", x, width, 1, stride, 0);
        shortcut = name + ".projection.norm";
      } else {
        shortcut = padded(net, name, x);
      }
    }
    net.addVertex(
        name + ".norm",
        new ElementWiseVertex(ElementWiseVertex.Op.Add),
        name + ".conv2.norm",
        shortcut);
    return relu(net, name);
  }

  /** Every second pixel, and as many zero channels; the width doubles wherever it changes. */
  private static String padded(GraphBuilder net, String name, String x) {
    net.addLayer(name + ".halved", maximum(1, 2, 0), x);
    net.addVertex(name + ".zeros", new ScaleVertex(0), name + ".halved");
    net.addVertex(name + ".padded", new MergeVertex(), name + ".halved", name + ".zeros");
    return name + ".padded";
  }

  private static SubsamplingLayer maximum(int kernel, int stride, int padding) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .padding(padding, padding)
        .build();
  }

  private static void convNorm(
      GraphBuilder net, String name, String x, int width, int kernel, int stride, int padding) {
    net.addLayer(
        name + ".conv",
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .nOut(width)
            .hasBias(false)
            .build(),
        x);
    net.addLayer(
        name + ".norm",
        new BatchNormalization.Builder().decay(NORM_DECAY).eps(EPSILON).useLogStd(false).build(),
        name + ".conv");
  }

  private static String relu(GraphBuilder net, String name) {
    net.addLayer(name + ".relu", new ActivationLayer(Activation.RELU), name + ".norm");
    return name + ".relu";
  }

  private void load(InitialWeights initial) {
    initial
        .shapes()
        .forEach(
            (path, shape) -> {
              int dot = path.lastIndexOf('.');
              Layer layer = graph.getLayer(path.substring(0, dot));
              set(layer, path.substring(dot + 1), array(initial.values(path), shape));
            });
  }

  private static void set(Layer layer, String name, INDArray values) {
    switch (name) {
      case "weight" -> layer.getParam("W").assign(values.rank() == 2 ? values.transpose() : values);
      case "bias" -> layer.getParam("b").assign(values);
      case "scale" -> layer.getParam("gamma").assign(values);
      case "shift" -> layer.getParam("beta").assign(values);
      case "runningMean" -> layer.getParam("mean").assign(values);
      case "runningVariance" -> layer.getParam("var").assign(values);
      default -> throw new IllegalStateException("DL4J has no parameter for '" + name + "'");
    }
  }

  private static INDArray array(float[] values, Shape shape) {
    int[] dims = shape.toArray();
    return Nd4j.create(values, dims.length == 1 ? new int[] {1, dims[0]} : dims, 'c');
  }

  private INDArray images() {
    return array(
        batch.images(), Shape.of(batch.size(), Batch.CHANNELS, batch.pixels(), batch.pixels()));
  }

  private INDArray oneHot() {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch.size(), network.design().classes());
    for (int i = 0; i < batch.size(); i++) {
      labels.putScalar(i, batch.labels()[i], 1);
    }
    return labels;
  }

  @Override
  public void train() {
    graph.fit(new DataSet(images(), oneHot()));
  }

  @Override
  public double trainAndReadLoss() {
    double penalty = graph.calcRegularizationScore(true);
    train();
    return graph.score() - penalty;
  }

  @Override
  public float[] infer() {
    return graph.outputSingle(images()).ravel().toFloatVector();
  }

  @Override
  public void close() {
    graph.close();
  }
}

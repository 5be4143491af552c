package io.reprise.papers.san;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetWeights;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.nn.State;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A residual network that tells styles apart. What it averages in front of its classes are the
 * features that faces are clustered by.
 */
final class StyleClassifier implements StyleFeatures {
  private static final double MOMENTUM = 0.9;
  private static final double WEIGHT_DECAY = 5e-4;
  private static final double DROP = 0.1;

  private final ResNet network;
  private final int side;

  /**
   * How it is trained.
   *
   * @param epochs after half of them the rate drops to a tenth
   */
  record Plan(int epochs, int batch, double rate) {
    static final Plan PUBLISHED = new Plan(2, 64, 0.01);
  }

  /**
   * With first weights.
   *
   * @param side of what it sees, in pixels
   */
  StyleClassifier(LayerContext at, ResNet.Design design, int side) {
    network = new ResNet(at, design);
    this.side = side;
  }

  /** Starts from a classifier of ImageNet. */
  void load(Path file) throws IOException {
    new ResNetWeights(file).load(network);
  }

  /** What it has learned. */
  State state() {
    return network.state();
  }

  /** Takes over what another one of this design has learned. */
  void load(State state) {
    network.load(state);
  }

  /** Trains it on faces in several styles. */
  void train(List<FaceSource> styles, Plan plan, Seed seed, Checkpoints checkpoints) {
    Schedule schedule =
        Schedule.multiStep(
            plan.rate, List.of(new Schedule.Milestone(Math.max(1, plan.epochs / 2), DROP)));
    Classification.train(
        network,
        new Sgd(
            network.parameters(), new Sgd.Settings(MOMENTUM, false, WEIGHT_DECAY, path -> false)),
        StyleBatches.training(styles, side, plan.batch, seed),
        new Classification.Plan(plan.epochs, schedule, 0),
        new Classification.Listener() {},
        checkpoints);
  }

  /** The share of faces whose style it knows. */
  double accuracy(List<FaceSource> styles) {
    return Classification.evaluate(network, StyleBatches.judging(styles, side, StyleFeatures.BATCH))
        .top1();
  }

  /** The means of the last block's channels. */
  @Override
  public List<double[]> of(Tensor images) {
    Tensor y = ResNet.pool(network.design(), stem(images).relu());
    for (ResNet.Block block : network.blocks()) {
      y = block.forward(y, Mode.EVALUATE);
    }
    Tensor pooled = y.mean(2, 3);
    float[] values = pooled.toFloats();
    int size = pooled.shape().dim(1);
    List<double[]> all = new ArrayList<>();
    for (int from = 0; from < values.length; from += size) {
      double[] one = new double[size];
      int first = from;
      Arrays.setAll(one, j -> values[first + j]);
      all.add(one);
    }
    return all;
  }

  /** Images come as detectors see them: resized here, and with ImageNet's mean and deviation. */
  private Tensor stem(Tensor images) {
    Engine engine = images.engine();
    Tensor large =
        images.interpolate(
            new SpatialOp.Interpolate(side, side, SpatialOp.Interpolation.BILINEAR, false));
    Tensor share = large.add(1).mul(0.5);
    Tensor normalized =
        share
            .sub(perChannel(engine, Normalisation.IMAGENET.mean()))
            .div(perChannel(engine, Normalisation.IMAGENET.standardDeviation()));
    return network.stem().forward(normalized, Mode.EVALUATE);
  }

  private static Tensor perChannel(Engine engine, List<Double> values) {
    float[] all = new float[values.size()];
    for (int c = 0; c < all.length; c++) {
      all[c] = values.get(c).floatValue();
    }
    return engine.tensor(all, Shape.of(1, all.length, 1, 1));
  }
}

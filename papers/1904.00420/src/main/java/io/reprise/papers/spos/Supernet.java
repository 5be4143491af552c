package io.reprise.papers.spos;

import io.reprise.baselines.search.ChoiceNet;
import io.reprise.baselines.search.PathSampling;
import io.reprise.datasets.ImageBatches;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.BatchNormStatistics;
import io.reprise.nn.Batches;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The network with shared weights (section 3.2): trained along one path a step, then asked for the
 * accuracy of each path with the weights that it inherits.
 */
final class Supernet {
  private static final double NANOSECONDS = 1e9;

  /** Fewer draws have no normal distribution, and so no meaningful distance in deviations. */
  private static final long COUNTED_STEPS = 10_000;

  /** The bins of the authors' code, in multiply-adds, and how often it tries to hit one. */
  private static final double LOWEST_BIN = 290e6;

  private static final double BIN_WIDTH = 10e6;
  private static final int BINS = 7;
  private static final int TRIES = 500;

  private final TrialContext context;
  private final ChoiceNet net;
  private final Trained trained;
  private final Batches statistics;
  private final Batches heldOut;

  /**
   * What training came to.
   *
   * @param state of parameters and buffers by path
   * @param seconds that it took, or had taken when it was done
   */
  private record Trained(Snapshot state, List<Double> losses, double seconds) {}

  /** Keeps a trained supernet for the other variants of its seed. */
  private static final class Kept implements Trial.Codec<Trained> {
    @Override
    public Snapshot save(Trained trained) {
      double[] losses = trained.losses.stream().mapToDouble(d -> d).toArray();
      return Snapshot.EMPTY
          .withPart("state", trained.state)
          .with("losses", TensorData.of(losses, Shape.of(losses.length)))
          .with("seconds", TensorData.of(new double[] {trained.seconds}, Shape.of(1)));
    }

    @Override
    public Trained restore(Snapshot saved) {
      return new Trained(
          saved.part("state"),
          DoubleStream.of(saved.tensor("losses").toDoubles()).boxed().toList(),
          saved.tensor("seconds").toDoubles()[0]);
    }
  }

  /** Trains the supernet, or takes over that of another variant of this seed. */
  Supernet(TrialContext context) {
    this.context = context;
    this.net = context.space().supernet(root(context));
    Trial<?> trial = context.trial();
    this.trained = trial.stage(stage(context.settings()), new Kept(), this::train);
    trained.state.copyTo(tensors());
    Settings s = context.settings();
    statistics =
        context
            .training(context.heldOut(), s.integer("statisticsBatch"), "statistics")
            .first(s.integer("statisticsBatches"));
    heldOut =
        ImageBatches.evaluation(context.heldOut(), s.integer("evaluationBatch"))
            .first(s.integer("evaluationBatches"));
  }

  private static LayerContext root(TrialContext context) {
    return LayerContext.root(
        context.trial().engine(), context.trial().seed().named("supernet weights"));
  }

  private static String stage(Settings settings) {
    return "supernet: "
        + Stream.of(
                "space",
                "sampling",
                "epochs",
                "batch",
                "learningRate",
                "momentum",
                "weightDecay",
                "labelSmoothing",
                "heldOut")
            .map(name -> name + "=" + settings.asMap().get(name))
            .collect(Collectors.joining(", "));
  }

  private Map<String, Tensor> tensors() {
    Map<String, Tensor> all = new LinkedHashMap<>(net.parameters());
    all.putAll(net.buffers());
    return all;
  }

  private ImageBatches batches() {
    return context.training(
        context.heldOut(), context.settings().integer("batch"), "supernet training");
  }

  private Trained train() {
    Settings s = context.settings();
    int epochs = s.integer("epochs");
    PathSampling sampling = sampling();
    Seed paths = pathSeed();
    long start = System.nanoTime();
    List<Classification.Epoch> done =
        Classification.trainParts(
            net,
            context.sgd(net),
            step -> net.path(sampling.path(paths, step)),
            batches(),
            new Classification.Plan(
                epochs,
                Schedule.linear(s.number("learningRate"), epochs),
                s.number("labelSmoothing")),
            new Classification.Listener() {},
            context.trial().checkpoints("supernet"));
    return new Trained(
        Snapshot.of(tensors()),
        done.stream().map(Classification.Epoch::loss).toList(),
        (System.nanoTime() - start) / NANOSECONDS);
  }

  private Seed pathSeed() {
    return context.trial().seed().named("paths");
  }

  /** How training draws its paths. */
  private PathSampling sampling() {
    String how = context.settings().text("sampling");
    return switch (how) {
      case "uniform" -> new PathSampling.Uniform(net.space());
      case "binned" ->
          new PathSampling.Binned(
              context.parts().multiplyAdds(), LOWEST_BIN, BIN_WIDTH, BINS, TRIES);
      default ->
          throw new IllegalArgumentException("sampling '" + how + "': expected uniform or binned");
    };
  }

  /** The mean training loss of each epoch. */
  List<Double> losses() {
    return trained.losses;
  }

  /** How long its training took. */
  double seconds() {
    return trained.seconds;
  }

  /**
   * How far the count of any block's updates is from steps / candidates, in standard deviations of
   * a binomial distribution: over all steps of the training, and those that would follow if there
   * are few.
   */
  double largestUpdateDeviation() {
    long steps = (long) context.settings().integer("epochs") * batches().size();
    return BlockUpdates.count(sampling(), pathSeed(), Math.max(steps, COUNTED_STEPS))
        .largestDeviation();
  }

  /**
   * The accuracy of a path on the pictures that are held out, after the statistics of its batch
   * normalisations were estimated anew.
   */
  Classification.Accuracy inherited(List<Integer> code) {
    Module path = net.path(code);
    new BatchNormStatistics(path)
        .estimate(
            statistics,
            BatchNormStatistics.Averaging.valueOf(context.settings().text("averaging")));
    return Classification.evaluate(path, heldOut);
  }

  /**
   * The same with the statistics as they are: those that training left, unless {@link #inherited}
   * was asked before.
   */
  Classification.Accuracy asItIs(List<Integer> code) {
    return Classification.evaluate(net.path(code), heldOut);
  }

  /** Top-1 accuracy in percent, and of equal ones the one of higher top-5 accuracy is larger. */
  double fitness(List<Integer> code) {
    Classification.Accuracy accuracy = inherited(code);
    // At most half of what one more right answer counts.
    return 100 * (accuracy.top1() + accuracy.top5() / (2.0 * accuracy.examples()));
  }
}

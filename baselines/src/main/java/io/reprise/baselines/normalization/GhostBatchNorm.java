package io.reprise.baselines.normalization;

import io.reprise.baselines.normalization.StatisticsWatch.Statistic;
import io.reprise.nn.BackwardStatistics;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Batch normalisation of {@code [N, C, H, W]} in which groups of images have statistics of their
 * own (ghost batch normalisation, arXiv 1705.08741), as on several devices without synchronisation;
 * with {@link Renormalization} batch renormalisation of each group. With the whole batch as one
 * group it is {@link BatchNorm2d}, which is also what several devices with synchronised statistics
 * compute.
 *
 * <p>The running statistics move once a step, towards the mean over the groups.
 */
public final class GhostBatchNorm extends Module implements BackwardStatistics {
  private static final double MOMENTUM = 0.1;
  private static final double RENORMALIZED_MOMENTUM = 0.01;

  private final String path;
  private final int images;
  private final Renormalization renormalization;
  private final StatisticsWatch watch;
  private final double momentum;
  private final Tensor scale;
  private final Tensor shift;
  private final Tensor runningMean;
  private final Tensor runningVariance;
  private final Tensor steps;

  /** What the watch waits for, while the gradients of a training pass are not known; else null. */
  private Pass pass;

  private record Pass(ImageGroups groups, Tensor gain, Tensor gainProbe, Tensor shiftProbe) {}

  /**
   * Scale 1 and shift 0 at the start.
   *
   * @param images of a group; 0 for the whole batch
   */
  public GhostBatchNorm(
      LayerContext at,
      int channels,
      int images,
      Renormalization renormalization,
      StatisticsWatch watch) {
    if (images < 0) {
      throw new IllegalArgumentException(
          at.path() + ": normalisation batch " + images + ": expected at least 1, or 0 for all");
    }
    this.path = at.path();
    this.images = images;
    this.renormalization = renormalization;
    this.watch = watch.watches(path) ? watch : StatisticsWatch.NONE;
    this.momentum = renormalization.equals(Renormalization.NONE) ? MOMENTUM : RENORMALIZED_MOMENTUM;
    Shape c = Shape.of(channels);
    scale = parameter("scale", at.parameter("scale", c, Initializer.constant(1)));
    shift = parameter("shift", at.parameter("shift", c, Initializer.constant(0)));
    runningMean = buffer("runningMean", at.engine().full(0, c));
    runningVariance = buffer("runningVariance", at.engine().full(1, c));
    steps = buffer("steps", at.engine().full(0, Shape.of(1)));
  }

  /** Makes such layers. */
  public static ChannelLayer of(
      int images, Renormalization renormalization, StatisticsWatch watch) {
    return (at, channels) -> new GhostBatchNorm(at, channels, images, renormalization, watch);
  }

  /**
   * Normalises.
   *
   * @throws IllegalArgumentException if the batch does not divide into groups, or a group has a
   *     single value a channel
   */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return mode == Mode.TRAIN
        ? train(x)
        : x.batchNorm(
            scale,
            shift,
            runningMean,
            runningVariance,
            new Op.BatchNorm(false, momentum, BatchNorm2d.EPSILON));
  }

  private Tensor train(Tensor x) {
    ImageGroups groups = ImageGroups.of(path, x.shape(), images);
    Tensor split = groups.split(x);
    Tensor mean = split.reduce(Op.Reduction.MEAN, true, 1, 3);
    Tensor centered = split.sub(mean);
    Tensor variance = centered.square().reduce(Op.Reduction.MEAN, true, 1, 3);
    Tensor inverse = variance.add(BatchNorm2d.EPSILON).rsqrt();

    Tensor gain = groups.everywhere(scale);
    Tensor offset = groups.everywhere(shift);
    if (!renormalization.equals(Renormalization.NONE)) {
      int now = (int) steps.item();
      Tensor deviation =
          groups.everywhere(runningVariance.add(BatchNorm2d.EPSILON).sqrt()).stopGradient();
      double mostR = renormalization.limitR(now);
      double mostD = renormalization.limitD(now);
      Tensor r = inverse.stopGradient().mul(deviation).reciprocal().clamp(1 / mostR, mostR);
      Tensor d =
          mean.stopGradient()
              .sub(groups.everywhere(runningMean))
              .div(deviation)
              .clamp(-mostD, mostD);
      offset = offset.add(gain.mul(d));
      gain = gain.mul(r);
      steps.assign(steps.engine().full(Math.min(now + 1, renormalization.lastStep()), Shape.of(1)));
    }
    Tensor watchedGain = gain;
    if (watch != StatisticsWatch.NONE) {
      watch.forward(
          path,
          groups.channels(),
          Map.of(
              Statistic.MEAN, mean.toFloats(),
              Statistic.MOMENT, variance.toFloats(),
              Statistic.MOMENT_USED, variance.toFloats()));
      Tensor zeroGain = groups.probe(x.engine());
      Tensor zeroShift = groups.probe(x.engine());
      watchedGain = gain.add(groups.spread(zeroGain));
      offset = offset.add(groups.spread(zeroShift));
      pass = new Pass(groups, gain.stopGradient(), zeroGain, zeroShift);
    }
    Tensor z = centered.mul(inverse.mul(watchedGain)).add(offset);
    if (!z.requiresGradient()) {
      pass = null;
    }
    advance(mean, variance, groups);
    return ImageGroups.join(z, x.shape());
  }

  private void advance(Tensor mean, Tensor variance, ImageGroups groups) {
    int n = groups.values();
    runningMean.scale(1 - momentum);
    runningMean.axpy(momentum, overGroups(mean, groups));
    runningVariance.scale(1 - momentum);
    runningVariance.axpy(momentum * n / (n - 1), overGroups(variance, groups));
  }

  private static Tensor overGroups(Tensor statistic, ImageGroups groups) {
    return statistic.stopGradient().reshape(groups.count(), groups.channels()).mean(0);
  }

  @Override
  public List<Tensor> probes() {
    return pass == null ? List.of() : List.of(pass.gainProbe, pass.shiftProbe);
  }

  @Override
  public Optional<Tensor> carriedOver() {
    return Optional.empty();
  }

  /** Tells the watch. */
  @Override
  public void observe(List<Tensor> gradients) {
    Pass ended = pass;
    pass = null;
    Tensor projection = statistic(gradients.get(0), ended);
    watch.backward(
        path,
        ended.groups.channels(),
        Map.of(
            Statistic.GRADIENT_MEAN, statistic(gradients.get(1), ended).toFloats(),
            Statistic.PROJECTION, projection.toFloats(),
            Statistic.PROJECTION_USED, projection.toFloats()));
  }

  /** A probe's gradient as a mean of what reaches the normalised input, {@code r gamma dz}. */
  private static Tensor statistic(Tensor gradient, Pass pass) {
    return pass.groups.spread(gradient).mul(pass.gain).div(pass.groups.values());
  }
}

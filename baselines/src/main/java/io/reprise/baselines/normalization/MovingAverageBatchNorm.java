package io.reprise.baselines.normalization;

import io.reprise.baselines.normalization.StatisticsWatch.Statistic;
import io.reprise.nn.BackwardStatistics;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.DivergenceException;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moving-average batch normalisation of {@code [N, C, ..]} (MABN, arXiv 2001.06838), to follow a
 * {@link io.reprise.nn.CenteredConv2d}, since it subtracts no mean. It has two statistics, and
 * averages both over the last m groups of images, see {@link MovingWindow}.
 *
 * <p>Forward, for each group and channel: {@code q = mean x^2}, {@code Q} its moving average,
 * {@code yhat = x / sqrt(Q + eps)}, {@code r = clip(sqrt((Q + eps) / (R + eps)), 1/lambda,
 * lambda)}, {@code z = gamma r yhat + beta}; then {@code R = alpha R + (1 - alpha) mean Q}. The
 * first step sets R to its own mean Q.
 *
 * <p>Backward, with {@code g = r gamma dz}: {@code phi = mean g yhat}, {@code Phi} its moving
 * average, {@code dx = (g - yhat Phi) / sqrt(Q + eps)}. This is not the derivative of the forward
 * pass, in which Q and r are constants. It is linear in dz but for what earlier steps contribute to
 * Phi. The linear part is a function with this derivative and the value 0; the rest is a term of
 * the loss, and phi is read off the gradient of a probe beside gamma ({@link BackwardStatistics}).
 *
 * <p>Evaluation takes R for Q and 1 for r, and leaves all statistics as they are.
 */
public final class MovingAverageBatchNorm extends Module implements BackwardStatistics {
  private final String path;
  private final MovingAverages settings;
  private final StatisticsWatch watch;
  private final Tensor scale;
  private final Tensor shift;
  private final Tensor runningMoment;
  private final Tensor moments;
  private final Tensor projections;
  private final Tensor counts;

  /** The last training pass while its gradients are not known; else null. */
  private Pass pass;

  private record Pass(
      ImageGroups groups, MovingWindow window, Tensor probe, Tensor earlier, Tensor carried) {}

  /** Without a watch. */
  public MovingAverageBatchNorm(LayerContext at, int channels, MovingAverages settings) {
    this(at, channels, settings, StatisticsWatch.NONE);
  }

  /** Scale 1 and shift 0 at the start. */
  public MovingAverageBatchNorm(
      LayerContext at, int channels, MovingAverages settings, StatisticsWatch watch) {
    this.path = at.path();
    this.settings = settings;
    this.watch = watch.watches(path) ? watch : StatisticsWatch.NONE;
    Shape c = Shape.of(channels);
    Shape window = Shape.of(settings.window(), channels);
    scale = parameter("scale", at.parameter("scale", c, Initializer.constant(1)));
    shift = parameter("shift", at.parameter("shift", c, Initializer.constant(0)));
    runningMoment = buffer("runningMoment", at.engine().full(1, c));
    moments = buffer("moments", at.engine().full(0, window));
    projections = buffer("projections", at.engine().full(0, window));
    counts = buffer("counts", at.engine().full(0, Shape.of(2)));
  }

  /** Makes such layers. */
  public static ChannelLayer of(MovingAverages settings, StatisticsWatch watch) {
    return (at, channels) -> new MovingAverageBatchNorm(at, channels, settings, watch);
  }

  /** The factor of each channel in evaluation, {@code [C]}: {@code gamma / sqrt(R + eps)}. */
  public Tensor factor() {
    return scale.mul(runningMoment.add(settings.epsilon()).rsqrt());
  }

  /** What evaluation adds to each channel, {@code [C]}. */
  public Tensor shift() {
    return shift;
  }

  /**
   * Normalises.
   *
   * @throws IllegalArgumentException if the batch does not divide into normalisation batches, or
   *     one of these has a single value a channel
   * @throws IllegalStateException if the gradients of an earlier training pass were not asked for
   * @throws DivergenceException if the input is not finite in training; no statistic has changed
   */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (mode == Mode.TRAIN) {
      return train(x);
    }
    int[] broadcast = new int[x.shape().rank()];
    Arrays.fill(broadcast, 1);
    broadcast[1] = x.shape().dim(1);
    return x.mul(factor().cast(x.dtype()).reshape(broadcast))
        .add(shift.cast(x.dtype()).reshape(broadcast));
  }

  private Tensor train(Tensor x) {
    if (pass != null) {
      throw new IllegalStateException(
          path
              + ": a training pass before the gradients of the last one: the statistics of both"
              + " passes would get out of step");
    }
    ImageGroups groups = ImageGroups.of(path, x.shape(), settings.images());
    Progress now = progress();
    MovingWindow window =
        new MovingWindow(groups.count(), now.averages(settings) ? settings.window() : 0);

    Tensor split = groups.split(x);
    // S q by value; its derivative is x, that of half of it, as the backward rule has it.
    Tensor energy = split.mul(split.stopGradient()).sum(1, 3);
    Tensor moment = energy.stopGradient().div(groups.values());
    requireFinite("mean square of its input", moment);
    Tensor used = window.ofStep(moment).add(window.ofHistory(moments, x.dtype()));
    Tensor inverse = used.add(settings.epsilon()).rsqrt();
    Tensor correction = correction(used, now);

    Tensor probe = groups.probe(x.engine());
    Tensor gain = scale.add(probe).cast(x.dtype()).mul(correction);
    Tensor radial = energy.mul(inverse.square());
    Tensor reach = window.transposed(radial).div(groups.values());
    Tensor slope = inverse.mul(gain).mul(reach.stopGradient().sub(reach).add(1));
    Tensor z = split.mul(groups.spread(slope)).add(groups.everywhere(shift.cast(x.dtype())));

    if (watch != StatisticsWatch.NONE) {
      watch.forward(
          path,
          groups.channels(),
          Map.of(Statistic.MOMENT, floats(moment), Statistic.MOMENT_USED, floats(used)));
    }
    if (z.requiresGradient()) {
      Tensor earlier = window.ofHistory(projections, x.dtype());
      pass = new Pass(groups, window, probe, earlier, radial.mul(earlier).sum().neg());
    }
    advance(moment, used, now);
    return ImageGroups.join(z, x.shape());
  }

  private static float[] floats(Tensor t) {
    return t.cast(DType.FLOAT32).toFloats();
  }

  private Tensor correction(Tensor used, Progress now) {
    if (now.steps < settings.uncorrectedSteps()) {
      return used.mul(0).add(1);
    }
    Tensor running = runningMoment.cast(used.dtype()).add(settings.epsilon());
    return used.add(settings.epsilon())
        .div(running)
        .sqrt()
        .clamp(1 / settings.limit(), settings.limit());
  }

  private void requireFinite(String what, Tensor statistic) {
    double sum = statistic.sum().item();
    if (!Double.isFinite(sum)) {
      throw new DivergenceException(
          "layer '" + path + "': the " + what + " sums to " + sum + ": expected finite numbers");
    }
  }

  private void advance(Tensor moment, Tensor used, Progress now) {
    Tensor mean = used.reduce(Op.Reduction.MEAN, false, 0).cast(runningMoment.dtype());
    if (now.steps == 0) {
      runningMoment.assign(mean);
    } else {
      runningMoment.scale(settings.momentum());
      runningMoment.axpy(1 - settings.momentum(), mean);
    }
    MovingWindow.push(moments, moment);
    Progress next = now.after(moment.shape().dim(0), settings);
    set(counts, new float[] {next.steps, next.groups});
  }

  /** Training steps, and groups of images in them; neither counts further than it matters. */
  private record Progress(int steps, int groups) {
    boolean averages(MovingAverages settings) {
      return steps >= settings.ownSteps() && groups >= settings.window();
    }

    Progress after(int more, MovingAverages settings) {
      int most = Math.max(1, Math.max(settings.ownSteps(), settings.uncorrectedSteps()));
      return new Progress(Math.min(steps + 1, most), Math.min(groups + more, settings.window()));
    }
  }

  private Progress progress() {
    float[] now = counts.toFloats();
    return new Progress((int) now[0], (int) now[1]);
  }

  @Override
  public List<Tensor> probes() {
    return pass == null ? List.of() : List.of(pass.probe);
  }

  @Override
  public Optional<Tensor> carriedOver() {
    return Optional.ofNullable(pass).map(Pass::carried);
  }

  /**
   * Takes phi into the moving average.
   *
   * @throws DivergenceException if it is not finite; no statistic has changed
   */
  @Override
  public void observe(List<Tensor> gradients) {
    Pass ended = pass;
    pass = null;
    Tensor phi = gradients.get(0).mul(scale.stopGradient()).div(ended.groups.values());
    requireFinite("mean gradient times normalised input", phi);
    if (watch != StatisticsWatch.NONE) {
      Tensor used = ended.window.ofStep(phi).add(ended.earlier.cast(phi.dtype()));
      watch.backward(
          path,
          ended.groups.channels(),
          Map.of(Statistic.PROJECTION, phi.toFloats(), Statistic.PROJECTION_USED, used.toFloats()));
    }
    MovingWindow.push(projections, phi);
  }
}

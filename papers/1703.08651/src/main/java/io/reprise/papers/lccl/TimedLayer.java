package io.reprise.papers.lccl;

import io.reprise.baselines.attention.CollaborativeConv;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.baselines.attention.SkippingConv;
import io.reprise.nn.Conv2d;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/**
 * A 3x3 convolution of stride 1 of a published network, and its collaborative layer (1x1, shared).
 *
 * @param in channels
 * @param out channels
 * @param side height and width in pixels
 */
record TimedLayer(int in, int out, int side) {
  /** Stages 3 and 1 of the CIFAR networks, and stages 1 and 4 of ResNet-18 on ImageNet. */
  static final List<TimedLayer> ALL =
      List.of(
          new TimedLayer(64, 64, 8),
          new TimedLayer(16, 16, 32),
          new TimedLayer(64, 64, 56),
          new TimedLayer(512, 512, 7));

  private static final int KERNEL = 3;
  private static final Op.Conv2d OPTIONS = Op.Conv2d.of(1, 1);
  private static final Seed SEED = new Seed(1);

  /** For example {@code 64->64, 8x8}. */
  String id() {
    return String.format(Locale.ROOT, "%d->%d, %dx%d", in, out, side, side);
  }

  /**
   * One of {@link #ALL}.
   *
   * @throws IllegalArgumentException if none has this id
   */
  static TimedLayer named(String id) {
    return ALL.stream()
        .filter(l -> l.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "layer '"
                        + id
                        + "': expected one of "
                        + ALL.stream().map(TimedLayer::id).toList()));
  }

  /** Multiply-adds of the plain convolution of those that skipping leaves, with its overhead. */
  double theoreticalSpeedUp(double zeroRate) {
    double macs = (double) KERNEL * KERNEL * in * out;
    double overhead = in;
    return macs / ((1 - zeroRate) * macs + overhead);
  }

  /** A layer with the input that it is evaluated on. */
  record Ready(Module layer, Tensor x) {
    Tensor evaluate() {
      return layer.forward(x, Mode.EVALUATE);
    }
  }

  /**
   * Builds the layer.
   *
   * @param zeroRate of its gates on its input; {@link SkipRace#DENSE} for the plain convolution
   */
  Ready build(Engine engine, int batch, double zeroRate) {
    Shape shape = Shape.of(batch, in, side, side);
    Tensor x =
        engine.tensor(SEED.named("x").normal(Math.toIntExact(shape.elements())), shape).relu();
    LayerContext at = LayerContext.root(engine, SEED);
    if (zeroRate == SkipRace.DENSE) {
      return new Ready(new Conv2d(at.at("main"), in, out, KERNEL, OPTIONS), x);
    }
    Design design = Design.of(Kind.POINTWISE_SHARED);
    GateCalibration calibration = new GateCalibration(zeroRate);
    CollaborativeConv dense =
        new CollaborativeConv(at, design.withActivation(calibration), in, out, KERNEL, OPTIONS);
    dense.forward(x, Mode.EVALUATE);
    calibration.lower(dense);
    SkippingConv skipping = new SkippingConv(at, design, zeroRate, in, out, KERNEL, OPTIONS);
    skipping.load(dense.state());
    SkippingConv.refresh(skipping);
    return new Ready(skipping, x);
  }
}

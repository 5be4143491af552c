package io.reprise.papers.lccl;

import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.attention.CollaborativeConv.Design;
import io.reprise.baselines.attention.CollaborativeConv.Kind;
import io.reprise.baselines.attention.SkippingConv;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Full-size networks that skip at a stated share of closed positions, untrained. */
final class TimedNetworks {
  /** The networks by name, as {@link io.reprise.baselines.costs.LcclNetworks} calls them. */
  static final String SMALL = "Pre-act ResNet-20";

  static final String LARGE = "ResNet-18";

  static final List<Double> ZERO_RATES = List.of(0.3, 0.6, 0.9);

  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  /** Until running statistics are near what products with gates come to: 0.9^20 is 12%. */
  private static final int SETTLING = 20;

  private TimedNetworks() {}

  /** The setting of a network that skips. */
  static String setting(double zeroRate) {
    return String.format(Locale.ROOT, "LCCL, 1x1 shared, skipping %.0f%%", 100 * zeroRate);
  }

  static List<Network> all() {
    List<Network> all = new ArrayList<>();
    for (double z : ZERO_RATES) {
      all.add(
          network(
              SMALL,
              CIFAR,
              z,
              (at, style) ->
                  new PreActivationResNet(
                      at, PreActivationResNet.Design.basic(20, 10).withStyle(style))));
    }
    for (double z : ZERO_RATES) {
      all.add(
          network(
              LARGE,
              IMAGENET,
              z,
              (at, style) -> new ResNet(at, ResNet.Design.imageNet(18).withStyle(style))));
    }
    return all;
  }

  private static Network network(
      String name, Shape input, double z, BiFunction<LayerContext, Style, Module> build) {
    return Network.of(name, setting(z), input, at -> closed(at, input, z, build))
        .against("baseline");
  }

  /** A network whose gates close that share on random images. */
  private static Module closed(
      LayerContext at, Shape input, double z, BiFunction<LayerContext, Style, Module> build) {
    Design design = Design.of(Kind.POINTWISE_SHARED);
    Module skipping = build.apply(at, design.skippingStyle(z));
    Engine engine = at.engine();
    if (!engine.hasValues()) {
      return skipping;
    }
    try (Scope scope = engine.inference()) {
      GateCalibration calibration = new GateCalibration(z);
      Module dense = build.apply(at, design.withActivation(calibration).style());
      Shape batch = input.prepend(2);
      Tensor x = engine.tensor(new Seed(3).normal(Math.toIntExact(batch.elements())), batch);
      for (int i = 0; i < SETTLING; i++) {
        try (Scope pass = engine.inference()) {
          dense.forward(x.slice(0, 0, 1), Mode.TRAIN);
        }
      }
      dense.forward(x, Mode.EVALUATE);
      calibration.lower(dense);
      skipping.load(dense.state());
      SkippingConv.refresh(skipping);
    }
    return skipping;
  }
}

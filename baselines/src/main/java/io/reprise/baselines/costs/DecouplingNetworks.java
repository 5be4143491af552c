package io.reprise.baselines.costs;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.attention.FilterGate;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Interpretable decoupling of networks (AD), arXiv 1906.01166: the plain networks, with gates on
 * their filters, and with what training adds. All filters count as active; what inactive ones save
 * depends on images.
 */
public final class DecouplingNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  /** In the authors' code the first convolution, which has no gate, has no bias either. */
  private record BiasedAfterFirst() implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return at.block() == 0 ? ConvLayer.PLAIN : ConvLayer.BIASED;
    }
  }

  @Override
  public String paper() {
    return "1906.01166";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    ResNet.Design small = ResNet.Design.cifar(56, 10);
    add(
        all,
        "ResNet-56",
        0,
        10,
        CIFAR,
        UniformStyle.STANDARD,
        (at, style) -> new ResNet(at, small.withStyle(style)));
    add(
        all,
        "VGG",
        1,
        10,
        CIFAR,
        new BiasedAfterFirst(),
        (at, style) -> new Vgg(at, Vgg.Design.cifar(19, 10, style)));
    add(
        all,
        "GoogLeNet",
        1,
        10,
        CIFAR,
        UniformStyle.BIASED,
        (at, style) -> new GoogLeNet(at, GoogLeNet.Design.cifar(10).withStyle(style)));
    ResNet.Design large = ResNet.Design.imageNet(18);
    add(
        all,
        "ResNet-18",
        0,
        1000,
        IMAGENET,
        UniformStyle.STANDARD,
        (at, style) -> new ResNet(at, large.withStyle(style)));
    add(
        all,
        "VGG-16",
        1,
        1000,
        IMAGENET,
        UniformStyle.UNNORMALIZED,
        (at, style) -> new Vgg(at, Vgg.Design.imageNet(16, style)));
    return all;
  }

  private static void add(
      List<Network> all,
      String name,
      int ungated,
      int classes,
      Shape input,
      Style plain,
      BiFunction<LayerContext, Style, Module> network) {
    all.add(Network.of(name, "plain", input, at -> network.apply(at, plain)));
    Style gated = FilterGate.style(plain, ungated, 0);
    all.add(Network.of(name, "decoupled", input, at -> network.apply(at, gated)).against("plain"));
    Style trained = FilterGate.style(plain, ungated, classes);
    all.add(
        Network.of(name, "decoupled, in training", input, at -> network.apply(at, trained))
            .against("plain"));
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Channel pruning by clustering and particle swarms (ACP), arXiv 2101.06407: the full networks, and
 * the one pruned network whose widths stand in the authors' code. The widths behind the paper's
 * tables were not published.
 */
public final class AcpNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "2101.06407";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    Vgg.Design vgg = Vgg.Design.cifar(16, 10, UniformStyle.BIASED);
    all.add(Network.of("VGG-16", "CIFAR-10", CIFAR, at -> new Vgg(at, vgg)));
    Vgg.Design pruned =
        vgg.withWidths(List.of(61, 53, 118, 111, 247, 207, 254, 496, 459, 512, 274, 467, 280));
    all.add(
        Network.of("VGG-16", "CIFAR-10, pruned", CIFAR, at -> new Vgg(at, pruned))
            .against("CIFAR-10"));
    Vgg.Design deep = Vgg.Design.cifar(19, 100, UniformStyle.BIASED);
    all.add(Network.of("VGG-19", "CIFAR-100", CIFAR, at -> new Vgg(at, deep)));
    GoogLeNet.Design googLeNet = GoogLeNet.Design.cifar(10);
    all.add(Network.of("GoogLeNet", "CIFAR-10", CIFAR, at -> new GoogLeNet(at, googLeNet)));
    for (int depth : List.of(56, 110)) {
      for (int classes : List.of(10, 100)) {
        ResNet.Design design = ResNet.Design.cifar(depth, classes);
        all.add(
            Network.of("ResNet-" + depth, "CIFAR-" + classes, CIFAR, at -> new ResNet(at, design)));
      }
    }
    for (int depth : List.of(18, 34, 50)) {
      ResNet.Design design = ResNet.Design.imageNet(depth);
      all.add(Network.of("ResNet-" + depth, "ImageNet", IMAGENET, at -> new ResNet(at, design)));
    }
    return all;
  }
}

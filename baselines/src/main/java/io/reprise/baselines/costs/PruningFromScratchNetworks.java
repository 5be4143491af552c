package io.reprise.baselines.costs;

import io.reprise.baselines.MobileNetV1;
import io.reprise.baselines.MobileNetV2;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Pruning from scratch, arXiv 1909.12579: the base networks, and the widened ones whose gates are
 * learnt. What was pruned depends on data and was not published.
 */
public final class PruningFromScratchNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "1909.12579";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    Vgg.Design vgg = Vgg.Design.cifar(16, 10, UniformStyle.STANDARD);
    all.add(Network.of("VGG-16", "CIFAR-10", CIFAR, at -> new Vgg(at, vgg)));
    Vgg.Design wide =
        vgg.withWidths(
            vgg.layout().stream().filter(w -> w != Vgg.POOL).map(w -> w * 80 / 64).toList());
    all.add(Network.of("VGG-16", "CIFAR-10, first width 80", CIFAR, at -> new Vgg(at, wide)));
    Vgg.Design deep = Vgg.Design.cifar(19, 10, UniformStyle.STANDARD);
    all.add(Network.of("VGG-19", "CIFAR-10", CIFAR, at -> new Vgg(at, deep)));
    for (int depth : List.of(20, 32, 56, 110)) {
      ResNet.Design design = ResNet.Design.cifar(depth, 10).withProjection(true);
      all.add(Network.of("ResNet-" + depth, "CIFAR-10", CIFAR, at -> new ResNet(at, design)));
    }
    ResNet.Design widened =
        new ResNet.Design(
            ResNet.Design.cifar(56, 10).blocks(), List.of(20, 40, 80), 10, false, false, true);
    all.add(
        Network.of("ResNet-56", "CIFAR-10, first width 20", CIFAR, at -> new ResNet(at, widened)));
    MobileNetV1.Design one = MobileNetV1.Design.imageNet(1);
    all.add(Network.of("MobileNet V1", "ImageNet", IMAGENET, at -> new MobileNetV1(at, one)));
    MobileNetV1.Design wideOne = MobileNetV1.Design.imageNet(1.25);
    all.add(
        Network.of(
            "MobileNet V1",
            "ImageNet, first width 40",
            IMAGENET,
            at -> new MobileNetV1(at, wideOne)));
    MobileNetV2.Design two = MobileNetV2.Design.imageNet(1);
    all.add(Network.of("MobileNet V2", "ImageNet", IMAGENET, at -> new MobileNetV2(at, two)));
    ResNet.Design fifty = ResNet.Design.imageNet(50);
    all.add(Network.of("ResNet-50", "ImageNet", IMAGENET, at -> new ResNet(at, fifty)));
    ConvStack quick =
        new ConvStack(1, List.of(-16, 16, ConvStack.POOL, 32, 32, ConvStack.POOL, 64, 64));
    all.add(
        Network.of(
            "quick experiment", "28x28 grey", Shape.of(1, 28, 28), at -> quick.averaged(at, 10)));
    return all;
  }
}

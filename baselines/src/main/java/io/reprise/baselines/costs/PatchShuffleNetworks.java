package io.reprise.baselines.costs;

import io.reprise.baselines.LeNet;
import io.reprise.baselines.PreActivationResNet;
import io.reprise.baselines.UniformStyle;
import io.reprise.baselines.Vgg;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * PatchShuffle, arXiv 1707.07103, which costs nothing in evaluation. The paper's networks are not
 * known: these are the ones chosen for its data sets. The residual network for STL-10 has no depth.
 */
public final class PatchShuffleNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1707.07103";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        Network.of(
            "Pre-act ResNet-110",
            "CIFAR-10",
            Shape.of(3, 32, 32),
            at -> new PreActivationResNet(at, PreActivationResNet.Design.basic(110, 10))),
        Network.of(
            "LeNet-5", "MNIST", Shape.of(1, 28, 28), at -> new LeNet(at, LeNet.Design.CAFFE)),
        Network.of(
            "VGG-16",
            "Tiny-ImageNet, one linear layer",
            Shape.of(3, 64, 64),
            at -> new Vgg(at, Vgg.Design.cifar(16, 200, UniformStyle.STANDARD))));
  }
}

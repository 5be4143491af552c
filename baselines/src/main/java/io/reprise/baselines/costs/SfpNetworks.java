package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Soft filter pruning, arXiv 1808.06866: the networks before pruning. */
public final class SfpNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1808.06866";
  }

  @Override
  public List<CostedNetwork> networks() {
    List<CostedNetwork> all = new ArrayList<>();
    for (int depth : List.of(20, 32, 56, 110)) {
      ResNet.Design design = ResNet.Design.cifar(depth, 10);
      all.add(
          CostedNetwork.of(
              "ResNet-" + depth, "CIFAR-10", Shape.of(3, 32, 32), at -> new ResNet(at, design)));
    }
    for (int depth : List.of(18, 34, 50, 101)) {
      ResNet.Design design = ResNet.Design.imageNet(depth);
      all.add(
          CostedNetwork.of(
              "ResNet-" + depth, "ImageNet", Shape.of(3, 224, 224), at -> new ResNet(at, design)));
    }
    return all;
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.pruning.CompactResNet;
import io.reprise.baselines.pruning.ResNetFilters;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Soft filter pruning, arXiv 1808.06866: the networks before pruning and, physically cut, after it.
 * Which filters go does not matter for the costs; how many does, in whole filters.
 */
public final class SfpNetworks implements PaperCosts {
  private static final Shape CIFAR = Shape.of(3, 32, 32);
  private static final Shape IMAGENET = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "1808.06866";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : List.of(20, 32, 56, 110)) {
      add(all, depth, "CIFAR-10", CIFAR, ResNet.Design.cifar(depth, 10), List.of(10, 20, 30, 40));
    }
    for (int depth : List.of(18, 34, 50, 101)) {
      add(all, depth, "ImageNet", IMAGENET, ResNet.Design.imageNet(depth), List.of(30));
    }
    all.add(Network.of("quick experiment", "28x28 grey", Shape.of(1, 28, 28), SfpNetworks::quick));
    return all;
  }

  private static void add(
      List<Network> all,
      int depth,
      String data,
      Shape image,
      ResNet.Design design,
      List<Integer> percents) {
    String name = "ResNet-" + depth;
    all.add(Network.of(name, data, image, at -> new ResNet(at, design)));
    for (int percent : percents) {
      all.add(
          Network.of(
                  name,
                  data + ", rate " + percent + "%",
                  image,
                  at ->
                      new CompactResNet(
                          at,
                          design,
                          ResNetFilters.random(design, percent / 100.0, at.seed()),
                          image))
              .against(data));
    }
  }

  /** Without normalisation, whose scale explodes on a filter that was just set to 0. */
  private static Module quick(LayerContext at) {
    Sequential.Builder all = new Sequential.Builder(at);
    int in = 1;
    for (int width : List.of(12, 24, 24)) {
      int from = in;
      all.add(c -> ConvLayer.BIASED.build(c, from, width, 3, Op.Conv2d.of(1, 1)));
      all.then(Tensor::relu).then(x -> x.pool2d(Op.Pool2d.max(2, 2, 0)));
      in = width;
    }
    return all.then(Tensor::flatten).add(c -> new Linear(c, 216, 10)).build();
  }
}

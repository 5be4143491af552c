package io.reprise.baselines.costs;

import io.reprise.baselines.DeeplyFusedNet;
import io.reprise.baselines.MergeAndRunNet;
import io.reprise.baselines.ResNet;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Deeply-fused nets, arXiv 1605.07716, and those of its follow-up, 1611.07718. The blocks of the
 * published DFN-50 are not known; what is here is a reconstruction from its sizes. The follow-up's
 * ImageNet networks are not defined.
 */
public final class DeeplyFusedNetworks implements PaperCosts {
  private static final int CLASSES = 10;

  @Override
  public String paper() {
    return "1605.07716";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : List.of(26, 56)) {
      all.add(
          fused(
              "plain-" + depth,
              DeeplyFusedNet.Design.stages(16, List.of((depth - 2) / 3), CLASSES)));
      for (int fusions : List.of(3, 6)) {
        all.add(
            fused(
                "fuse" + fusions + "-" + depth,
                DeeplyFusedNet.Design.deepAndShallow(depth, fusions, CLASSES)));
      }
    }
    for (int depth : List.of(26, 56, 110)) {
      ResNet.Design design = ResNet.Design.cifar(depth, CLASSES).withProjection(true);
      all.add(network("resnet-" + depth, "projection", at -> new ResNet(at, design)));
    }
    all.add(merged("DFN-MR1", "cross 110", MergeAndRunNet.Design.ofDepth(110, 1, CLASSES)));
    all.add(
        merged(
            "DFN-MR2", "cross 62, 4 times as wide", MergeAndRunNet.Design.ofDepth(62, 4, CLASSES)));
    all.add(
        merged(
            "DFN-MR3", "cross 98, 4 times as wide", MergeAndRunNet.Design.ofDepth(98, 4, CLASSES)));
    for (int shallow : List.of(4, 5)) {
      DeeplyFusedNet.Design design =
          DeeplyFusedNet.Design.stages(32, List.of(16, shallow), CLASSES);
      all.add(
          network(
              "DFN-50",
              "reconstruction, 16 and " + shallow + " convolutions",
              at -> new DeeplyFusedNet(at, design)));
    }
    DeeplyFusedNet.Design deep = DeeplyFusedNet.Design.stages(32, List.of(16), CLASSES);
    all.add(network("DFN-50", "reconstruction, deep alone", at -> new DeeplyFusedNet(at, deep)));
    return all;
  }

  private static Network fused(String name, DeeplyFusedNet.Design design) {
    return network(name, "w = 1", at -> new DeeplyFusedNet(at, design));
  }

  private static Network merged(String name, String setting, MergeAndRunNet.Design design) {
    return network(name, setting, at -> new MergeAndRunNet(at, design));
  }

  private static Network network(
      String name, String setting, Function<LayerContext, ? extends Module> builder) {
    return Network.of(name, setting, Shape.of(3, 32, 32), builder);
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.FbNetV3;
import io.reprise.baselines.InvertedResidual;
import io.reprise.baselines.MobileNetV2;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Joint search of architectures and recipes (FBNetV3), arXiv 2006.02049: the released networks, and
 * their copies in another library, whose depthwise convolutions all pad by half their kernel.
 */
public final class FbNetV3Networks implements PaperCosts {
  @Override
  public String paper() {
    return "2006.02049";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (FbNetV3 net : FbNetV3.values()) {
      MobileNetV2.Design design = net.design();
      all.add(
          Network.of(
              "FBNetV3-" + net,
              "input " + net.side(),
              square(net.side()),
              at -> new MobileNetV2(at, design)));
    }
    centred(all, FbNetV3.B, 224, 256);
    centred(all, FbNetV3.D, 224, 256);
    centred(all, FbNetV3.G, 240, 288);
    return all;
  }

  private static Shape square(int side) {
    return Shape.of(3, side, side);
  }

  private static void centred(List<Network> all, FbNetV3 net, int... sides) {
    MobileNetV2.Design design = net.design();
    MobileNetV2.Design centred =
        design.withBlocks(design.blocks().stream().map(FbNetV3Networks::centred).toList());
    for (int side : sides) {
      all.add(
          Network.of(
              "FBNetV3-" + net,
              "centred padding, input " + side,
              square(side),
              at -> new MobileNetV2(at, centred)));
    }
  }

  private static InvertedResidual.Design centred(InvertedResidual.Design b) {
    return new InvertedResidual.Design(
        b.middle(), b.out(), b.kernel(), b.stride(), b.kernel() / 2, b.expands(), b.attention());
  }
}

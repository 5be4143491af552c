package io.reprise.baselines.costs;

import io.reprise.baselines.MobileNetV1;
import io.reprise.baselines.MobileNetV2;
import io.reprise.baselines.ResNet;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Pruning of channels, depth and resolution at once (JointPruning), arXiv 2005.08931: the full
 * networks and their cuts in one dimension. The cuts that the search found were not published.
 */
public final class JointPruningNetworks implements PaperCosts {
  private static final List<Integer> SIDES = List.of(224, 192, 160, 128, 96);
  private static final String WHOLE = "input 224";

  @Override
  public String paper() {
    return "2005.08931";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    mobileNetV1(all);
    mobileNetV2(all);
    resNet50(all);
    ConvStack quick = new ConvStack(1, List.of(16, -32, 32, 32, -64, 64));
    all.add(
        Network.of(
            "quick experiment", "16x16 grey", Shape.of(1, 16, 16), at -> quick.averaged(at, 10)));
    return all;
  }

  private static Shape square(int side) {
    return Shape.of(3, side, side);
  }

  private static void mobileNetV1(List<Network> all) {
    String name = "MobileNet V1";
    MobileNetV1.Design full = MobileNetV1.Design.imageNet(1);
    for (int side : SIDES) {
      all.add(
          Network.of(name, "input " + side, square(side), at -> new MobileNetV1(at, full))
              .against(WHOLE));
    }
    for (double factor : new double[] {0.75, 0.5, 0.25}) {
      MobileNetV1.Design narrow = MobileNetV1.Design.imageNet(factor);
      all.add(
          Network.of(name, "width " + factor, square(224), at -> new MobileNetV1(at, narrow))
              .against(WHOLE));
    }
    for (int middle : List.of(4, 2, 1)) {
      MobileNetV1.Design shallow = MobileNetV1.Design.imageNet(1, middle);
      all.add(
          Network.of(
                  name, "blocks of 512: " + middle, square(224), at -> new MobileNetV1(at, shallow))
              .against(WHOLE));
    }
  }

  private static void mobileNetV2(List<Network> all) {
    String name = "MobileNet V2";
    MobileNetV2.Design full = MobileNetV2.Design.imageNet(1);
    for (int side : SIDES) {
      all.add(
          Network.of(name, "input " + side, square(side), at -> new MobileNetV2(at, full))
              .against(WHOLE));
    }
    MobileNetV2.Design wide = MobileNetV2.Design.imageNet(1.4);
    all.add(
        Network.of(name, "width 1.4", square(224), at -> new MobileNetV2(at, wide)).against(WHOLE));
  }

  private static void resNet50(List<Network> all) {
    String name = "ResNet-50";
    ResNet.Design full = ResNet.Design.imageNet(50);
    all.add(Network.of(name, WHOLE, square(224), at -> new ResNet(at, full)));
    for (List<Integer> blocks : List.of(List.of(2, 3, 4, 2), List.of(1, 1, 1, 1))) {
      ResNet.Design shallow = full.withBlocks(blocks);
      all.add(
          Network.of(name, "blocks " + blocks, square(224), at -> new ResNet(at, shallow))
              .against(WHOLE));
    }
    for (double factor : new double[] {0.75, 0.5}) {
      List<Integer> widths = full.widths().stream().map(w -> (int) (w * factor)).toList();
      ResNet.Design narrow =
          new ResNet.Design(full.blocks(), widths, full.classes(), true, true, true);
      all.add(
          Network.of(name, "width " + factor, square(224), at -> new ResNet(at, narrow))
              .against(WHOLE));
    }
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetFeatures;
import io.reprise.baselines.recognition.IrNet;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Circle loss, arXiv 2002.10857: the networks chosen here for faces, persons and the check.
 * BN-Inception and MGN, which the paper uses too, are not described there.
 */
public final class CircleLossNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "2002.10857";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    for (int depth : List.of(34, 100)) {
      IrNet.Design design = IrNet.Design.faces(depth);
      all.add(
          Network.of(
              "IR-" + depth, "faces, 112x112", Shape.of(3, 112, 112), at -> new IrNet(at, design)));
    }
    ResNet.Design full = ResNet.Design.imageNet(50);
    ResNet.Design person = full.withStrides(List.of(1, 2, 2, 1));
    for (int height : List.of(256, 384)) {
      all.add(
          Network.of(
              "ResNet-50",
              "persons, " + height + "x128",
              Shape.of(3, height, 128),
              at -> new ResNetFeatures(at, person)));
    }
    all.add(Network.of("ResNet-50", "ImageNet", Shape.of(3, 224, 224), at -> new ResNet(at, full)));
    return all;
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * SBR, supervision by registration, arXiv 1807.00966: its pose machine on VGG-16, which training
 * with registration does not change. The head of its regression network is not known.
 */
public final class SbrNetworks implements PaperCosts {
  private static final Shape INPUT = Shape.of(3, 256, 256);

  @Override
  public String paper() {
    return "1807.00966";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        detector("300-W, 68 points", 69),
        detector("AFLW, 19 points", 20),
        Network.of(
            "CPM-VGG16",
            "VGG-16 to conv4_3",
            INPUT,
            at -> PoseMachine.base(at, PoseMachineDesign.vgg16(69))));
  }

  private static Network detector(String setting, int maps) {
    PoseMachineDesign design = PoseMachineDesign.vgg16(maps);
    return Network.of("CPM-VGG16", setting, INPUT, at -> new PoseMachine(at, design));
  }
}

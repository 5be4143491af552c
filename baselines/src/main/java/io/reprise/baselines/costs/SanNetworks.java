package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.landmarks.PatchDiscriminator;
import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.baselines.landmarks.StyleAggregatedNetwork;
import io.reprise.baselines.landmarks.StyleGenerator;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * SAN, style aggregated network, arXiv 1803.04108: what detects, with and without the generators,
 * and what serves training: the discriminator, and the classifier of four styles.
 */
public final class SanNetworks implements PaperCosts {
  private static final String BASELINE = "single input";
  private static final Shape FACE = Shape.of(3, 128, 128);
  private static final int WIDTH = 64;
  private static final int STYLES = 4;

  @Override
  public String paper() {
    return "1803.04108";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    all.add(
        Network.of(
            "Generator", "one", FACE, at -> new StyleGenerator(at, StyleGenerator.Design.SAN)));
    all.add(Network.of("Discriminator", "one", FACE, at -> new PatchDiscriminator(at, WIDTH)));
    for (int points : List.of(68, 19)) {
      PoseMachineDesign design = PoseMachineDesign.vgg16(points + 1);
      String name = "Detector of " + points + " points";
      all.add(
          Network.of(
                  name,
                  "SAN without its generators",
                  FACE,
                  at -> new StyleAggregatedNetwork(at, design, Optional.empty()))
              .against(BASELINE));
      all.add(
          Network.of(
                  name,
                  "SAN",
                  FACE,
                  at ->
                      new StyleAggregatedNetwork(
                          at, design, Optional.of(StyleGenerator.Design.SAN)))
              .against(BASELINE));
      all.add(Network.of(name, BASELINE, FACE, at -> new PoseMachine(at, design)));
    }
    ResNet.Design classifier = ResNet.Design.imageNet(152).withClasses(STYLES);
    all.add(
        Network.of(
            "ResNet-152", "four styles", Shape.of(3, 224, 224), at -> new ResNet(at, classifier)));
    return all;
  }
}

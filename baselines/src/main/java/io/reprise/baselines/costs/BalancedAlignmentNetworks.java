package io.reprise.baselines.costs;

import io.reprise.baselines.recognition.IrNet;
import io.reprise.baselines.recognition.LandmarkLocalizer;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * Balanced alignment, arXiv 2003.10168: what is chosen here, since the paper's own networks are not
 * known. The warp between the two has no weights and is not counted.
 */
public final class BalancedAlignmentNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "2003.10168";
  }

  @Override
  public List<Network> networks() {
    Shape face = Shape.of(3, 112, 112);
    return List.of(
        Network.of("IR-50", "recogniser", face, at -> new IrNet(at, IrNet.Design.faces(50))),
        Network.of(
            "Localizer",
            "8 points",
            face,
            at -> new LandmarkLocalizer(at, LandmarkLocalizer.Design.FACES)));
  }
}

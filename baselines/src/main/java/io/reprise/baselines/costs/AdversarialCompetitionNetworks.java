package io.reprise.baselines.costs;

import io.reprise.baselines.InceptionV3;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.restoration.DenoisingUNet;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * Adversarial attacks and defences competition, arXiv 1804.00097: the winning denoiser, and the
 * classifiers whose networks the suite has. Inception-v4, Inception-ResNet-v2 and ResNet-v2-101 are
 * not here.
 */
public final class AdversarialCompetitionNetworks implements PaperCosts {
  private static final Shape IMAGE = Shape.of(3, 299, 299);
  private static final int CLASSES = 1001;

  @Override
  public String paper() {
    return "1804.00097";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        Network.of(
            "HGD",
            "denoising U-Net",
            IMAGE,
            at -> new DenoisingUNet(at, DenoisingUNet.Design.PUBLISHED)),
        Network.of(
            "Inception-v3",
            "1001 classes",
            IMAGE,
            at -> new InceptionV3(at, new InceptionV3.Design(16, CLASSES))),
        resNet(50),
        resNet(101));
  }

  private static Network resNet(int depth) {
    ResNet.Design design = ResNet.Design.imageNet(depth).withClasses(CLASSES);
    return Network.of("ResNet-" + depth, "1001 classes", IMAGE, at -> new ResNet(at, design));
  }
}

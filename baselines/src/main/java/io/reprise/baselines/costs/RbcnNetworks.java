package io.reprise.baselines.costs;

import io.reprise.nn.Network;
import java.util.List;

/**
 * RBCN, rectified binary networks, arXiv 1908.07748, with each layer's learned matrix folded to one
 * factor and that into the normalisation, so that the networks cost what Bi-Real Net's do; the
 * teacher and the discriminators serve training alone.
 */
public final class RbcnNetworks implements PaperCosts {
  private static final int CLASSES = 100;

  @Override
  public String paper() {
    return "1908.07748";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        OneBitNetworks.resNet18(CLASSES, 32, 32, 64, 128),
        OneBitNetworks.resNet18(CLASSES, 32, 64, 128, 256),
        OneBitNetworks.resNet18(CLASSES, 64, 64, 128, 256),
        OneBitNetworks.resNet18(CLASSES, 64, 128, 256, 512),
        OneBitNetworks.wide(22, 16, 16, 32, 64),
        OneBitNetworks.wide(40, 16, 16, 32, 64),
        OneBitNetworks.biReal(18),
        OneBitNetworks.biReal(34),
        OneBitNetworks.quick());
  }
}

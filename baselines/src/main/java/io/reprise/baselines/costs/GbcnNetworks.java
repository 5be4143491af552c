package io.reprise.baselines.costs;

import io.reprise.nn.Network;
import java.util.List;

/**
 * GBCN, genetic binary networks, arXiv 1911.11634: networks of its sister papers, since its own are
 * not described. The genetics serve training alone, so that they cost what Bi-Real Net's do.
 */
public final class GbcnNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1911.11634";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        OneBitNetworks.wide(22, 16, 16, 32, 64),
        OneBitNetworks.wide(40, 16, 16, 32, 64),
        OneBitNetworks.wide(22, 64, 64, 128, 256),
        OneBitNetworks.wide(40, 64, 64, 128, 256),
        OneBitNetworks.resNet18(10, 32, 32, 64, 128),
        OneBitNetworks.resNet18(10, 64, 128, 256, 512),
        OneBitNetworks.biReal(18),
        OneBitNetworks.biReal(34),
        OneBitNetworks.quick());
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.BiRealNet;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Network;
import java.util.List;

/**
 * BONN, Bayesian optimized 1-bit networks, arXiv 1908.06314. What it learns beyond signs serves
 * training alone, but for a factor of each layer that folds into the normalisation: the networks
 * cost what Bi-Real Net's do.
 */
public final class BonnNetworks implements PaperCosts {
  @Override
  public String paper() {
    return "1908.06314";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        OneBitNetworks.wide(22, 16, 16, 32, 64),
        real(16, 16, 32, 64),
        OneBitNetworks.wide(40, 16, 16, 32, 64),
        OneBitNetworks.wide(22, 64, 64, 128, 256),
        real(64, 64, 128, 256),
        OneBitNetworks.wide(40, 64, 64, 128, 256),
        OneBitNetworks.biReal(18),
        OneBitNetworks.biReal(34),
        OneBitNetworks.quick());
  }

  /** The twin of 32 bits of WRN-22. */
  private static Network real(Integer... kernelStage) {
    BiRealNet.Design design =
        OneBitNetworks.wideDesign(22, kernelStage).with(ConvLayer.PLAIN, ChannelLayer.RELU);
    return OneBitNetworks.of(
        "WRN-22 " + OneBitNetworks.stage(kernelStage),
        "CIFAR-10, full precision",
        OneBitNetworks.CIFAR,
        design);
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.BiRealNet;
import io.reprise.baselines.BiRealNet.Shortcut;
import io.reprise.baselines.binary.CirculantConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Network;
import java.util.List;

/**
 * CBCN, circulant binary networks, arXiv 1910.10853: the released network for ImageNet, whose four
 * orientations make it four times as wide as ResNet-18, and one of the width of ResNet-18. Of what
 * it is compared with, XNOR-Net is not described closely enough to be computed.
 */
public final class CbcnNetworks implements PaperCosts {
  private static final int ORIENTATIONS = 4;

  @Override
  public String paper() {
    return "1910.10853";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        circulant("CBCN, M = 4, widths 256 to 2048", 64 * ORIENTATIONS),
        circulant("CBCN, M = 4, widths 64 to 512", 64),
        OneBitNetworks.biReal(18),
        OneBitNetworks.biReal(34),
        OneBitNetworks.quick());
  }

  private static Network circulant(String setting, int width) {
    BiRealNet.Design design =
        BiRealNet.Design.imageNet(18)
            .withWidths(width, List.of(width, 2 * width, 4 * width, 8 * width))
            .withBlocks(List.of(4, 4, 4, 4), 1, Shortcut.PROJECT_THEN_POOL)
            .with(CirculantConv2d.of(ORIENTATIONS), ChannelLayer.PRELU)
            .withEnds(ChannelLayer.PRELU, ChannelLayer.IDENTITY);
    return OneBitNetworks.of("ResNet-18", setting, OneBitNetworks.IMAGE_NET, design)
        .against("Bi-Real Net");
  }
}

package io.reprise.baselines.costs;

import io.reprise.baselines.BiRealNet;
import io.reprise.baselines.BiRealNet.Shortcut;
import io.reprise.baselines.binary.SelfDistributionConv2d;
import io.reprise.baselines.binary.VggSmall;
import io.reprise.nn.BinaryConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * SD-BNN, self-distribution binary networks, arXiv 2103.02394: each network with plain one-bit
 * convolutions and with moved boundaries. Of the literature that it is compared with, XNOR-Net and
 * Real-to-Binary are not described closely enough to be computed.
 */
public final class SdBnnNetworks implements PaperCosts {
  private static final String BASELINE = "baseline";
  private static final int CIFAR_REDUCTION = 16;
  private static final int IMAGE_NET_REDUCTION = 8;

  @Override
  public String paper() {
    return "2103.02394";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    ConvLayer plain = BinaryConv2d::new;
    ConvLayer moved = SelfDistributionConv2d.Design.clipped(CIFAR_REDUCTION).layer();
    for (ConvLayer conv : List.of(plain, moved)) {
      String setting = conv == plain ? BASELINE : "SD";
      all.add(pair("ResNet-20", setting, padded(20, conv)));
      all.add(pair("ResNet-18 (CIFAR-10)", setting, resNet18(conv)));
      Shape cifar = OneBitNetworks.CIFAR;
      all.add(
          Network.of(
                  "VGG-Small", setting, cifar, at -> new VggSmall(at, VggSmall.Design.cifar(conv)))
              .against(BASELINE));
    }
    all.add(OneBitNetworks.biReal(18));
    all.add(OneBitNetworks.biReal(34));
    all.add(OneBitNetworks.quick());
    BiRealNet.Design imageNet =
        BiRealNet.Design.imageNet(18)
            .with(
                SelfDistributionConv2d.Design.clipped(IMAGE_NET_REDUCTION).layer(),
                ChannelLayer.PRELU);
    all.add(
        OneBitNetworks.of("ResNet-18", "SD with PReLU", OneBitNetworks.IMAGE_NET, imageNet)
            .against("Bi-Real Net"));
    return all;
  }

  private static Network pair(String name, String setting, BiRealNet.Design design) {
    return OneBitNetworks.of(name, setting, OneBitNetworks.CIFAR, design).against(BASELINE);
  }

  /**
   * A residual network for CIFAR-10 with a shortcut for each convolution, without parameters.
   *
   * @param depth 6n + 2: the stem, three stages of 2n convolutions, and the classifier
   * @throws IllegalArgumentException for another depth
   */
  public static BiRealNet.Design padded(int depth, ConvLayer conv) {
    if (depth < 8 || depth % 6 != 2) {
      throw new IllegalArgumentException("one-bit ResNet-" + depth + ": expected 6n + 2, n >= 1");
    }
    int convs = (depth - 2) / 3;
    return BiRealNet.Design.cifar(List.of(16, 32, 64), 10)
        .withBlocks(List.of(convs, convs, convs), 1, Shortcut.PAD)
        .with(conv, ChannelLayer.HARD_TANH)
        .withEnds(ChannelLayer.HARD_TANH, ChannelLayer.BATCH_NORM);
  }

  /** ResNet-18 for CIFAR-10 with a shortcut for each pair of convolutions. */
  public static BiRealNet.Design resNet18(ConvLayer conv) {
    return BiRealNet.Design.cifar(List.of(64, 128, 256, 512), 10)
        .withBlocks(List.of(2, 2, 2, 2), 2, Shortcut.STRIDED_PROJECT)
        .with(conv, ChannelLayer.HARD_TANH)
        .withEnds(ChannelLayer.HARD_TANH, ChannelLayer.BATCH_NORM);
  }
}

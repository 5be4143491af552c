package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.baselines.normalization.MovingAverageBatchNorm;
import io.reprise.baselines.normalization.MovingAverages;
import io.reprise.baselines.normalization.NormalizedStyle;
import io.reprise.baselines.normalization.StatisticsWatch;
import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.GroupNorm;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * Moving-average batch normalisation, arXiv 2001.06838: ResNet-50 with the normalisations that the
 * paper compares. In training the moving averages take {@code 2 m + 1} numbers a channel, and two
 * counts a layer, which are no parameters. Mask R-CNN is not here.
 */
public final class MabnNetworks implements PaperCosts {
  /** Batch normalisation. */
  public static final String BN = "BN";

  /** Moving-average batch normalisation after centred convolutions. */
  public static final String MABN = "MABN";

  /** The same, put into the convolutions for inference. */
  public static final String FOLDED = "MABN folded";

  private static final int GROUPS = 32;

  @Override
  public String paper() {
    return "2001.06838";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        resNet(BN, ConvLayer.PLAIN, ChannelLayer.BATCH_NORM),
        resNet("centred convolutions", CenteredConv2d::new, ChannelLayer.BATCH_NORM),
        resNet(
            MABN,
            CenteredConv2d::new,
            MovingAverageBatchNorm.of(MovingAverages.ofGroups(2, 16), StatisticsWatch.NONE)),
        resNet(FOLDED, ConvLayer.BIASED, ChannelLayer.IDENTITY),
        resNet("GN", ConvLayer.PLAIN, (at, channels) -> new GroupNorm(at, GROUPS, channels)),
        resNet("LN", ConvLayer.PLAIN, (at, channels) -> new GroupNorm(at, 1, channels)),
        resNet("IN", ConvLayer.PLAIN, (at, channels) -> new GroupNorm(at, channels, channels)));
  }

  private static Network resNet(String setting, ConvLayer convolution, ChannelLayer norm) {
    Style style = new NormalizedStyle(convolution, convolution, norm);
    ResNet.Design design = ResNet.Design.imageNet(50).withStyle(style);
    return Network.of("ResNet-50", setting, Shape.of(3, 224, 224), at -> new ResNet(at, design))
        .against(BN);
  }
}

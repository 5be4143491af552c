package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * Moving-average batch normalisation, arXiv 2001.06838: ResNet-50 as it is, and with centred
 * convolutions. The normalisation has a scale and a shift a channel as batch normalisation has,
 * which stands for it here; its statistics in training are no parameters. Mask R-CNN is not here.
 */
public final class MabnNetworks implements PaperCosts {
  private record Centered() implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return CenteredConv2d::new;
    }

    @Override
    public ConvLayer convolution(Outside at) {
      return CenteredConv2d::new;
    }
  }

  @Override
  public String paper() {
    return "2001.06838";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        resNet("BN", ResNet.Design.imageNet(50)),
        resNet("centred convolutions", ResNet.Design.imageNet(50).withStyle(new Centered())));
  }

  private static Network resNet(String setting, ResNet.Design design) {
    return Network.of("ResNet-50", setting, Shape.of(3, 224, 224), at -> new ResNet(at, design));
  }
}

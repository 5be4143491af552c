package io.reprise.baselines.costs;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ShuffleChoiceNet;
import io.reprise.baselines.Style;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Network;
import io.reprise.nn.QuantizedConv2d;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Single Path One-Shot, arXiv 1904.00420: the paths that are known, and residual networks of few
 * bits, all convolutions alike except the first. Not here, since their paths are not known: the
 * networks of the paper's own tables, and those searched under latencies.
 */
public final class SposNetworks implements PaperCosts {
  private static final Shape IMAGE = Shape.of(3, 224, 224);

  @Override
  public String paper() {
    return "1904.00420";
  }

  @Override
  public List<Network> networks() {
    List<Network> all = new ArrayList<>();
    List<String> names = List.of("choice_3", "choice_5", "choice_7", "choice_x");
    for (int choice = 0; choice < names.size(); choice++) {
      all.add(
          path(
              "all " + names.get(choice),
              ShuffleChoiceNet.Design.imageNet(Collections.nCopies(20, choice))));
    }
    all.add(
        path(
            "block search, released",
            ShuffleChoiceNet.Design.imageNet(
                List.of(2, 1, 0, 1, 2, 0, 2, 0, 2, 0, 2, 3, 0, 0, 0, 0, 3, 2, 3, 3))));
    all.add(
        path(
            "block and channel search",
            ShuffleChoiceNet.Design.imageNet(
                List.of(0, 0, 3, 1, 1, 1, 0, 0, 2, 0, 2, 1, 1, 0, 2, 0, 2, 1, 3, 2),
                List.of(6, 5, 3, 5, 2, 6, 3, 4, 2, 5, 7, 5, 4, 6, 7, 4, 4, 5, 4, 3))));
    for (int depth : List.of(18, 34)) {
      for (int bits : List.of(2, 3, 4)) {
        ResNet.Design design = ResNet.Design.imageNet(depth).withStyle(new FewBits(bits));
        all.add(
            Network.of(
                "ResNet-" + depth, bits + "W" + bits + "A", IMAGE, at -> new ResNet(at, design)));
      }
    }
    return all;
  }

  private static Network path(String setting, ShuffleChoiceNet.Design design) {
    return Network.of("SPOS", setting, IMAGE, at -> new ShuffleChoiceNet(at, design));
  }

  private record FewBits(int bits) implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return QuantizedConv2d.of(bits, bits);
    }

    @Override
    public ConvLayer convolution(Outside at) {
      return at == Outside.PROJECTION ? QuantizedConv2d.of(bits, bits) : ConvLayer.PLAIN;
    }
  }
}

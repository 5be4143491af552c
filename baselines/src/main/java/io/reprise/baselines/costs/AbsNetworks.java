package io.reprise.baselines.costs;

import io.reprise.baselines.InvertedResidual;
import io.reprise.baselines.MobileNetV2;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Network;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Angle-based search space shrinking (ABS), arXiv 2004.13431: what was found in the shrunk spaces
 * of mobile blocks, and uniform networks of these spaces. The networks of DARTS cells are not here,
 * nor those found before shrinking, whose choices were not published.
 */
public final class AbsNetworks implements PaperCosts {
  private static final Shape IMAGENET = Shape.of(3, 224, 224);
  private static final List<Integer> KERNELS = List.of(3, 3, 5, 5, 7, 7);
  private static final List<Integer> EXPANSIONS = List.of(3, 6, 3, 6, 3, 6);
  private static final int IDENTITY = -1;

  /**
   * A space of chains.
   *
   * @param first the width of the first block, without expansion
   * @param widths of the layers that are searched
   * @param strides of them
   */
  private record Space(
      int stem, int first, List<Integer> widths, List<Integer> strides, int lastWidth) {
    static final Space GPU =
        of(40, 24, List.of(32, 56, 112, 128, 256, 432), List.of(4, 4, 4, 4, 4, 1), 1728);
    static final Space FAIR_NAS =
        of(32, 16, List.of(32, 40, 80, 96, 192, 320), List.of(2, 4, 4, 4, 4, 1), 1280);

    private static Space of(
        int stem, int first, List<Integer> groups, List<Integer> repeats, int lastWidth) {
      List<Integer> groupStrides = List.of(2, 2, 2, 1, 2, 1);
      List<Integer> widths = new ArrayList<>();
      List<Integer> strides = new ArrayList<>();
      for (int g = 0; g < groups.size(); g++) {
        widths.addAll(Collections.nCopies(repeats.get(g), groups.get(g)));
        strides.add(groupStrides.get(g));
        strides.addAll(Collections.nCopies(repeats.get(g) - 1, 1));
      }
      return new Space(stem, first, widths, strides, lastWidth);
    }

    /** The network of a choice for each layer. */
    MobileNetV2.Design network(List<Integer> choices) {
      List<InvertedResidual.Design> blocks = new ArrayList<>();
      blocks.add(InvertedResidual.Design.of(stem, first, 3, 1, false));
      int in = first;
      for (int i = 0; i < widths.size(); i++) {
        int choice = choices.get(i);
        if (choice == IDENTITY) {
          continue;
        }
        int out = widths.get(i);
        blocks.add(
            InvertedResidual.Design.of(
                in * EXPANSIONS.get(choice), out, KERNELS.get(choice), strides.get(i), true));
        in = out;
      }
      return new MobileNetV2.Design(stem, 2, blocks, lastWidth, 0, ChannelLayer.RELU6, 0, 1000);
    }

    MobileNetV2.Design uniform(int choice) {
      return network(Collections.nCopies(widths.size(), choice));
    }
  }

  @Override
  public String paper() {
    return "2004.13431";
  }

  @Override
  public List<Network> networks() {
    return List.of(
        network(
            "SPOS + ABS",
            "shrunk space",
            Space.GPU.network(
                List.of(2, 2, -1, 0, 0, -1, -1, 0, 5, -1, 4, 4, 0, 0, 4, 2, 3, 4, 4, 4, 3))),
        network(
            "ProxylessNAS + ABS",
            "shrunk space",
            Space.GPU.network(
                List.of(2, 2, -1, -1, 0, 2, 2, -1, 5, -1, 4, 4, 0, 0, 4, 2, 3, 4, 4, 4, 3))),
        network(
            "FairNAS + ABS",
            "shrunk space",
            Space.FAIR_NAS.network(
                List.of(4, 2, 4, 2, 2, 2, 5, 2, 4, 4, 2, 2, 2, 4, 5, 4, 2, 2, 5))),
        network("MobileNet-like GPU space", "all 3x3, expansion 3", Space.GPU.uniform(0)),
        network("MobileNet-like GPU space", "all 7x7, expansion 6", Space.GPU.uniform(5)),
        network("FairNAS space", "all 3x3, expansion 3", Space.FAIR_NAS.uniform(0)),
        network("FairNAS space", "all 7x7, expansion 6", Space.FAIR_NAS.uniform(5)));
  }

  private static Network network(String name, String setting, MobileNetV2.Design design) {
    return Network.of(name, setting, IMAGENET, at -> new MobileNetV2(at, design));
  }
}

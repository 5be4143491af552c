package io.reprise.baselines.pruning;

import io.reprise.baselines.GoogLeNet;
import io.reprise.baselines.ResNet;
import io.reprise.baselines.Vgg;
import io.reprise.baselines.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Structures of arXiv 2001.08565: how many tenths of its channels each prunable place of a network
 * keeps. In a VGG that is every convolution; in a residual network every block, for all of its
 * convolutions but the last; in the CIFAR GoogLeNet every module, for what lies inside its
 * branches.
 */
public final class ChannelGenes {
  /** The value of a gene that keeps all. */
  public static final int ALL = 10;

  private ChannelGenes() {}

  /**
   * The codes of a network.
   *
   * @param genes how many places it has
   * @param most A, the most tenths that a place may keep
   * @throws IllegalArgumentException if {@code most} is outside [1, 10]
   */
  public static SearchSpace space(int genes, int most) {
    if (most < 1 || most > ALL) {
      throw new IllegalArgumentException(
          "most tenths of channels " + most + ": expected 1 to " + ALL);
    }
    return SearchSpace.uniform(genes, 1, most);
  }

  /** The width that a gene leaves: rounded down, at least 1. */
  public static int width(int channels, int gene) {
    return Math.max(1, channels * gene / ALL);
  }

  /** A VGG with a gene for each convolution. */
  public static Vgg.Design cut(Vgg.Design full, List<Integer> code) {
    List<Integer> widths = full.layout().stream().filter(w -> w != Vgg.POOL).toList();
    List<Integer> genes = require(widths.size(), code);
    return full.withWidths(
        IntStream.range(0, genes.size())
            .mapToObj(i -> width(widths.get(i), genes.get(i)))
            .toList());
  }

  /** A residual network with a gene for each block. */
  public static ResNet.Design cut(ResNet.Design full, List<Integer> code) {
    List<Integer> genes = require(full.blocks().stream().mapToInt(n -> n).sum(), code);
    List<Integer> inner = new ArrayList<>();
    for (int stage = 0; stage < full.blocks().size(); stage++) {
      for (int i = 0; i < full.blocks().get(stage); i++) {
        inner.add(width(full.widths().get(stage), genes.get(inner.size())));
      }
    }
    return full.withInner(inner);
  }

  /** A GoogLeNet with a gene for each module. */
  public static GoogLeNet.Design cut(GoogLeNet.Design full, List<Integer> code) {
    List<Integer> genes = require(full.modules().size(), code);
    return full.withModules(
        IntStream.range(0, genes.size())
            .mapToObj(i -> full.modules().get(i).withInner(genes.get(i)))
            .toList());
  }

  private static List<Integer> require(int genes, List<Integer> code) {
    return space(genes, ALL).require(code);
  }
}

package io.reprise.baselines.landmarks;

import io.reprise.nn.Initializer;
import java.util.List;

/**
 * Widths of a convolutional pose machine (arXiv 1602.00134) on VGG-16's first ten convolutions, as
 * SBR (arXiv 1807.00966) and SAN (arXiv 1803.04108) have it.
 *
 * @param base widths of the first 3x3 convolutions, and {@link #POOL} for 2x2 maxima
 * @param middle width of the first of two convolutions behind them
 * @param width of all others but the last of a stage
 * @param hidden width of the first stage's 1x1 convolution before its last
 * @param stages how many, at least 1
 * @param maps that each stage puts out: one for each landmark and the background
 * @param start of the weights behind the base, but for the last convolution of each stage
 */
public record PoseMachineDesign(
    List<Integer> base,
    int middle,
    int width,
    int hidden,
    int stages,
    int maps,
    Initializer start) {
  /** Stands for a 2x2 maximum in {@link #base}. */
  public static final int POOL = 0;

  /** Copies the list and checks the values. */
  public PoseMachineDesign {
    base = List.copyOf(base);
    if (base.isEmpty()
        || base.get(0) == POOL
        || base.stream().anyMatch(w -> w < 0)
        || middle < 1
        || width < 1
        || hidden < 1
        || stages < 1
        || maps < 2) {
      throw new IllegalArgumentException(
          "pose machine: base "
              + base
              + ", widths "
              + middle
              + ", "
              + width
              + ", "
              + hidden
              + ", "
              + stages
              + " stages, "
              + maps
              + " maps: expected a width first, all at least 1, and a landmark and the background");
    }
  }

  /** With weights that start as normal numbers of deviation 0.01, as published. */
  public PoseMachineDesign(
      List<Integer> base, int middle, int width, int hidden, int stages, int maps) {
    this(base, middle, width, hidden, stages, maps, PoseMachineParts.SMALL);
  }

  /**
   * With other first weights: those that were published are so small that they leave next to
   * nothing of what enters a stage that is much narrower than the published 128.
   */
  public PoseMachineDesign startingFrom(Initializer other) {
    return new PoseMachineDesign(base, middle, width, hidden, stages, maps, other);
  }

  /** VGG-16's convolutions up to conv4_3, and three stages. */
  public static PoseMachineDesign vgg16(int maps) {
    List<Integer> base = List.of(64, 64, POOL, 128, 128, POOL, 256, 256, 256, POOL, 512, 512, 512);
    return new PoseMachineDesign(base, 256, 128, 512, 3, maps);
  }

  /** The channels that the base puts out. */
  int baseWidth() {
    return base.get(base.size() - 1) == POOL
        ? base.get(base.size() - 2)
        : base.get(base.size() - 1);
  }
}

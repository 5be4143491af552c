package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.nn.ChannelLayer;

/**
 * A residual network without some of its ReLUs (arXiv 1709.07634).
 *
 * @param which of a block
 * @param proportion of the blocks, in [0, 1], evenly spread
 */
public record EraseRelu(Which which, double proportion) implements Style {
  /** Which ReLU of a block. */
  public enum Which {
    /** After the sum, as the paper recommends. */
    LAST,
    /** Inside the branch, the first. */
    FIRST,
    /** Every one of the block. */
    ALL
  }

  /** Checks the proportion. */
  public EraseRelu {
    if (!(proportion >= 0 && proportion <= 1)) {
      throw new IllegalArgumentException(
          "EraseReLU: proportion " + proportion + " of blocks: expected [0, 1]");
    }
  }

  @Override
  public ChannelLayer activation(Position at) {
    boolean erased =
        Math.floor((at.block() + 1) * proportion) > Math.floor(at.block() * proportion);
    boolean meant =
        switch (which) {
          case LAST -> at.last();
          case FIRST -> at.layer() == 1;
          case ALL -> true;
        };
    return erased && meant ? ChannelLayer.IDENTITY : ChannelLayer.RELU;
  }
}

package io.reprise.baselines;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * A candidate block of Single Path One-Shot (arXiv 1904.00420). Every second channel passes by; a
 * block that halves the image reads all of them twice.
 */
final class ShuffleChoiceBlock extends Module {
  private final Sequential main;
  private final Sequential projection;

  /**
   * Builds the layers.
   *
   * @param layer makes a convolution with its normalisation
   * @param in channels of the input, a multiple of 4 unless the block halves the image
   * @param out channels of the output
   * @throws IllegalArgumentException if the channels do not divide, or nothing would pass
   */
  ShuffleChoiceBlock(
      LayerContext at,
      ConvLayer layer,
      ShuffleChoiceNet.Block block,
      int in,
      int out,
      boolean halves) {
    if (!halves && in % 4 != 0) {
      throw new IllegalArgumentException(
          at.path() + ": " + in + " channels to split: expected a multiple of 4");
    }
    int from = halves ? in : in / 2;
    if (out <= from) {
      throw new IllegalArgumentException(
          at.path() + ": " + out + " channels out: expected more than the " + from + " that pass");
    }
    int kernel = block.choice().kernel();
    int mid = block.middle();
    Op.Conv2d step = Op.Conv2d.of(halves ? 2 : 1, kernel / 2);
    Parts parts = new Parts(at.at("main"), layer);
    if (block.choice() == ShuffleChoiceNet.Choice.XCEPTION) {
      Op.Conv2d same = Op.Conv2d.of(1, kernel / 2);
      parts.depthwise(from, kernel, step).pointwise(from, mid);
      parts.depthwise(mid, kernel, same).pointwise(mid, mid);
      parts.depthwise(mid, kernel, same);
    } else {
      parts.pointwise(from, mid).depthwise(mid, kernel, step);
    }
    main = child("main", parts.pointwise(mid, out - from).layers.build());
    projection =
        halves
            ? child(
                "projection",
                new Parts(at.at("projection"), layer)
                    .depthwise(in, kernel, step)
                    .pointwise(in, in)
                    .layers
                    .build())
            : null;
  }

  private static final class Parts {
    private final Sequential.Builder layers;
    private final ConvLayer layer;

    Parts(LayerContext at, ConvLayer layer) {
      this.layers = new Sequential.Builder(at);
      this.layer = layer;
    }

    Parts depthwise(int channels, int kernel, Op.Conv2d step) {
      layers.add(c -> layer.build(c, channels, channels, kernel, step.withGroups(channels)));
      return this;
    }

    Parts pointwise(int in, int out) {
      layers.add(c -> layer.build(c, in, out, 1, Op.Conv2d.PLAIN)).then(Tensor::relu);
      return this;
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    if (projection != null) {
      return projection.forward(x, mode).concat(1, main.forward(x, mode));
    }
    Shape s = x.shape();
    Tensor pairs = x.reshape(s.dim(0), s.dim(1) / 2, 2, s.dim(2), s.dim(3));
    Tensor even = pairs.slice(2, 0, 1).squeeze(2);
    Tensor odd = pairs.slice(2, 1, 2).squeeze(2);
    return even.concat(1, main.forward(odd, mode));
  }
}

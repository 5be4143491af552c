package io.reprise.baselines.detection;

import io.reprise.baselines.Vgg;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Some convolutions of VGG (arXiv 1409.1556) with biases, whose maxima keep the last row and column
 * of an odd extent, as in Caffe.
 */
final class VggFeatures extends Module {
  private final Sequential layers;

  /**
   * Convolutions with ReLU.
   *
   * @param layout widths, and {@link Vgg#POOL} for a maximum
   */
  VggFeatures(LayerContext at, int in, List<Integer> layout) {
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    int from = in;
    for (int width : layout) {
      if (width == Vgg.POOL) {
        all.then(x -> x.pool2d(new Op.Pool2d(Op.Pooling.MAX, 2, 2, 2, 2, 0, 0, true, false)));
        continue;
      }
      int channels = from;
      all.add(c -> ConvLayer.BIASED.build(c, channels, width, 3, Op.Conv2d.of(1, 1)));
      all.then(Tensor::relu);
      from = width;
    }
    layers = child("layers", all.build());
  }

  /**
   * The layout up to the fourth group of VGG-16, whose first convolutions have so many channels.
   */
  static List<Integer> toFourthGroup(int width) {
    List<Integer> layout = new ArrayList<>();
    for (int group = 0; group < 4; group++) {
      if (group > 0) {
        layout.add(Vgg.POOL);
      }
      layout.addAll(Collections.nCopies(group < 2 ? 2 : 3, width << group));
    }
    return layout;
  }

  /** The fifth group, with the maximum before it. */
  static List<Integer> fifthGroup(int width) {
    return List.of(Vgg.POOL, 8 * width, 8 * width, 8 * width);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}

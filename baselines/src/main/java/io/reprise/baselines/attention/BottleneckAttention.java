package io.reprise.baselines.attention;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * The bottleneck attention module (BAM, arXiv 1807.06514): {@code [N, C, H, W]} times 1 plus the
 * sigmoid of a gate of channels times a gate of pixels, the first a small network of the channels'
 * means, the second two dilated convolutions between 1x1 convolutions.
 */
public final class BottleneckAttention extends Module {
  private static final int DILATION = 4;

  private final Linear squeeze;
  private final BatchNorm2d norm;
  private final Linear excite;
  private final Sequential spatial;

  /**
   * A gate of channels and one of pixels.
   *
   * @param hidden channels inside of both, at least 1
   */
  public BottleneckAttention(LayerContext at, int channels, int hidden) {
    if (hidden < 1) {
      throw new IllegalArgumentException(
          at.path() + ": squeeze to " + hidden + " channels: expected at least 1");
    }
    squeeze = child("squeeze", new Linear(at.at("squeeze"), channels, hidden));
    norm = child("norm", new BatchNorm2d(at.at("norm"), hidden));
    excite = child("excite", new Linear(at.at("excite"), hidden, channels));
    Op.Conv2d dilated = Op.Conv2d.of(1, DILATION).withDilation(DILATION);
    Sequential.Builder pixels = new Sequential.Builder(at.at("spatial"));
    add(pixels, channels, hidden, 1, Op.Conv2d.PLAIN);
    add(pixels, hidden, hidden, 3, dilated);
    add(pixels, hidden, hidden, 3, dilated);
    pixels.add(c -> ConvLayer.BIASED.build(c, hidden, 1, 1, Op.Conv2d.PLAIN));
    spatial = child("spatial", pixels.build());
  }

  private static void add(
      Sequential.Builder layers, int in, int out, int kernel, Op.Conv2d options) {
    layers.add(c -> ConvLayer.BIASED.build(c, in, out, kernel, options));
    layers.add(c -> new BatchNorm2d(c, out)).then(Tensor::relu);
  }

  /** After every stage of a residual network but the last, as published. */
  public static ResNet.Design after(ResNet.Design design, int reduction) {
    return design.withStyle(new AfterStages(design.blocks(), reduction));
  }

  private record AfterStages(List<Integer> blocks, int reduction) implements Style {
    @Override
    public ChannelLayer activation(Position at) {
      return at.last() && endsStage(at.block())
          ? (context, channels) ->
              new Sequential.Builder(context)
                  .then(Tensor::relu)
                  .add(c -> new BottleneckAttention(c, channels, channels / reduction))
                  .build()
          : ChannelLayer.RELU;
    }

    private boolean endsStage(int block) {
      int end = 0;
      for (int n : blocks.subList(0, blocks.size() - 1)) {
        end += n;
        if (block == end - 1) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor hidden = norm.forward(squeeze.forward(x.mean(2, 3), mode), mode).relu();
    Tensor channels = excite.forward(hidden, mode).unsqueeze(2).unsqueeze(3);
    return x.mul(channels.mul(spatial.forward(x, mode)).sigmoid().add(1));
  }
}

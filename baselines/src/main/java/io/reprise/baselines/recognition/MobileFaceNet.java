package io.reprise.baselines.recognition;

import io.reprise.baselines.InvertedResidual;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileFaceNet (arXiv 1804.07573): inverted residual blocks with PReLU, and a depthwise
 * convolution over all of the last map in place of pooling. Input {@code [N, 3, side, side]},
 * output embeddings {@code [N, D]}.
 */
public final class MobileFaceNet extends Module {
  private static final int STEM = 64;
  private static final int HALVINGS = 16;

  private final Sequential body;

  /**
   * Which network.
   *
   * @param blocks the inverted residual blocks in order
   * @param width of the 1x1 convolution after them
   * @param side of the square input, a multiple of 16
   * @param embedding D
   */
  public record Design(List<InvertedResidual.Design> blocks, int width, int side, int embedding) {
    /** Copies the list and checks the values. */
    public Design {
      blocks = List.copyOf(blocks);
      if (blocks.isEmpty() || width < 1 || embedding < 1 || side < 1 || side % HALVINGS != 0) {
        throw new IllegalArgumentException(
            "MobileFaceNet: "
                + blocks.size()
                + " blocks, width "
                + width
                + ", side "
                + side
                + ", embedding "
                + embedding
                + ": expected at least 1 each, and a side that is a multiple of "
                + HALVINGS);
      }
    }

    /** Table 1 of the paper, for faces of 112 pixels. */
    public static Design published() {
      List<InvertedResidual.Design> blocks = new ArrayList<>();
      group(blocks, 64, 2, 64, 5, 2);
      group(blocks, 64, 4, 128, 1, 2);
      group(blocks, 128, 2, 128, 6, 1);
      group(blocks, 128, 4, 128, 1, 2);
      group(blocks, 128, 2, 128, 2, 1);
      return new Design(blocks, 512, 112, 128);
    }

    private static void group(
        List<InvertedResidual.Design> blocks, int in, int expansion, int out, int n, int stride) {
      for (int i = 0; i < n; i++) {
        int from = i == 0 ? in : out;
        blocks.add(InvertedResidual.Design.of(expansion * from, out, 3, i == 0 ? stride : 1, true));
      }
    }
  }

  public MobileFaceNet(LayerContext at, Design design) {
    ChannelLayer activation = ChannelLayer.PRELU;
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, STEM, 3, Op.Conv2d.of(2, 1)));
    all.add(c -> activation.build(c, STEM));
    all.add(c -> ConvLayer.NORMALIZED.build(c, STEM, STEM, 3, depthwise(STEM, 1)));
    all.add(c -> activation.build(c, STEM));
    int in = STEM;
    for (InvertedResidual.Design block : design.blocks) {
      int from = in;
      all.add(c -> new InvertedResidual(c, block, from, activation));
      in = block.out();
    }
    int last = in;
    int map = design.side / HALVINGS;
    all.add(c -> ConvLayer.NORMALIZED.build(c, last, design.width, 1, Op.Conv2d.PLAIN));
    all.add(c -> activation.build(c, design.width));
    all.add(
        c ->
            ConvLayer.NORMALIZED.build(
                c, design.width, design.width, map, depthwise(design.width, 0)));
    all.add(c -> ConvLayer.NORMALIZED.build(c, design.width, design.embedding, 1, Op.Conv2d.PLAIN));
    body = child("body", all.then(Tensor::flatten).build());
  }

  private static Op.Conv2d depthwise(int channels, int padding) {
    return Op.Conv2d.of(1, padding).withGroups(channels);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return body.forward(x, mode);
  }
}

package io.reprise.baselines.restoration;

import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.ConvTranspose2d;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.nn.Stateless;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The generator of DeblurGAN (arXiv 1711.07064), which puts out a correction of its input: {@code
 * [N, 3, H, W]} in [-1, 1] to the same; H and W must divide by 4.
 */
public final class DeblurGenerator extends Module {
  private static final double EPSILON = 1e-5;

  /** Each channel of each image at mean 0 and variance 1, without parameters. */
  static final ChannelLayer INSTANCE_NORM =
      (at, channels) -> new Stateless(x -> x.groupNorm(channels, EPSILON, null, null));

  private final Sequential encoder;
  private final List<Module> blocks = new ArrayList<>();
  private final Sequential decoder;

  /**
   * Which generator.
   *
   * @param width of the first convolution; the residual blocks are four times as wide
   * @param convolutions in a residual block: 2 as described, 1 as released, where a slip of
   *     operator precedence drops the second
   */
  public record Design(int width, int blocks, int convolutions) {
    /** Checks the values. */
    public Design {
      if (width < 1 || blocks < 0 || convolutions < 1 || convolutions > 2) {
        throw new IllegalArgumentException(
            "deblurring: width "
                + width
                + ", blocks "
                + blocks
                + ", convolutions "
                + convolutions
                + ": expected at least 1, 0 and 1 or 2");
      }
    }

    /** Of the published width and depth. */
    public static Design published(int convolutions) {
      return new Design(64, 9, convolutions);
    }
  }

  public DeblurGenerator(LayerContext at, Design design) {
    int w = design.width;
    Sequential.Builder in = new Sequential.Builder(at.at("encoder"));
    in.then(x -> mirrored(x, 3)).add(c -> ConvLayer.BIASED.build(c, 3, w, 7, Op.Conv2d.PLAIN));
    normalized(in, w);
    for (int wide : List.of(w, 2 * w)) {
      in.add(c -> ConvLayer.BIASED.build(c, wide, 2 * wide, 3, Op.Conv2d.of(2, 1)));
      normalized(in, 2 * wide);
    }
    encoder = child("encoder", in.build());
    for (int i = 0; i < design.blocks; i++) {
      String name = "block" + i;
      blocks.add(child(name, new Block(at.at(name), 4 * w, design.convolutions)));
    }
    Sequential.Builder out = new Sequential.Builder(at.at("decoder"));
    SpatialOp.ConvTranspose2d doubling = SpatialOp.ConvTranspose2d.of(2, 1).withOutputPadding(1);
    for (int wide : List.of(4 * w, 2 * w)) {
      out.add(c -> new ConvTranspose2d(c, wide, wide / 2, 3, doubling, true));
      normalized(out, wide / 2);
    }
    out.then(x -> mirrored(x, 3)).add(c -> ConvLayer.BIASED.build(c, w, 3, 7, Op.Conv2d.PLAIN));
    decoder = child("decoder", out.then(Tensor::tanh).build());
  }

  private static void normalized(Sequential.Builder all, int width) {
    all.add(c -> INSTANCE_NORM.build(c, width)).then(Tensor::relu);
  }

  private static Tensor mirrored(Tensor x, int by) {
    return x.pad(2, by, by, Tensor.Padding.REFLECT).pad(3, by, by, Tensor.Padding.REFLECT);
  }

  /** Feature maps at a quarter of the side, in front of the residual blocks. */
  public Tensor encode(Tensor x, Mode mode) {
    return encoder.forward(x, mode);
  }

  /** The image, corrected by what follows from feature maps such as {@link #encode} gives. */
  public Tensor correct(Tensor x, Tensor features, Mode mode) {
    Tensor y = features;
    for (Module block : blocks) {
      y = block.forward(y, mode);
    }
    return x.add(decoder.forward(y, mode)).clamp(-1, 1);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return correct(x, encode(x, mode), mode);
  }

  private static final class Block extends Module {
    private final Sequential branch;

    Block(LayerContext at, int width, int convolutions) {
      Sequential.Builder all = new Sequential.Builder(at.at("branch"));
      for (int i = 0; i < convolutions; i++) {
        all.then(x -> mirrored(x, 1));
        all.add(c -> ConvLayer.BIASED.build(c, width, width, 3, Op.Conv2d.PLAIN));
        all.add(c -> INSTANCE_NORM.build(c, width));
        if (i == 0) {
          all.then(Tensor::relu).add(c -> new Dropout(c, 0.5));
        }
      }
      branch = child("branch", all.build());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.add(branch.forward(x, mode));
    }
  }
}

package io.reprise.baselines.landmarks;

import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;

/**
 * The generator of CycleGAN (arXiv 1703.10593), as SAN (arXiv 1803.04108) takes it: two halvings,
 * residual blocks, two doublings, with instance normalisation. Input and output {@code [N, 3, H,
 * W]}, H and W multiples of 4 from 16 on, the output in (-1, 1).
 */
public final class StyleGenerator extends Module {
  /** A convolution of CycleGAN's networks as SAN starts them. */
  static final ConvLayer XAVIER =
      (at, in, out, kernel, options) ->
          new Conv2d(at, in, out, kernel, options, true, Initializer.xavierNormal());

  private static final double EPSILON = 1e-5;
  private static final int MULTIPLE = 4;
  private static final int LEAST_SIDE = 16;

  private final Sequential layers;

  /**
   * Which generator.
   *
   * @param width of the first convolution
   * @param blocks residual ones
   */
  public record Design(int width, int blocks) implements GeneratorDesign {
    /** As published for SAN. */
    public static final Design SAN = new Design(64, 6);

    /** Checks the values. */
    public Design {
      if (width < 1 || blocks < 0) {
        throw new IllegalArgumentException(
            "generator: width " + width + ", " + blocks + " blocks: expected at least 1, 0");
      }
    }

    @Override
    public Module build(LayerContext at) {
      return new StyleGenerator(at, this);
    }
  }

  public StyleGenerator(LayerContext at, Design design) {
    int w = design.width;
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    all.then(x -> mirrored(x, 3)).add(c -> XAVIER.build(c, 3, w, 7, Op.Conv2d.PLAIN));
    all.then(x -> normalized(x).relu());
    for (int in = w; in < 4 * w; in *= 2) {
      int from = in;
      all.add(c -> XAVIER.build(c, from, 2 * from, 3, Op.Conv2d.of(2, 1)));
      all.then(x -> normalized(x).relu());
    }
    for (int i = 0; i < design.blocks; i++) {
      all.add(c -> new Block(c, 4 * w));
    }
    for (int in = 4 * w; in > w; in /= 2) {
      int from = in;
      all.add(c -> new Doubling(c, from, from / 2)).then(x -> normalized(x).relu());
    }
    all.then(x -> mirrored(x, 3)).add(c -> XAVIER.build(c, w, 3, 7, Op.Conv2d.PLAIN));
    layers = child("layers", all.then(Tensor::tanh).build());
  }

  /**
   * The image in another style.
   *
   * @throws IllegalArgumentException if height or width is no multiple of 4, so that it would come
   *     back in another size, or below 16, where little is left to normalise
   */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    if (height % MULTIPLE != 0 || width % MULTIPLE != 0 || Math.min(height, width) < LEAST_SIDE) {
      throw new IllegalArgumentException(
          "generator: images "
              + x.shape()
              + ": expected height and width of at least 16, multiples of 4");
    }
    return layers.forward(x, mode);
  }

  /** Each channel of each image with mean 0 and variance 1, without scale and shift. */
  static Tensor normalized(Tensor x) {
    return x.groupNorm(x.shape().dim(1), EPSILON, null, null);
  }

  private static Tensor mirrored(Tensor x, int border) {
    return x.pad(2, border, border, Tensor.Padding.REFLECT)
        .pad(3, border, border, Tensor.Padding.REFLECT);
  }

  private static final class Block extends Module {
    private final Sequential branch;

    Block(LayerContext at, int width) {
      branch =
          child(
              "branch",
              new Sequential.Builder(at.at("branch"))
                  .then(x -> mirrored(x, 1))
                  .add(c -> XAVIER.build(c, width, width, 3, Op.Conv2d.PLAIN))
                  .then(x -> mirrored(normalized(x).relu(), 1))
                  .add(c -> XAVIER.build(c, width, width, 3, Op.Conv2d.PLAIN))
                  .then(StyleGenerator::normalized)
                  .build());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.add(branch.forward(x, mode));
    }
  }

  /** A transposed 3x3 convolution to twice the size. */
  private static final class Doubling extends Module {
    private static final int KERNEL = 3;
    private static final SpatialOp.ConvTranspose2d OPTIONS =
        SpatialOp.ConvTranspose2d.of(2, 1).withOutputPadding(1);

    private final Tensor weight;
    private final Tensor bias;

    Doubling(LayerContext at, int in, int out) {
      Initializer xavier = Initializer.xavierNormal();
      Shape shape = Shape.of(in, out, KERNEL, KERNEL);
      weight = parameter("weight", at.parameter("weight", shape, xavier));
      bias = parameter("bias", at.parameter("bias", Shape.of(out), Initializer.constant(0)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.convTranspose2d(weight, bias, OPTIONS);
    }
  }
}

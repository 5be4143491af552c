package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/**
 * A convolution times a low-cost collaborative layer (arXiv 1703.08651): where the cheap layer's
 * ReLU is 0 the product is, so the convolution need not be computed there.
 */
public final class CollaborativeConv extends Module {
  private final Conv2d main;
  private final Conv2d cheap;
  private final BatchNorm2d norm;

  /** What the cheap layer is. */
  public enum Kind {
    /** A 1x1 convolution with as many maps as the main one. */
    POINTWISE,
    /** One map of the main convolution's kernel, for all of its maps. */
    SHARED,
    /** One map of a 1x1 convolution, for all maps. */
    POINTWISE_SHARED
  }

  public CollaborativeConv(
      LayerContext at, Kind kind, int in, int out, int kernel, Op.Conv2d options) {
    main = child("main", new Conv2d(at.at("main"), in, out, kernel, options));
    int maps = kind == Kind.POINTWISE ? out : 1;
    boolean pointwise = kind != Kind.SHARED;
    Op.Conv2d cheapOptions = pointwise ? Op.Conv2d.of(options.strideH(), 0) : options.withGroups(1);
    cheap =
        child("cheap", new Conv2d(at.at("cheap"), in, maps, pointwise ? 1 : kernel, cheapOptions));
    norm = child("norm", new BatchNorm2d(at.at("norm"), maps));
  }

  /** On every 3x3 convolution and a bottleneck's last, of any residual network. */
  public static Style style(Kind kind) {
    return new OnBlocks(kind);
  }

  private record OnBlocks(Kind kind) implements Style {
    @Override
    public ConvLayer convolution(Position at) {
      return (context, in, out, kernel, options) ->
          kernel == 1 && !at.last()
              ? new Conv2d(context, in, out, kernel, options)
              : new CollaborativeConv(context, kind, in, out, kernel, options);
    }
  }

  /** What the main output is multiplied by, {@code [N, 1 or out, H', W']}, at least 0. */
  public Tensor gate(Tensor x, Mode mode) {
    return norm.forward(cheap.forward(x, mode), mode).relu();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return main.forward(x, mode).mul(gate(x, mode));
  }
}

package io.reprise.baselines;

import io.reprise.nn.Branches;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Set;

/**
 * SqueezeNet (arXiv 1602.07360): fire modules that squeeze by 1x1 convolutions and expand by 1x1
 * and 3x3. Input {@code [N, 3, 224, 224]}, output logits.
 */
public final class SqueezeNet extends Module {
  private final Sequential layers;

  /**
   * Widths of a fire module.
   *
   * @param expand of its 1x1 and of its 3x3 convolution
   */
  public record Fire(int squeeze, int expand) {
    /** Checks the widths. */
    public Fire {
      Requirements.positive("fire module: width", squeeze, expand);
    }
  }

  /**
   * Which network.
   *
   * @param stemWidth of the first convolution, of stride 2
   * @param pooledBefore numbers of the fire modules, from 0, that a maximum stands before
   */
  public record Design(
      int stemWidth, int stemKernel, List<Fire> fires, Set<Integer> pooledBefore, int classes) {
    /** Copies the collections. */
    public Design {
      fires = List.copyOf(fires);
      pooledBefore = Set.copyOf(pooledBefore);
      Requirements.positive("SqueezeNet: stem or classes", stemWidth, stemKernel, classes);
    }

    /** Version 1.0, 1,000 classes. */
    public static final Design V1_0 = new Design(96, 7, published(), Set.of(0, 3, 7), 1000);

    /** Version 1.1, with 2.4 times fewer multiply-adds. */
    public static final Design V1_1 = new Design(64, 3, published(), Set.of(0, 2, 4), 1000);

    private static List<Fire> published() {
      return List.of(
          new Fire(16, 64),
          new Fire(16, 64),
          new Fire(32, 128),
          new Fire(32, 128),
          new Fire(48, 192),
          new Fire(48, 192),
          new Fire(64, 256),
          new Fire(64, 256));
    }
  }

  public SqueezeNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("layers"));
    Op.Conv2d halving = Op.Conv2d.of(2, 0);
    Op.Pool2d maximum = new Op.Pool2d(Op.Pooling.MAX, 3, 3, 2, 2, 0, 0, true, false);
    all.add(c -> ConvLayer.BIASED.build(c, 3, design.stemWidth, design.stemKernel, halving));
    all.then(Tensor::relu);
    int in = design.stemWidth;
    for (int i = 0; i < design.fires.size(); i++) {
      Fire fire = design.fires.get(i);
      int from = in;
      if (design.pooledBefore.contains(i)) {
        all.then(x -> x.pool2d(maximum));
      }
      all.add(c -> ConvLayer.BIASED.build(c, from, fire.squeeze, 1, Op.Conv2d.PLAIN));
      all.then(Tensor::relu);
      all.add(c -> expand(c, fire)).then(Tensor::relu);
      in = 2 * fire.expand;
    }
    int from = in;
    all.add(c -> new Dropout(c, 0.5));
    all.add(c -> ConvLayer.BIASED.build(c, from, design.classes, 1, Op.Conv2d.PLAIN));
    all.then(Tensor::relu).then(x -> x.mean(2, 3));
    layers = child("layers", all.build());
  }

  private static Module expand(LayerContext at, Fire f) {
    return new Branches(
        List.of(
            ConvLayer.BIASED.build(at.at("0"), f.squeeze, f.expand, 1, Op.Conv2d.PLAIN),
            ConvLayer.BIASED.build(at.at("1"), f.squeeze, f.expand, 3, Op.Conv2d.of(1, 1))));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return layers.forward(x, mode);
  }
}

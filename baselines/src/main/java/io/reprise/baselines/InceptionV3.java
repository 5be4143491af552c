package io.reprise.baselines;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Branches;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.Conv2d;
import io.reprise.nn.Dropout;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Inception-v3 (arXiv 1512.00567) in torchvision's layout, without the auxiliary classifier of
 * training. Input {@code [N, 3, 299, 299]}, output logits.
 */
public final class InceptionV3 extends Module {
  private static final double EPSILON = 1e-3;

  private final Sequential body;
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param sixteenths of the published widths, 16 for all of them
   * @param style which activations follow; convolutions and normalisation are always torchvision's.
   *     The stem's layers are block 0, each inception module, those that halve the image among
   *     them, is a block
   */
  public record Design(int sixteenths, int classes, Style style) {
    /** Checks the values. */
    public Design {
      Requirements.positive(
          "Inception-v3: sixteenths of the width or classes", sixteenths, classes);
    }

    /** With ReLU everywhere. */
    public Design(int sixteenths, int classes) {
      this(sixteenths, classes, UniformStyle.STANDARD);
    }

    /** With activations of another style. */
    public Design withStyle(Style newStyle) {
      return new Design(sixteenths, classes, newStyle);
    }

    /** With the published widths and 1,000 classes. */
    public static final Design IMAGE_NET = new Design(16, 1000);
  }

  public InceptionV3(LayerContext at, Design design) {
    Parts parts = new Parts(design.sixteenths, design.style);
    Op.Pool2d half = Op.Pool2d.max(3, 2, 0);
    body =
        child(
            "body",
            new Sequential.Builder(at.at("body"))
                .add(c -> parts.conv(c, Place.stem(1), 3, 32, 3, 3, 2, 0, 0))
                .add(c -> parts.conv(c, Place.stem(2), 32, 32, 3, 3, 1, 0, 0))
                .add(c -> parts.conv(c, Place.stem(3), 32, 64, 3, 3, 1, 1, 1))
                .then(x -> x.pool2d(half))
                .add(c -> parts.conv(c, Place.stem(4), 64, 80, 1))
                .add(c -> parts.conv(c, Place.stem(5), 80, 192, 3, 3, 1, 0, 0))
                .then(x -> x.pool2d(half))
                .add(c -> parts.fiveByFive(c, 0, 192, 32))
                .add(c -> parts.fiveByFive(c, 1, 256, 64))
                .add(c -> parts.fiveByFive(c, 2, 288, 64))
                .add(c -> parts.firstReduction(c, 3))
                .add(c -> parts.sevenBySeven(c, 4, 128))
                .add(c -> parts.sevenBySeven(c, 5, 160))
                .add(c -> parts.sevenBySeven(c, 6, 160))
                .add(c -> parts.sevenBySeven(c, 7, 192))
                .add(c -> parts.secondReduction(c, 8))
                .add(c -> parts.expanded(c, 9, 1280))
                .add(c -> parts.expanded(c, 10, 2048))
                .then(x -> x.mean(2, 3))
                .add(c -> new Dropout(c, 0.5))
                .build());
    classifier =
        child("classifier", new Linear(at.at("classifier"), parts.scaled(2048), design.classes));
  }

  /** Where a layer's activation stands. */
  private interface Place {
    ChannelLayer activation(Style style);

    static Place stem(int layer) {
      return style -> style.activation(new Style.Position(0, layer, false));
    }
  }

  /** The places of an inception module's layers. */
  private record Places(int module, int layers) {
    Place only(int layer) {
      return at(layer, true, true);
    }

    Place first(int layer) {
      return at(layer, true, false);
    }

    Place inner(int layer) {
      return at(layer, false, false);
    }

    Place last(int layer) {
      return at(layer, false, true);
    }

    private Place at(int layer, boolean first, boolean last) {
      return style ->
          style.activation(
              new Style.Position(module + 1, layer, false),
              new Style.InModule(module, layer, layers, first, last));
    }
  }

  /** The network's parts; every published width is a multiple of 16. */
  private record Parts(int sixteenths, Style style) {
    private static final int IMAGE = 3;

    int scaled(int width) {
      return width / 16 * sixteenths;
    }

    private Module fiveByFive(LayerContext at, int module, int in, int pooled) {
      Places m = new Places(module, 7);
      return branches(
          at,
          b -> b.add(c -> conv(c, m.only(1), in, 64, 1)),
          b ->
              b.add(c -> conv(c, m.first(2), in, 48, 1))
                  .add(c -> conv(c, m.last(3), 48, 64, 5, 5, 1, 2, 2)),
          b ->
              b.add(c -> conv(c, m.first(4), in, 64, 1))
                  .add(c -> conv(c, m.inner(5), 64, 96, 3, 3, 1, 1, 1))
                  .add(c -> conv(c, m.last(6), 96, 96, 3, 3, 1, 1, 1)),
          b -> averaged(b).add(c -> conv(c, m.only(7), in, pooled, 1)));
    }

    private Module firstReduction(LayerContext at, int module) {
      Places m = new Places(module, 4);
      return branches(
          at,
          b -> b.add(c -> conv(c, m.only(1), 288, 384, 3, 3, 2, 0, 0)),
          b ->
              b.add(c -> conv(c, m.first(2), 288, 64, 1))
                  .add(c -> conv(c, m.inner(3), 64, 96, 3, 3, 1, 1, 1))
                  .add(c -> conv(c, m.last(4), 96, 96, 3, 3, 2, 0, 0)),
          b -> b.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 0))));
    }

    private Module sevenBySeven(LayerContext at, int module, int w) {
      Places m = new Places(module, 10);
      return branches(
          at,
          b -> b.add(c -> conv(c, m.only(1), 768, 192, 1)),
          b ->
              b.add(c -> conv(c, m.first(2), 768, w, 1))
                  .add(c -> conv(c, m.inner(3), w, w, 1, 7, 1, 0, 3))
                  .add(c -> conv(c, m.last(4), w, 192, 7, 1, 1, 3, 0)),
          b ->
              b.add(c -> conv(c, m.first(5), 768, w, 1))
                  .add(c -> conv(c, m.inner(6), w, w, 7, 1, 1, 3, 0))
                  .add(c -> conv(c, m.inner(7), w, w, 1, 7, 1, 0, 3))
                  .add(c -> conv(c, m.inner(8), w, w, 7, 1, 1, 3, 0))
                  .add(c -> conv(c, m.last(9), w, 192, 1, 7, 1, 0, 3)),
          b -> averaged(b).add(c -> conv(c, m.only(10), 768, 192, 1)));
    }

    private Module secondReduction(LayerContext at, int module) {
      Places m = new Places(module, 6);
      return branches(
          at,
          b ->
              b.add(c -> conv(c, m.first(1), 768, 192, 1))
                  .add(c -> conv(c, m.last(2), 192, 320, 3, 3, 2, 0, 0)),
          b ->
              b.add(c -> conv(c, m.first(3), 768, 192, 1))
                  .add(c -> conv(c, m.inner(4), 192, 192, 1, 7, 1, 0, 3))
                  .add(c -> conv(c, m.inner(5), 192, 192, 7, 1, 1, 3, 0))
                  .add(c -> conv(c, m.last(6), 192, 192, 3, 3, 2, 0, 0)),
          b -> b.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 0))));
    }

    private Module expanded(LayerContext at, int module, int in) {
      Places m = new Places(module, 9);
      return branches(
          at,
          b -> b.add(c -> conv(c, m.only(1), in, 320, 1)),
          b -> b.add(c -> conv(c, m.first(2), in, 384, 1)).add(c -> split(c, m.last(3), m.last(4))),
          b ->
              b.add(c -> conv(c, m.first(5), in, 448, 1))
                  .add(c -> conv(c, m.inner(6), 448, 384, 3, 3, 1, 1, 1))
                  .add(c -> split(c, m.last(7), m.last(8))),
          b -> averaged(b).add(c -> conv(c, m.only(9), in, 192, 1)));
    }

    private Module split(LayerContext at, Place wide, Place high) {
      return branches(
          at,
          b -> b.add(c -> conv(c, wide, 384, 384, 1, 3, 1, 0, 1)),
          b -> b.add(c -> conv(c, high, 384, 384, 3, 1, 1, 1, 0)));
    }

    private Sequential.Builder averaged(Sequential.Builder branch) {
      return branch.then(x -> x.pool2d(Op.Pool2d.average(3, 1, 1)));
    }

    /** Appends a branch's layers. */
    private interface Branch {
      Sequential.Builder append(Sequential.Builder layers);
    }

    private Module branches(LayerContext at, Branch... parts) {
      List<Sequential> built = new ArrayList<>();
      for (Branch part : parts) {
        LayerContext place = at.at(Integer.toString(built.size()));
        built.add(part.append(new Sequential.Builder(place)).build());
      }
      return new Branches(built);
    }

    private Module conv(LayerContext at, Place place, int in, int out, int kernel) {
      return conv(at, place, in, out, kernel, kernel, 1, 0, 0);
    }

    private Module conv(
        LayerContext at,
        Place place,
        int in,
        int out,
        int kernelH,
        int kernelW,
        int stride,
        int padH,
        int padW) {
      int from = in == IMAGE ? in : scaled(in);
      int to = scaled(out);
      Op.Conv2d options = new Op.Conv2d(stride, stride, padH, padW, 1, 1, 1);
      Initializer kaiming = Initializer.kaimingNormal(Initializer.Fan.OUT);
      return new Sequential.Builder(at)
          .add(c -> new Conv2d(c, from, to, kernelH, kernelW, options, false, kaiming))
          .add(c -> new BatchNorm2d(c, to, EPSILON))
          .add(c -> place.activation(style).build(c, to))
          .build();
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }
}

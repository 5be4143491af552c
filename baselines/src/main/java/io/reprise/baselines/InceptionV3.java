package io.reprise.baselines;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Branches;
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
   */
  public record Design(int sixteenths, int classes) {
    /** Checks the values. */
    public Design {
      Requirements.positive(
          "Inception-v3: sixteenths of the width or classes", sixteenths, classes);
    }

    /** With the published widths and 1,000 classes. */
    public static final Design IMAGE_NET = new Design(16, 1000);
  }

  public InceptionV3(LayerContext at, Design design) {
    Parts parts = new Parts(design.sixteenths);
    Op.Pool2d half = Op.Pool2d.max(3, 2, 0);
    body =
        child(
            "body",
            new Sequential.Builder(at.at("body"))
                .add(c -> parts.conv(c, 3, 32, 3, 3, 2, 0, 0))
                .add(c -> parts.conv(c, 32, 32, 3, 3, 1, 0, 0))
                .add(c -> parts.conv(c, 32, 64, 3, 3, 1, 1, 1))
                .then(x -> x.pool2d(half))
                .add(c -> parts.conv(c, 64, 80, 1))
                .add(c -> parts.conv(c, 80, 192, 3, 3, 1, 0, 0))
                .then(x -> x.pool2d(half))
                .add(c -> parts.fiveByFive(c, 192, 32))
                .add(c -> parts.fiveByFive(c, 256, 64))
                .add(c -> parts.fiveByFive(c, 288, 64))
                .add(parts::firstReduction)
                .add(c -> parts.sevenBySeven(c, 128))
                .add(c -> parts.sevenBySeven(c, 160))
                .add(c -> parts.sevenBySeven(c, 160))
                .add(c -> parts.sevenBySeven(c, 192))
                .add(parts::secondReduction)
                .add(c -> parts.expanded(c, 1280))
                .add(c -> parts.expanded(c, 2048))
                .then(x -> x.mean(2, 3))
                .add(c -> new Dropout(c, 0.5))
                .build());
    classifier =
        child("classifier", new Linear(at.at("classifier"), parts.scaled(2048), design.classes));
  }

  /** The network's parts; every published width is a multiple of 16. */
  private record Parts(int sixteenths) {
    private static final int IMAGE = 3;

    int scaled(int width) {
      return width / 16 * sixteenths;
    }

    private Module fiveByFive(LayerContext at, int in, int pooled) {
      return branches(
          at,
          b -> b.add(c -> conv(c, in, 64, 1)),
          b -> b.add(c -> conv(c, in, 48, 1)).add(c -> conv(c, 48, 64, 5, 5, 1, 2, 2)),
          b ->
              b.add(c -> conv(c, in, 64, 1))
                  .add(c -> conv(c, 64, 96, 3, 3, 1, 1, 1))
                  .add(c -> conv(c, 96, 96, 3, 3, 1, 1, 1)),
          b -> averaged(b).add(c -> conv(c, in, pooled, 1)));
    }

    private Module firstReduction(LayerContext at) {
      return branches(
          at,
          b -> b.add(c -> conv(c, 288, 384, 3, 3, 2, 0, 0)),
          b ->
              b.add(c -> conv(c, 288, 64, 1))
                  .add(c -> conv(c, 64, 96, 3, 3, 1, 1, 1))
                  .add(c -> conv(c, 96, 96, 3, 3, 2, 0, 0)),
          b -> b.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 0))));
    }

    private Module sevenBySeven(LayerContext at, int w) {
      return branches(
          at,
          b -> b.add(c -> conv(c, 768, 192, 1)),
          b ->
              b.add(c -> conv(c, 768, w, 1))
                  .add(c -> conv(c, w, w, 1, 7, 1, 0, 3))
                  .add(c -> conv(c, w, 192, 7, 1, 1, 3, 0)),
          b ->
              b.add(c -> conv(c, 768, w, 1))
                  .add(c -> conv(c, w, w, 7, 1, 1, 3, 0))
                  .add(c -> conv(c, w, w, 1, 7, 1, 0, 3))
                  .add(c -> conv(c, w, w, 7, 1, 1, 3, 0))
                  .add(c -> conv(c, w, 192, 1, 7, 1, 0, 3)),
          b -> averaged(b).add(c -> conv(c, 768, 192, 1)));
    }

    private Module secondReduction(LayerContext at) {
      return branches(
          at,
          b -> b.add(c -> conv(c, 768, 192, 1)).add(c -> conv(c, 192, 320, 3, 3, 2, 0, 0)),
          b ->
              b.add(c -> conv(c, 768, 192, 1))
                  .add(c -> conv(c, 192, 192, 1, 7, 1, 0, 3))
                  .add(c -> conv(c, 192, 192, 7, 1, 1, 3, 0))
                  .add(c -> conv(c, 192, 192, 3, 3, 2, 0, 0)),
          b -> b.then(x -> x.pool2d(Op.Pool2d.max(3, 2, 0))));
    }

    private Module expanded(LayerContext at, int in) {
      return branches(
          at,
          b -> b.add(c -> conv(c, in, 320, 1)),
          b -> b.add(c -> conv(c, in, 384, 1)).add(this::split),
          b ->
              b.add(c -> conv(c, in, 448, 1))
                  .add(c -> conv(c, 448, 384, 3, 3, 1, 1, 1))
                  .add(this::split),
          b -> averaged(b).add(c -> conv(c, in, 192, 1)));
    }

    private Module split(LayerContext at) {
      return branches(
          at,
          b -> b.add(c -> conv(c, 384, 384, 1, 3, 1, 0, 1)),
          b -> b.add(c -> conv(c, 384, 384, 3, 1, 1, 1, 0)));
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

    private Module conv(LayerContext at, int in, int out, int kernel) {
      return conv(at, in, out, kernel, kernel, 1, 0, 0);
    }

    private Module conv(
        LayerContext at,
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
          .then(Tensor::relu)
          .build();
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return classifier.forward(body.forward(x, mode), mode);
  }
}

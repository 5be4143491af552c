package io.reprise.baselines.recognition;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Dropout;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.PRelu;
import io.reprise.nn.Sequential;
import io.reprise.nn.SqueezeExcitation;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * The "improved residual" network of ArcFace (arXiv 1801.07698) for faces, with or without
 * squeeze-and-excitation. Input {@code [N, 3, H, W]}, output embeddings {@code [N, D]}, with an
 * {@link Uncertainty} head {@code [N, 2 D]}: mean, then logarithm of the variance (DUL, arXiv
 * 2003.11339).
 */
public final class IrNet extends Module {
  private final Sequential body;
  private final Module mean;
  private final Module logVariance;

  /** A second head that says how sure the embedding is. */
  public enum Uncertainty {
    /** None. */
    NONE,
    /** One linear layer and normalisation, as for the embedding. */
    LINEAR,
    /** Two linear layers, each with normalisation. */
    HIDDEN
  }

  /**
   * Which network.
   *
   * @param units of each stage, each of which halves the image
   * @param widths of each stage; the stem has the first one's
   * @param reduction of squeeze-and-excitation, or 0 for none
   * @param side of the square input
   * @param embedding D
   * @param dropout in front of the embedding's linear layer, in [0, 1)
   */
  public record Design(
      List<Integer> units,
      List<Integer> widths,
      int reduction,
      int side,
      int embedding,
      double dropout,
      Uncertainty uncertainty) {
    /** Copies the lists and checks that they fit together. */
    public Design {
      units = List.copyOf(units);
      widths = List.copyOf(widths);
      if (units.isEmpty()
          || units.size() != widths.size()
          || units.stream().anyMatch(n -> n < 1)
          || widths.stream().anyMatch(n -> n < 1)) {
        throw new IllegalArgumentException(
            "IR network: units " + units + " and widths " + widths + ": expected one each a stage");
      }
      if (side < 1 || side % (1 << units.size()) != 0 || reduction < 0 || embedding < 1) {
        throw new IllegalArgumentException(
            "IR network: side "
                + side
                + ", reduction "
                + reduction
                + ", embedding "
                + embedding
                + ": expected a side that halves "
                + units.size()
                + " times, at least 0, at least 1");
      }
    }

    /**
     * For faces of 112x112, without squeeze-and-excitation, embeddings of 512.
     *
     * @param depth 18, 34, 50, 64 or 100
     */
    public static Design faces(int depth) {
      List<Integer> units =
          switch (depth) {
            case 18 -> List.of(2, 2, 2, 2);
            case 34 -> List.of(3, 4, 6, 3);
            case 50 -> List.of(3, 4, 14, 3);
            case 64 -> List.of(3, 8, 16, 3);
            case 100 -> List.of(3, 13, 30, 3);
            default ->
                throw new IllegalArgumentException(
                    "IR network depth " + depth + ": expected 18, 34, 50, 64 or 100");
          };
      return new Design(units, List.of(64, 128, 256, 512), 0, 112, 512, 0.4, Uncertainty.NONE);
    }

    /** With squeeze-and-excitation in every unit, and a second head. */
    public Design with(int newReduction, Uncertainty newUncertainty) {
      return new Design(units, widths, newReduction, side, embedding, dropout, newUncertainty);
    }
  }

  public IrNet(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at.at("body"));
    int stem = design.widths.get(0);
    all.add(c -> ConvLayer.NORMALIZED.build(c, 3, stem, 3, Op.Conv2d.of(1, 1)));
    all.add(c -> new PRelu(c, stem));
    int in = stem;
    for (int stage = 0; stage < design.units.size(); stage++) {
      int out = design.widths.get(stage);
      for (int i = 0; i < design.units.get(stage); i++) {
        int from = in;
        int stride = i == 0 ? 2 : 1;
        all.add(c -> new Unit(c, from, out, stride, design.reduction));
        in = out;
      }
    }
    int last = in;
    body = child("body", all.add(c -> new BatchNorm2d(c, last)).build());
    int side = design.side >> design.units.size();
    int features = last * side * side;
    mean =
        child(
            "mean",
            new Sequential.Builder(at.at("mean"))
                .add(c -> new Dropout(c, design.dropout))
                .then(Tensor::flatten)
                .add(c -> new Linear(c, features, design.embedding))
                .add(c -> new BatchNorm2d(c, design.embedding))
                .build());
    logVariance =
        design.uncertainty == Uncertainty.NONE
            ? null
            : child("logVariance", uncertain(at.at("logVariance"), design, features));
  }

  private static Module uncertain(LayerContext at, Design design, int features) {
    int out = design.embedding;
    Sequential.Builder head = new Sequential.Builder(at);
    if (design.uncertainty == Uncertainty.HIDDEN) {
      head.then(Tensor::flatten);
      head.add(c -> new Linear(c, features, out)).add(c -> new BatchNorm2d(c, out));
      head.then(Tensor::relu).add(c -> new Linear(c, out, out));
    } else {
      head.add(c -> new Dropout(c, design.dropout)).then(Tensor::flatten);
      head.add(c -> new Linear(c, features, out));
    }
    return head.add(c -> new BatchNorm2d(c, out)).build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = body.forward(x, mode);
    Tensor embedding = mean.forward(y, mode);
    return logVariance == null ? embedding : embedding.concat(1, logVariance.forward(y, mode));
  }

  /** Normalisation, convolution, PReLU, convolution, normalisation, plus a shortcut. */
  private static final class Unit extends Module {
    private final Sequential branch;
    private final SqueezeExcitation attention;
    private final Module projection;
    private final int stride;

    Unit(LayerContext at, int in, int out, int stride, int reduction) {
      this.stride = stride;
      branch =
          child(
              "branch",
              new Sequential.Builder(at.at("branch"))
                  .add(c -> new BatchNorm2d(c, in))
                  .add(c -> ConvLayer.PLAIN.build(c, in, out, 3, Op.Conv2d.of(1, 1)))
                  .add(c -> new PRelu(c, out))
                  .add(c -> ConvLayer.NORMALIZED.build(c, out, out, 3, Op.Conv2d.of(stride, 1)))
                  .build());
      attention =
          reduction == 0
              ? null
              : child(
                  "attention",
                  new SqueezeExcitation(at.at("attention"), out, out / reduction, false));
      projection =
          in == out
              ? null
              : child(
                  "projection",
                  ConvLayer.NORMALIZED.build(
                      at.at("projection"), in, out, 1, Op.Conv2d.of(stride, 0)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = branch.forward(x, mode);
      Tensor shortcut =
          projection != null
              ? projection.forward(x, mode)
              : stride > 1 ? x.pool2d(Op.Pool2d.max(1, stride, 0)) : x;
      return (attention == null ? y : attention.forward(y, mode)).add(shortcut);
    }
  }
}

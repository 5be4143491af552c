package io.reprise.baselines.cells;

import io.reprise.nn.ConvLayer;
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
 * A stack of searched cells (DARTS, arXiv 1806.09055), without the auxiliary classifier that serves
 * training alone: after a third and after two thirds a cell that halves the image and doubles the
 * width. Input {@code [N, 3, H, W]}, output logits.
 */
public final class CellNetwork extends Module {
  private static final int STEM_FACTOR = 3;

  private final Module stem;
  private final Module second;
  private final List<Cell> cells = new ArrayList<>();
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param width of the first cell's nodes
   * @param imageNetStem three convolutions of stride 2, else one 3x3 to three times the width
   */
  public record Design(
      Genotype genotype,
      int width,
      int cells,
      boolean imageNetStem,
      int classes,
      CellLayers layers) {
    /** Checks the values. */
    public Design {
      if (width < 2 || width % 2 != 0 || cells < 1 || classes < 1) {
        throw new IllegalArgumentException(
            "cell network: width "
                + width
                + ", "
                + cells
                + " cells, "
                + classes
                + " classes: expected an even width, and at least 1");
      }
    }

    /** For CIFAR: 20 cells, 10 classes. */
    public static Design cifar(Genotype genotype, int width, CellLayers layers) {
      return new Design(genotype, width, 20, false, 10, layers);
    }

    /** For ImageNet: 14 cells, 1,000 classes. */
    public static Design imageNet(Genotype genotype, int width, CellLayers layers) {
      return new Design(genotype, width, 14, true, 1000, layers);
    }
  }

  public CellNetwork(LayerContext at, Design design) {
    int width = design.width;
    int stemWidth = design.imageNetStem ? width : STEM_FACTOR * width;
    stem =
        child(
            "stem",
            design.imageNetStem
                ? halving(at.at("stem"), width)
                : ConvLayer.NORMALIZED.build(at.at("stem"), 3, stemWidth, 3, Op.Conv2d.of(1, 1)));
    second =
        design.imageNetStem
            ? child(
                "second",
                new Sequential.Builder(at.at("second"))
                    .then(Tensor::relu)
                    .add(c -> ConvLayer.NORMALIZED.build(c, width, width, 3, Op.Conv2d.of(2, 1)))
                    .build())
            : null;
    int older = stemWidth;
    int newer = stemWidth;
    int inside = width;
    boolean halvesOlder = design.imageNetStem;
    for (int i = 0; i < design.cells; i++) {
      boolean reduces = i == design.cells / 3 || i == 2 * design.cells / 3;
      inside *= reduces ? 2 : 1;
      String name = "cell" + i;
      Cell cell = new Cell(at.at(name), design, older, newer, inside, reduces, halvesOlder);
      cells.add(child(name, cell));
      halvesOlder = reduces;
      older = newer;
      Genotype genotype = design.genotype;
      newer = Cell.outWidth(reduces ? genotype.reduction() : genotype.normal(), inside);
    }
    classifier = child("classifier", new Linear(at.at("classifier"), newer, design.classes));
  }

  private static Module halving(LayerContext at, int width) {
    Op.Conv2d half = Op.Conv2d.of(2, 1);
    return new Sequential.Builder(at)
        .add(c -> ConvLayer.NORMALIZED.build(c, 3, width / 2, 3, half))
        .then(Tensor::relu)
        .add(c -> ConvLayer.NORMALIZED.build(c, width / 2, width, 3, half))
        .build();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor older = stem.forward(x, mode);
    Tensor newer = second == null ? older : second.forward(older, mode);
    for (Cell cell : cells) {
      Tensor next = cell.forward(older, newer, mode);
      older = newer;
      newer = next;
    }
    return classifier.forward(newer.mean(2, 3), mode);
  }
}

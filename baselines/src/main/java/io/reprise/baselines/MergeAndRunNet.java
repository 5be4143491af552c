package io.reprise.baselines;

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
 * Merge-and-run networks for CIFAR (arXiv 1611.07718): two residual networks side by side, whose
 * shortcuts both are the mean of the two inputs, each projected where the shape changes. The last
 * block adds both branches to that mean. Input {@code [N, 3, H, W]}, output logits.
 */
public final class MergeAndRunNet extends Module {
  private static final int BRANCHES = 2;

  private final Module stem;
  private final List<Block> blocks = new ArrayList<>();
  private final Linear classifier;

  /**
   * Which network.
   *
   * @param blocks of each of the three stages, in each of the two networks
   * @param width of the first stage; each stage doubles it
   */
  public record Design(int blocks, int width, int classes) {
    /** Checks the values. */
    public Design {
      Requirements.positive("merge-and-run: blocks, width or classes", blocks, width, classes);
    }

    /**
     * By the depth of a plain network with as many layers.
     *
     * @param depth 12n+2, for example 110; the longest path has 6n+2 layers
     * @param factor to the widths 16, 32 and 64
     * @throws IllegalArgumentException if there is no such depth
     */
    public static Design ofDepth(int depth, int factor, int classes) {
      if (depth < 14 || (depth - 2) % 12 != 0) {
        throw new IllegalArgumentException(
            "merge-and-run: depth " + depth + ": expected 12n+2 (14, 26, 62, 110, ...)");
      }
      return new Design((depth - 2) / 12, 16 * factor, classes);
    }
  }

  public MergeAndRunNet(LayerContext at, Design design) {
    int in = design.width;
    stem = child("stem", ConvLayer.NORMALIZED.build(at.at("stem"), 3, in, 3, Op.Conv2d.of(1, 1)));
    for (int stage = 0; stage < 3; stage++) {
      int out = design.width << stage;
      for (int i = 0; i < design.blocks; i++) {
        String name = "stage" + (stage + 1) + "_block" + i;
        blocks.add(child(name, new Block(at.at(name), in, out)));
        in = out;
      }
    }
    classifier = child("classifier", new Linear(at.at("classifier"), in, design.classes));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor first = stem.forward(x, mode).relu();
    List<Tensor> pair = List.of(first, first);
    int last = blocks.size() - 1;
    for (Block block : blocks.subList(0, last)) {
      pair = block.both(pair, mode);
    }
    Tensor joined = blocks.get(last).joined(pair, mode);
    return classifier.forward(joined.mean(2, 3), mode);
  }

  /** A residual block of both networks; its stride is 2 where the width changes. */
  private static final class Block extends Module {
    private final List<Sequential> branches = new ArrayList<>();
    private final List<Module> projections = new ArrayList<>();

    Block(LayerContext at, int in, int out) {
      int stride = in == out ? 1 : 2;
      for (int i = 0; i < BRANCHES; i++) {
        String name = "branch" + i;
        branches.add(
            child(
                name,
                new Sequential.Builder(at.at(name))
                    .add(c -> ConvLayer.NORMALIZED.build(c, in, out, 3, Op.Conv2d.of(stride, 1)))
                    .then(Tensor::relu)
                    .add(c -> ConvLayer.NORMALIZED.build(c, out, out, 3, Op.Conv2d.of(1, 1)))
                    .build()));
        if (in != out) {
          String projection = "projection" + i;
          projections.add(
              child(
                  projection,
                  ConvLayer.NORMALIZED.build(
                      at.at(projection), in, out, 1, Op.Conv2d.of(stride, 0))));
        }
      }
    }

    /** Both networks' outputs. */
    List<Tensor> both(List<Tensor> pair, Mode mode) {
      Tensor merged = merged(pair, mode);
      List<Tensor> out = new ArrayList<>();
      for (int i = 0; i < BRANCHES; i++) {
        out.add(branches.get(i).forward(pair.get(i), mode).add(merged).relu());
      }
      return out;
    }

    /** One output of both networks. */
    Tensor joined(List<Tensor> pair, Mode mode) {
      Tensor sum = merged(pair, mode);
      for (int i = 0; i < BRANCHES; i++) {
        sum = sum.add(branches.get(i).forward(pair.get(i), mode));
      }
      return sum.relu();
    }

    /** The mean of the two inputs, projected where the shape changes. */
    private Tensor merged(List<Tensor> pair, Mode mode) {
      List<Tensor> lines = new ArrayList<>();
      for (int i = 0; i < BRANCHES; i++) {
        Tensor x = pair.get(i);
        lines.add(projections.isEmpty() ? x : projections.get(i).forward(x, mode));
      }
      return lines.get(0).add(lines.get(1)).mul(0.5);
    }

    /** One output of what both networks make of the same input. */
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return joined(List.of(x, x), mode);
    }
  }
}

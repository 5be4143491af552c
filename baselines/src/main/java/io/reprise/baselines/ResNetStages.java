package io.reprise.baselines;

import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Some stages of a residual network without its classifier: a backbone from the image on, or a part
 * of one. Input {@code [N, 3, H, W]}, or what the stage before puts out; output the last stage's
 * feature maps.
 */
public final class ResNetStages extends Module {
  private final ResNet.Design design;
  private final ConvNorm stem;
  private final List<List<ResNet.Block>> stages = new ArrayList<>();

  /** All stages, with the stem. */
  public ResNetStages(LayerContext at, ResNet.Design design) {
    this(at, design, 0, design.blocks().size());
  }

  /**
   * Stages {@code [first, end)}, counted from 0; with the stem if the first is among them.
   *
   * @throws IllegalArgumentException if there are no such stages
   */
  public ResNetStages(LayerContext at, ResNet.Design design, int first, int end) {
    if (first < 0 || first >= end || end > design.blocks().size()) {
      throw new IllegalArgumentException(
          "ResNet stages [" + first + ", " + end + "): expected some of " + design.blocks().size());
    }
    this.design = design;
    Op.Conv2d options = design.imageNetStem() ? Op.Conv2d.of(2, 3) : Op.Conv2d.of(1, 1);
    int kernel = design.imageNetStem() ? 7 : 3;
    stem =
        first == 0
            ? child("stem", new ConvNorm(at.at("stem"), 3, design.stemWidth(), kernel, options))
            : null;
    int number = design.blocks().subList(0, first).stream().mapToInt(n -> n).sum();
    int in = first == 0 ? design.stemWidth() : design.outWidth(first - 1);
    for (int s = first; s < end; s++) {
      List<ResNet.Block> blocks = new ArrayList<>();
      for (int i = 0; i < design.blocks().get(s); i++) {
        String name = "stage" + (s + 1) + "_block" + i;
        blocks.add(child(name, new ResNet.Block(at.at(name), design, s, number++, in, i == 0)));
        in = design.outWidth(s);
      }
      stages.add(blocks);
    }
  }

  /** What each stage puts out. */
  public List<Tensor> maps(Tensor x, Mode mode) {
    Tensor y = stem == null ? x : ResNet.pool(design, stem.forward(x, mode).relu());
    List<Tensor> maps = new ArrayList<>();
    for (List<ResNet.Block> stage : stages) {
      for (ResNet.Block block : stage) {
        y = block.forward(y, mode);
      }
      maps.add(y);
    }
    return maps;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = maps(x, mode);
    return maps.get(maps.size() - 1);
  }
}

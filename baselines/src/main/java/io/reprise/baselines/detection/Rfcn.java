package io.reprise.baselines.detection;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.baselines.Style;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * R-FCN (arXiv 1605.06409), whose regions cost next to nothing: one image {@code [1, 3, H, W]} to
 * class scores and class-agnostic box offsets {@code [R, classes + 8]}. The residual network's last
 * stage has dilation in place of a stride.
 */
public final class Rfcn extends Module {
  private static final int BINS = 7;

  /** Offsets of the background and of an object. */
  private static final int OFFSETS = 8;

  private final Regions regions;
  private final ResNetStages body;
  private final Module reduce;
  private final Module scores;
  private final Module boxes;

  /** Convolutions of the last stage's blocks that reach twice as far. */
  private record Dilated(int firstBlock) implements Style {
    @Override
    public ConvLayer convolution(Position place) {
      return (at, in, out, kernel, options) ->
          ConvLayer.PLAIN.build(
              at,
              in,
              out,
              kernel,
              place.block() >= firstBlock && kernel == 3
                  ? Op.Conv2d.of(1, 2).withDilation(2)
                  : options);
    }
  }

  /**
   * A detector.
   *
   * @param resNet with bottlenecks and four stages
   * @param width of the reduced maps, 1,024 as published
   * @param classes with the background
   * @param regions of the image that it will see
   */
  public Rfcn(LayerContext at, ResNet.Design resNet, int width, int classes, Regions regions) {
    this.regions = regions;
    List<Integer> blocks = resNet.blocks();
    if (blocks.size() != 4) {
      throw new IllegalArgumentException(
          "R-FCN: blocks " + blocks + ": expected those of four stages");
    }
    int first = blocks.get(0) + blocks.get(1) + blocks.get(2);
    ResNet.Design dilated = resNet.withStrides(List.of(1, 2, 2, 1)).withStyle(new Dilated(first));
    body = child("body", new ResNetStages(at.at("body"), dilated));
    reduce = child("reduce", point(at.at("reduce"), resNet.outWidth(3), width));
    scores = child("scores", point(at.at("scores"), width, BINS * BINS * classes));
    boxes = child("boxes", point(at.at("boxes"), width, BINS * BINS * OFFSETS));
  }

  private static Module point(LayerContext at, int in, int out) {
    return ConvLayer.BIASED.build(at, in, out, 1, Op.Conv2d.PLAIN);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor maps = reduce.forward(body.forward(x, mode), mode).relu();
    return regions
        .positionSensitive(scores.forward(maps, mode), BINS)
        .concat(1, regions.positionSensitive(boxes.forward(maps, mode), BINS));
  }
}

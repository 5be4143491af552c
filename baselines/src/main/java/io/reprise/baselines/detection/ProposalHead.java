package io.reprise.baselines.detection;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;

/**
 * A region proposal network's head (arXiv 1506.01497): {@code [N, in, H, W]} to scores and box
 * offsets of each cell's anchors, {@code [N, anchors * (scores + 4), H, W]}.
 */
public final class ProposalHead extends Module {
  private final Module hidden;
  private final Module scores;
  private final Module boxes;

  /**
   * A head.
   *
   * @param scoresEach 2 for a softmax over object and background, 1 for a sigmoid
   */
  public ProposalHead(LayerContext at, int in, int width, int anchors, int scoresEach) {
    hidden =
        child("hidden", ConvLayer.BIASED.build(at.at("hidden"), in, width, 3, Op.Conv2d.of(1, 1)));
    scores = child("scores", point(at.at("scores"), width, anchors * scoresEach));
    boxes = child("boxes", point(at.at("boxes"), width, 4 * anchors));
  }

  private static Module point(LayerContext at, int in, int out) {
    return ConvLayer.BIASED.build(at, in, out, 1, Op.Conv2d.PLAIN);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = hidden.forward(x, mode).relu();
    return scores.forward(y, mode).concat(1, boxes.forward(y, mode));
  }
}

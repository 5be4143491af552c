package io.reprise.baselines.detection;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.ResNetStages;
import io.reprise.nn.Dropout;
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
 * Fast and Faster R-CNN (arXiv 1504.08083, 1506.01497) on VGG-16, on the first four stages of
 * ResNet-50, or on its feature pyramid: one image {@code [1, 3, H, W]} to class scores and box
 * offsets of its regions, {@code [R, classes + 4 * boxes]}. The proposals' scores are computed
 * where there is a proposal network, but the regions are given.
 */
public final class RegionDetector extends Module {
  private static final int PYRAMID = 256;
  private static final int STAGES = 4;
  private static final int CROP = 14;

  private final Design design;
  private final Regions regions;
  private final Body body;
  private final ProposalHead proposals;
  private final Module head;
  private final Linear scores;
  private final Linear boxes;

  /** What the regions are cut from. */
  public enum Backbone {
    /** VGG-16, with its two linear layers behind the regions. */
    VGG_16,
    /** ResNet-50, with its last stage behind the regions. */
    RESNET_50_C4,
    /** ResNet-50 with a feature pyramid, and two linear layers of 1,024. */
    RESNET_50_FPN
  }

  /**
   * Which detector.
   *
   * @param width of the first convolutions, 64 as published; all others follow, but those of a
   *     pyramid
   * @param classes with the background
   * @param proposes whether it has a proposal network (Faster R-CNN), else not (Fast R-CNN)
   */
  public record Design(Backbone backbone, int width, int classes, boolean proposes) {
    /** Checks the values. */
    public Design {
      if (width < 1 || classes < 1) {
        throw new IllegalArgumentException(
            "detector: width " + width + ", classes " + classes + ": expected at least 1");
      }
    }

    /** Faster R-CNN of published widths. */
    public static Design faster(Backbone backbone, int classes) {
      return new Design(backbone, 64, classes, true);
    }

    /** Fast R-CNN of published widths. */
    public static Design fast(Backbone backbone, int classes) {
      return new Design(backbone, 64, classes, false);
    }

    private ResNet.Design resNet() {
      return new ResNet.Design(
          List.of(3, 4, 6, 3),
          List.of(width, 2 * width, 4 * width, 8 * width),
          1,
          true,
          true,
          true);
    }
  }

  /**
   * A detector.
   *
   * @param regions of the image that it will see
   */
  public RegionDetector(LayerContext at, Design design, Regions regions) {
    this.design = design;
    this.regions = regions;
    int w = design.width;
    body = child("body", new Body(at.at("body"), design));
    boolean pyramid = design.backbone == Backbone.RESNET_50_FPN;
    LayerContext rpn = at.at("proposals");
    proposals =
        design.proposes
            ? child(
                "proposals",
                pyramid
                    ? new ProposalHead(rpn, PYRAMID, PYRAMID, 3, 1)
                    : new ProposalHead(rpn, body.channels, 8 * w, 9, 2))
            : null;
    LayerContext behind = at.at("head");
    head =
        child(
            "head",
            switch (design.backbone) {
              case VGG_16 -> linear(behind, body.channels, 64 * w, 0.5);
              case RESNET_50_C4 -> new ResNetStages(behind, design.resNet(), 3, 4);
              case RESNET_50_FPN -> linear(behind, body.channels, 16 * w, 0);
            });
    int features =
        switch (design.backbone) {
          case VGG_16 -> 64 * w;
          case RESNET_50_C4 -> 32 * w;
          case RESNET_50_FPN -> 16 * w;
        };
    scores = child("scores", new Linear(at.at("scores"), features, design.classes));
    boxes = child("boxes", new Linear(at.at("boxes"), features, 4 * design.classes));
  }

  private static Module linear(LayerContext at, int channels, int width, double dropout) {
    return new Sequential.Builder(at)
        .then(Tensor::flatten)
        .add(c -> new Linear(c, channels * 7 * 7, width))
        .then(Tensor::relu)
        .add(c -> new Dropout(c, dropout))
        .add(c -> new Linear(c, width, width))
        .then(Tensor::relu)
        .add(c -> new Dropout(c, dropout))
        .build();
  }

  /** Scores and offsets of all anchors, for the losses of a proposal network; finest map first. */
  public List<Tensor> anchors(Tensor x, Mode mode) {
    return anchors(body.maps(x, mode), mode);
  }

  private List<Tensor> anchors(List<Tensor> maps, Mode mode) {
    return proposals == null
        ? List.of()
        : maps.stream().map(m -> proposals.forward(m, mode)).toList();
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = body.maps(x, mode);
    anchors(maps, mode);
    Tensor cut =
        design.backbone == Backbone.RESNET_50_FPN
            ? regions.cropFromPyramid(
                maps.subList(0, STAGES), x.shape().dim(2), x.shape().dim(3), CROP)
            : regions.crop(maps.get(0), CROP);
    Tensor features =
        design.backbone == Backbone.RESNET_50_C4
            ? head.forward(cut, mode).mean(2, 3)
            // Two samples a side and bin, of which the largest counts.
            : head.forward(cut.pool2d(Op.Pool2d.max(2, 2, 0)), mode);
    return scores.forward(features, mode).concat(1, boxes.forward(features, mode));
  }

  /** What is computed once for the image: maps of stride 16, or a pyramid's from 4 to 64. */
  private static final class Body extends Module {
    private final Module plain;
    private final ResNetStages stages;
    private final FeaturePyramid pyramid;
    private final int channels;

    Body(LayerContext at, Design design) {
      int w = design.width;
      boolean pyramidal = design.backbone == Backbone.RESNET_50_FPN;
      channels =
          switch (design.backbone) {
            case VGG_16 -> 8 * w;
            case RESNET_50_C4 -> 16 * w;
            case RESNET_50_FPN -> PYRAMID;
          };
      List<Integer> vgg = new ArrayList<>(VggFeatures.toFourthGroup(w));
      vgg.addAll(VggFeatures.fifthGroup(w));
      plain =
          switch (design.backbone) {
            case VGG_16 -> child("vgg", new VggFeatures(at.at("vgg"), 3, vgg));
            case RESNET_50_C4 ->
                child("resNet", new ResNetStages(at.at("resNet"), design.resNet(), 0, 3));
            case RESNET_50_FPN -> null;
          };
      stages =
          pyramidal ? child("stages", new ResNetStages(at.at("stages"), design.resNet())) : null;
      pyramid =
          pyramidal
              ? child(
                  "pyramid",
                  new FeaturePyramid(
                      at.at("pyramid"), List.of(4 * w, 8 * w, 16 * w, 32 * w), PYRAMID))
              : null;
    }

    List<Tensor> maps(Tensor x, Mode mode) {
      if (plain != null) {
        return List.of(plain.forward(x, mode));
      }
      List<Tensor> maps = new ArrayList<>(pyramid.maps(stages.maps(x, mode), mode));
      maps.add(maps.get(maps.size() - 1).pool2d(Op.Pool2d.max(1, 2, 0)));
      return maps;
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return maps(x, mode).get(0);
    }
  }
}

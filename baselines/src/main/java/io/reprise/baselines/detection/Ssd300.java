package io.reprise.baselines.detection;

import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * SSD on VGG-16 (arXiv 1512.02325): images {@code [N, 3, 300, 300]} to class scores and box offsets
 * of 8,732 anchors, {@code [N, 8732, classes + 4]}.
 */
public final class Ssd300 extends Module {
  private static final List<Integer> ANCHORS = List.of(4, 6, 6, 6, 4, 4);
  private static final double NORM = 20;
  private static final double EPSILON = 1e-10;

  private final Design design;
  private final Module fourth;
  private final Tensor scale;
  private final List<Module> steps = new ArrayList<>();
  private final List<Module> scores = new ArrayList<>();
  private final List<Module> boxes = new ArrayList<>();

  /**
   * Which network.
   *
   * @param width of the first convolutions, 64 as published; all others follow
   * @param classes with the background
   */
  public record Design(int width, int classes) {
    /** Checks the values. */
    public Design {
      if (width < 1 || classes < 1) {
        throw new IllegalArgumentException(
            "SSD: width " + width + ", classes " + classes + ": expected at least 1");
      }
    }

    /** As published, for so many classes with the background. */
    public static Design published(int classes) {
      return new Design(64, classes);
    }
  }

  public Ssd300(LayerContext at, Design design) {
    this.design = design;
    int w = design.width;
    fourth = child("fourth", new VggFeatures(at.at("fourth"), 3, VggFeatures.toFourthGroup(w)));
    scale = parameter("scale", at.parameter("scale", Shape.of(8 * w), Initializer.constant(NORM)));
    steps.add(child("fc7", new Wide(at.at("fc7"), w)));
    steps.add(child("extra0", new Extra(at.at("extra0"), 16 * w, 4 * w, Op.Conv2d.of(2, 1))));
    steps.add(child("extra1", new Extra(at.at("extra1"), 8 * w, 2 * w, Op.Conv2d.of(2, 1))));
    steps.add(child("extra2", new Extra(at.at("extra2"), 4 * w, 2 * w, Op.Conv2d.PLAIN)));
    steps.add(child("extra3", new Extra(at.at("extra3"), 4 * w, 2 * w, Op.Conv2d.PLAIN)));
    List<Integer> channels = List.of(8 * w, 16 * w, 8 * w, 4 * w, 4 * w, 4 * w);
    for (int i = 0; i < ANCHORS.size(); i++) {
      int anchors = ANCHORS.get(i);
      scores.add(head(at, "scores" + i, channels.get(i), anchors * design.classes));
      boxes.add(head(at, "boxes" + i, channels.get(i), anchors * 4));
    }
  }

  private Module head(LayerContext at, String name, int in, int out) {
    return child(name, ConvLayer.BIASED.build(at.at(name), in, out, 3, Op.Conv2d.of(1, 1)));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = fourth.forward(x, mode);
    int width = 8 * design.width;
    List<Tensor> maps = new ArrayList<>();
    maps.add(y.normalize(1, EPSILON).mul(scale.reshape(1, width, 1, 1)));
    for (Module step : steps) {
      y = step.forward(y, mode);
      maps.add(y);
    }
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < maps.size(); i++) {
      Tensor score = anchors(scores.get(i).forward(maps.get(i), mode), design.classes);
      all.add(score.concat(2, anchors(boxes.get(i).forward(maps.get(i), mode), 4)));
    }
    return all.get(0).concat(1, all.subList(1, all.size()).toArray(new Tensor[0]));
  }

  /** {@code [N, anchors * numbers, H, W]} to {@code [N, H * W * anchors, numbers]}. */
  private static Tensor anchors(Tensor x, int numbers) {
    return x.permute(0, 2, 3, 1).reshape(x.shape().dim(0), -1, numbers);
  }

  /** The fifth group, a maximum that keeps the size, and VGG's linear layers as convolutions. */
  private static final class Wide extends Module {
    private final Module fifth;
    private final Module six;
    private final Module seven;

    Wide(LayerContext at, int w) {
      fifth = child("fifth", new VggFeatures(at.at("fifth"), 8 * w, VggFeatures.fifthGroup(w)));
      Op.Conv2d dilated = Op.Conv2d.of(1, 6).withDilation(6);
      six = child("six", ConvLayer.BIASED.build(at.at("six"), 8 * w, 16 * w, 3, dilated));
      seven =
          child(
              "seven", ConvLayer.BIASED.build(at.at("seven"), 16 * w, 16 * w, 1, Op.Conv2d.PLAIN));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = fifth.forward(x, mode).pool2d(Op.Pool2d.max(3, 1, 1));
      return seven.forward(six.forward(y, mode).relu(), mode).relu();
    }
  }

  /** A 1x1 convolution and a 3x3 of twice its width. */
  private static final class Extra extends Module {
    private final Module narrow;
    private final Module wide;

    Extra(LayerContext at, int in, int inner, Op.Conv2d options) {
      narrow =
          child("narrow", ConvLayer.BIASED.build(at.at("narrow"), in, inner, 1, Op.Conv2d.PLAIN));
      wide = child("wide", ConvLayer.BIASED.build(at.at("wide"), inner, 2 * inner, 3, options));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return wide.forward(narrow.forward(x, mode).relu(), mode).relu();
    }
  }
}

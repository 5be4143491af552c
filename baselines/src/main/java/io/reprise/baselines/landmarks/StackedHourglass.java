package io.reprise.baselines.landmarks;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Sequential;
import io.reprise.tensor.Op;
import io.reprise.tensor.SpatialOp;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Stacked hourglasses for landmarks (arXiv 1603.06937). Input {@code [N, 3, H, W]}, output the last
 * stack's maps {@code [N, P, H / 4, W / 4]}. H and W are multiples of 4 times 2 to the depth.
 */
public final class StackedHourglass extends Module {
  private static final int STEM = 64;

  private final Sequential stem;
  private final List<Stack> stacks = new ArrayList<>();

  /**
   * Which network.
   *
   * @param stacks how many hourglasses, one after the other
   * @param blocks residual blocks at each place
   * @param features channels inside, an even number
   * @param depth how often an hourglass halves its maps
   * @param maps P, a map a landmark
   */
  public record Design(int stacks, int blocks, int features, int depth, int maps) {
    /** Checks the values. */
    public Design {
      if (stacks < 1 || blocks < 1 || features < 2 || features % 2 != 0 || depth < 1 || maps < 1) {
        throw new IllegalArgumentException(
            "hourglass: "
                + stacks
                + " stacks, "
                + blocks
                + " blocks, "
                + features
                + " features, depth "
                + depth
                + ", "
                + maps
                + " maps: expected at least 1 each, and an even number of features");
      }
    }

    /** As published for people, with one block at each place. */
    public static Design published(int stacks, int maps) {
      return new Design(stacks, 1, 256, 4, maps);
    }
  }

  public StackedHourglass(LayerContext at, Design design) {
    int half = design.features / 2;
    Sequential.Builder all = new Sequential.Builder(at.at("stem"));
    all.add(c -> ConvLayer.BIASED.build(c, 3, STEM, 7, Op.Conv2d.of(2, 3)));
    all.add(c -> new BatchNorm2d(c, STEM)).then(Tensor::relu);
    all.add(c -> new Residual(c, STEM, half)).then(StackedHourglass::halved);
    all.add(c -> new Residual(c, half, design.features));
    all.add(c -> new Residual(c, design.features, design.features));
    stem = child("stem", all.build());
    for (int i = 1; i <= design.stacks; i++) {
      String name = "stack" + i;
      stacks.add(child(name, new Stack(at.at(name), design, i == design.stacks)));
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = stacks(x, mode);
    return maps.get(maps.size() - 1);
  }

  /** The maps of every stack, all of which are trained. */
  public List<Tensor> stacks(Tensor x, Mode mode) {
    Tensor in = stem.forward(x, mode);
    List<Tensor> maps = new ArrayList<>();
    for (Stack stack : stacks) {
      Tensor features = stack.features(in, mode);
      Tensor found = stack.maps.forward(features, mode);
      maps.add(found);
      in = stack.last ? in : stack.next(in, features, found, mode);
    }
    return maps;
  }

  private static Tensor halved(Tensor x) {
    return x.pool2d(Op.Pool2d.max(2, 2, 0));
  }

  private static Module pointwise(LayerContext at, int in, int out) {
    return ConvLayer.BIASED.build(at, in, out, 1, Op.Conv2d.PLAIN);
  }

  private static Sequential residuals(LayerContext at, Design design) {
    Sequential.Builder all = new Sequential.Builder(at);
    for (int i = 0; i < design.blocks; i++) {
      all.add(c -> new Residual(c, design.features, design.features));
    }
    return all.build();
  }

  /** Normalisation and activation in front of three convolutions; half the width inside. */
  private static final class Residual extends Module {
    private final Sequential branch;
    private final Module shortcut;

    Residual(LayerContext at, int in, int out) {
      int half = out / 2;
      Sequential.Builder all = new Sequential.Builder(at.at("branch"));
      all.add(c -> new BatchNorm2d(c, in)).then(Tensor::relu);
      all.add(c -> pointwise(c, in, half));
      all.add(c -> new BatchNorm2d(c, half)).then(Tensor::relu);
      all.add(c -> ConvLayer.BIASED.build(c, half, half, 3, Op.Conv2d.of(1, 1)));
      all.add(c -> new BatchNorm2d(c, half)).then(Tensor::relu);
      all.add(c -> pointwise(c, half, out));
      branch = child("branch", all.build());
      shortcut = in == out ? null : child("shortcut", pointwise(at.at("shortcut"), in, out));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor straight = shortcut == null ? x : shortcut.forward(x, mode);
      return branch.forward(x, mode).add(straight);
    }
  }

  /** Down and up again, with a way past at every size. */
  private static final class Hourglass extends Module {
    private final Sequential past;
    private final Sequential down;
    private final Module inside;
    private final Sequential up;

    Hourglass(LayerContext at, Design design, int depth) {
      past = child("past", residuals(at.at("past"), design));
      down = child("down", residuals(at.at("down"), design));
      LayerContext within = at.at("inside");
      inside =
          child(
              "inside",
              depth == 1 ? residuals(within, design) : new Hourglass(within, design, depth - 1));
      up = child("up", residuals(at.at("up"), design));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor low = inside.forward(down.forward(halved(x), mode), mode);
      Tensor high =
          up.forward(low, mode)
              .interpolate(
                  new SpatialOp.Interpolate(
                      x.shape().dim(2), x.shape().dim(3), SpatialOp.Interpolation.NEAREST, false));
      return past.forward(x, mode).add(high);
    }
  }

  /** An hourglass, its maps, and what it hands on to the next one. */
  private static final class Stack extends Module {
    private final Hourglass hourglass;
    private final Sequential after;
    private final Module maps;
    private final Module fromFeatures;
    private final Module fromMaps;
    private final boolean last;

    Stack(LayerContext at, Design design, boolean last) {
      int width = design.features;
      hourglass = child("hourglass", new Hourglass(at.at("hourglass"), design, design.depth));
      Sequential.Builder head = new Sequential.Builder(at.at("after"));
      head.add(c -> residuals(c, design));
      head.add(c -> pointwise(c, width, width));
      head.add(c -> new BatchNorm2d(c, width)).then(Tensor::relu);
      after = child("after", head.build());
      maps = child("maps", pointwise(at.at("maps"), width, design.maps));
      this.last = last;
      fromFeatures =
          last ? null : child("fromFeatures", pointwise(at.at("fromFeatures"), width, width));
      fromMaps = last ? null : child("fromMaps", pointwise(at.at("fromMaps"), design.maps, width));
    }

    Tensor features(Tensor x, Mode mode) {
      return after.forward(hourglass.forward(x, mode), mode);
    }

    Tensor next(Tensor x, Tensor features, Tensor found, Mode mode) {
      return x.add(fromFeatures.forward(features, mode)).add(fromMaps.forward(found, mode));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return maps.forward(features(x, mode), mode);
    }
  }
}

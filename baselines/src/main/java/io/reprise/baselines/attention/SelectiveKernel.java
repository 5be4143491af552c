package io.reprise.baselines.attention;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A selective kernel unit (arXiv 1903.06586): convolutions of different receptive fields side by
 * side, each with normalisation and ReLU, summed with weights that a softmax over the branches
 * gives for each channel of each image.
 *
 * <p>With maps {@code U_m} of the branches {@code [N, C, H, W]}: {@code s = mean over pixels of
 * sum_m U_m}, {@code z = ReLU(BN(W s))}, {@code a = softmax over m of A_m z}, output {@code sum_m
 * a_m U_m}.
 */
public final class SelectiveKernel extends Module {
  private final List<Module> branches = new ArrayList<>();
  private final Linear squeeze;
  private final BatchNorm2d squeezeNorm;
  private final List<Linear> select = new ArrayList<>();
  private final String path;
  private final int channels;
  private final Consumer<Pass> observer;

  /**
   * One branch.
   *
   * @param kernel odd, so that all branches put out maps of one size
   * @param dilation at least 1
   * @param groups 0 for those of the convolution it stands for
   */
  public record Branch(int kernel, int dilation, int groups) {
    /** Checks the values. */
    public Branch {
      if (kernel < 1 || kernel % 2 == 0 || dilation < 1 || groups < 0) {
        throw new IllegalArgumentException(
            "branch of kernel "
                + kernel
                + ", dilation "
                + dilation
                + ", "
                + groups
                + " groups: expected an odd kernel, a dilation of at least 1 and no negative"
                + " number of groups");
      }
    }

    /** The pixels from one side of its receptive field to the other. */
    public int reach() {
      return dilation * (kernel - 1) + 1;
    }

    /** This branch's convolution and normalisation, in place of a convolution. */
    Module build(LayerContext at, int in, int out, Op.Conv2d replaced) {
      int wanted = groups == 0 ? replaced.groups() : groups;
      if (in % wanted != 0 || out % wanted != 0) {
        throw new IllegalArgumentException(
            at.path()
                + ": "
                + in
                + " to "
                + out
                + " channels in "
                + wanted
                + " groups: expected multiples of the groups");
      }
      Op.Conv2d options =
          Op.Conv2d.of(replaced.strideH(), dilation * (kernel / 2))
              .withDilation(dilation)
              .withGroups(wanted);
      return ConvLayer.NORMALIZED.build(at, in, out, kernel, options);
    }
  }

  /**
   * Which unit.
   *
   * @param branches at least two: one alone would always have the weight 1
   * @param reduction channels are squeezed to {@code max(channels / reduction, least)}
   * @param attention draws the weights of the layers that squeeze and select
   */
  public record Design(List<Branch> branches, int reduction, int least, Initializer attention) {
    /** PyTorch's, as in the authors' later code: uniform in plus or minus 1 / sqrt(fan in). */
    public static final Initializer UNIFORM =
        (shape, seed) -> Initializer.fanInUniform(shape.dim(1)).draw(shape, seed);

    /** The one of the networks that the authors released: normal, standard deviation 0.01. */
    public static final Initializer RELEASED = Initializer.normal(0, 0.01);

    /** 3x3 with dilation 1 and 2, reduction 16, at least 32. */
    public static final Design PUBLISHED =
        new Design(List.of(new Branch(3, 1, 0), new Branch(3, 2, 0)), 16, 32);

    /** Copies the list and checks the values. */
    public Design {
      branches = List.copyOf(branches);
      if (branches.size() < 2 || reduction < 1 || least < 1) {
        throw new IllegalArgumentException(
            "selective kernel: "
                + branches.size()
                + " branches, reduction "
                + reduction
                + ", at least "
                + least
                + ": expected two branches and values of at least 1");
      }
    }

    /** With {@link #UNIFORM} weights. */
    public Design(List<Branch> branches, int reduction, int least) {
      this(branches, reduction, least, UNIFORM);
    }

    /** In place of a bottleneck's 3x3 convolution, with its normalisation and ReLU. */
    public Style style() {
      return style((block, pass) -> {});
    }

    /** The same, told to an observer. */
    public Style style(Observer observer) {
      return new InBottleneck(this, observer);
    }
  }

  /**
   * What one forward pass of a unit computed. The tensors belong to the scope of that pass.
   *
   * @param maps of the branches, each {@code [N, C, H, W]}
   * @param weights {@code [N, M, C]}, of sum 1 over the M branches
   * @param output {@code [N, C, H, W]}
   */
  public record Pass(List<Tensor> maps, Tensor weights, Tensor output) {}

  /** Is told every forward pass of the units of a network, and changes nothing. */
  @FunctionalInterface
  public interface Observer {
    /** Called when a unit has computed its output; the block is counted as in {@link Style}. */
    void saw(int block, Pass pass);
  }

  private record InBottleneck(Design design, Observer observer) implements Style {
    @Override
    public ConvLayer layer(Position at) {
      return at.layer() == 2
          ? (context, in, out, kernel, options) ->
              new SelectiveKernel(
                  context, design, in, out, options, pass -> observer.saw(at.block(), pass))
          : Style.super.layer(at);
    }

    @Override
    public ChannelLayer activation(Position at) {
      return at.layer() == 2 ? ChannelLayer.IDENTITY : ChannelLayer.RELU;
    }
  }

  /** In place of a convolution with the given options. */
  public SelectiveKernel(LayerContext at, Design design, int in, int out, Op.Conv2d options) {
    this(at, design, in, out, options, pass -> {});
  }

  /**
   * The same, told to an observer.
   *
   * @param observer is told every forward pass; it must not keep the tensors
   * @throws IllegalArgumentException if channels do not divide into groups
   */
  public SelectiveKernel(
      LayerContext at, Design design, int in, int out, Op.Conv2d options, Consumer<Pass> observer) {
    this.path = at.path();
    this.channels = out;
    this.observer = observer;
    for (Branch b : design.branches) {
      String name = "branch" + branches.size();
      branches.add(child(name, b.build(at.at(name), in, out, options)));
    }
    int hidden = Math.max(out / design.reduction, design.least);
    squeeze = child("squeeze", new Linear(at.at("squeeze"), out, hidden, false, design.attention));
    squeezeNorm = child("squeezeNorm", new BatchNorm2d(at.at("squeezeNorm"), hidden));
    for (int i = 0; i < branches.size(); i++) {
      String name = "select" + i;
      select.add(child(name, new Linear(at.at(name), hidden, out, false, design.attention)));
    }
  }

  /** SKNet of units a stage: {2,2,2,2}, {3,4,6,3} and {3,4,23,3} are 26, 50 and 101. */
  public static ResNet.Design network(List<Integer> units, Design unit) {
    return ResNet.Design.resNeXt(50, 32, 4).withBlocks(units).withStyle(unit.style());
  }

  /**
   * The weighted sum of the branches' maps.
   *
   * @throws IllegalArgumentException if the batch is of one image in training, where the squeezed
   *     numbers have no variance to normalise by
   */
  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return select(branches.stream().map(b -> b.forward(x, mode).relu()).toList(), mode);
  }

  /**
   * What follows the branches: fuses and selects.
   *
   * @param maps of the branches after ReLU, each {@code [N, C, H, W]}
   * @throws IllegalArgumentException if they are not one for each branch, of one shape with this
   *     unit's channels; or as {@link #forward} does
   */
  public Tensor select(List<Tensor> maps, Mode mode) {
    requireShapes(maps.stream().map(Tensor::shape).toList(), mode);
    Tensor sum = maps.get(0);
    for (Tensor map : maps.subList(1, maps.size())) {
      sum = sum.add(map);
    }
    Tensor z = squeezeNorm.forward(squeeze.forward(sum.mean(2, 3), mode), mode).relu();
    List<Tensor> logits = select.stream().map(s -> s.forward(z, mode).unsqueeze(1)).toList();
    Tensor weights =
        logits.get(0).concat(1, logits.subList(1, logits.size()).toArray(new Tensor[0])).softmax(1);
    Shape s = sum.shape();
    Tensor out = null;
    for (int i = 0; i < maps.size(); i++) {
      Tensor w = weights.slice(1, i, i + 1).reshape(s.dim(0), s.dim(1), 1, 1);
      Tensor part = maps.get(i).mul(w);
      out = out == null ? part : out.add(part);
    }
    observer.accept(new Pass(maps, weights, out));
    return out;
  }

  private void requireShapes(List<Shape> maps, Mode mode) {
    boolean fits =
        maps.size() == branches.size()
            && maps.stream().distinct().count() == 1
            && maps.get(0).rank() == 4
            && maps.get(0).dim(1) == channels;
    if (!fits) {
      throw new IllegalArgumentException(
          path
              + ": maps of the branches "
              + maps
              + ": expected "
              + branches.size()
              + " of one shape [N, "
              + channels
              + ", H, W]");
    }
    if (mode == Mode.TRAIN && maps.get(0).dim(0) < 2) {
      throw new IllegalArgumentException(
          path
              + ": training on a batch of "
              + maps.get(0).dim(0)
              + ": expected at least 2 images, since the squeezed numbers are normalised over the"
              + " batch alone");
    }
  }
}

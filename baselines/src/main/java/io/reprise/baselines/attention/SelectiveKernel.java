package io.reprise.baselines.attention;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.Style;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A selective kernel unit (arXiv 1903.06586): convolutions of different receptive fields side by
 * side, each with normalisation and ReLU, summed with weights that a softmax over the branches
 * gives for each channel.
 */
public final class SelectiveKernel extends Module {
  private final List<Module> branches = new ArrayList<>();
  private final Linear squeeze;
  private final BatchNorm2d squeezeNorm;
  private final List<Linear> select = new ArrayList<>();

  /**
   * One branch.
   *
   * @param kernel odd
   * @param groups 0 for those of the convolution it stands for
   */
  public record Branch(int kernel, int dilation, int groups) {
    Op.Conv2d options(Op.Conv2d replaced) {
      int reach = dilation * (kernel / 2);
      return Op.Conv2d.of(replaced.strideH(), reach)
          .withDilation(dilation)
          .withGroups(groups == 0 ? replaced.groups() : groups);
    }
  }

  /**
   * Which unit.
   *
   * @param branches at least two
   * @param reduction channels are squeezed to {@code max(channels / reduction, least)}
   */
  public record Design(List<Branch> branches, int reduction, int least) {
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

    /** In place of a bottleneck's 3x3 convolution, with its normalisation and ReLU. */
    public Style style() {
      return new InBottleneck(this);
    }
  }

  private record InBottleneck(Design design) implements Style {
    @Override
    public ConvLayer layer(Position at) {
      return at.layer() == 2
          ? (context, in, out, kernel, options) ->
              new SelectiveKernel(context, design, in, out, options)
          : Style.super.layer(at);
    }

    @Override
    public ChannelLayer activation(Position at) {
      return at.layer() == 2 ? ChannelLayer.IDENTITY : ChannelLayer.RELU;
    }
  }

  /** In place of a convolution with the given options. */
  public SelectiveKernel(LayerContext at, Design design, int in, int out, Op.Conv2d options) {
    for (Branch b : design.branches) {
      String name = "branch" + branches.size();
      branches.add(
          child(
              name,
              ConvLayer.NORMALIZED.build(at.at(name), in, out, b.kernel, b.options(options))));
    }
    int hidden = Math.max(out / design.reduction, design.least);
    squeeze = child("squeeze", new Linear(at.at("squeeze"), out, hidden, false));
    squeezeNorm = child("squeezeNorm", new BatchNorm2d(at.at("squeezeNorm"), hidden));
    for (int i = 0; i < branches.size(); i++) {
      String name = "select" + i;
      select.add(child(name, new Linear(at.at(name), hidden, out, false)));
    }
  }

  /** SKNet of units a stage: {2,2,2,2}, {3,4,6,3} and {3,4,23,3} are 26, 50 and 101. */
  public static ResNet.Design network(List<Integer> units, Design unit) {
    return ResNet.Design.resNeXt(50, 32, 4).withBlocks(units).withStyle(unit.style());
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    List<Tensor> maps = branches.stream().map(b -> b.forward(x, mode).relu()).toList();
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
    return out;
  }
}

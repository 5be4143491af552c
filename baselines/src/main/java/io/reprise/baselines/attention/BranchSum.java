package io.reprise.baselines.attention;

import io.reprise.baselines.Style;
import io.reprise.nn.ChannelLayer;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolutions of different receptive fields side by side, each with normalisation and ReLU, summed
 * without weights: what a {@link SelectiveKernel} is compared with (arXiv 1903.06586).
 */
public final class BranchSum extends Module {
  private final List<Module> branches = new ArrayList<>();

  /**
   * In place of a convolution with the given options.
   *
   * @throws IllegalArgumentException if there is no branch, or channels do not divide into groups
   */
  public BranchSum(
      LayerContext at, List<SelectiveKernel.Branch> parts, int in, int out, Op.Conv2d options) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException(at.path() + ": no branches: expected at least one");
    }
    for (SelectiveKernel.Branch b : parts) {
      String name = "branch" + branches.size();
      branches.add(child(name, b.build(at.at(name), in, out, options)));
    }
  }

  /** In place of a bottleneck's 3x3 convolution, with its normalisation and ReLU. */
  public static Style style(List<SelectiveKernel.Branch> parts) {
    return new InBottleneck(List.copyOf(parts));
  }

  private record InBottleneck(List<SelectiveKernel.Branch> parts) implements Style {
    @Override
    public ConvLayer layer(Position at) {
      return at.layer() == 2
          ? (context, in, out, kernel, options) -> new BranchSum(context, parts, in, out, options)
          : Style.super.layer(at);
    }

    @Override
    public ChannelLayer activation(Position at) {
      return at.layer() == 2 ? ChannelLayer.IDENTITY : ChannelLayer.RELU;
    }
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor sum = branches.get(0).forward(x, mode).relu();
    for (Module branch : branches.subList(1, branches.size())) {
      sum = sum.add(branch.forward(x, mode).relu());
    }
    return sum;
  }
}

package io.reprise.baselines.search;

import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network with several candidates for each layer, whose paths share weights: the supernet of
 * Single Path One-Shot (arXiv 1904.00420). It has a forward pass along a {@link #path} only.
 */
public final class ChoiceNet extends Module {
  private final Module stem;
  private final List<ChoiceLayer> layers;
  private final Module head;

  /**
   * Takes over parts that fit together whichever candidates are taken.
   *
   * @throws IllegalArgumentException if there are no layers
   */
  public ChoiceNet(Module stem, List<ChoiceLayer> layers, Module head) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a choice net of 0 layers: expected at least 1");
    }
    this.stem = child("stem", stem);
    this.layers = List.copyOf(layers);
    for (int i = 0; i < layers.size(); i++) {
      child("layer" + i, layers.get(i));
    }
    this.head = child("head", head);
  }

  /** The paths: for each layer the number of its candidate. */
  public SearchSpace space() {
    return new SearchSpace(0, layers.stream().map(layer -> layer.candidates() - 1).toList());
  }

  /** How many layers have candidates. */
  public int layers() {
    return layers.size();
  }

  /**
   * The candidates of a layer.
   *
   * @param number counted from 0
   */
  public ChoiceLayer layer(int number) {
    return layers.get(number);
  }

  /**
   * The network along a path. It holds this network's tensors, and no others: what trains it trains
   * what the path takes alone.
   *
   * @throws IllegalArgumentException if the code is none of {@link #space}, naming the layer
   */
  public Module path(List<Integer> code) {
    List<Integer> checked = space().require(code);
    return new Path(
        stem,
        IntStream.range(0, layers.size())
            .mapToObj(i -> layers.get(i).candidate(checked.get(i)))
            .toList(),
        head);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    throw new IllegalStateException("a choice net runs along a path only");
  }

  private static final class Path extends Module {
    Path(Module stem, List<Module> blocks, Module head) {
      child("stem", stem);
      for (int i = 0; i < blocks.size(); i++) {
        child("layer" + i, blocks.get(i));
      }
      child("head", head);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (Module part : children().values()) {
        y = part.forward(y, mode);
      }
      return y;
    }
  }
}

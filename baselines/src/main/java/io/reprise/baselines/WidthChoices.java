package io.reprise.baselines;

import io.reprise.baselines.search.ChoiceLayer;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.ConvLayer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Candidate blocks of several widths inside, where those of one kind share the weights of the
 * widest: a narrower one takes the first filters, and of each the first inputs (arXiv 1904.00420,
 * section 3.4). The normalisations have no scale and shift, so each width can have statistics of
 * its own; these are no part of the state, since a path's are estimated before it is judged.
 */
final class WidthChoices extends ChoiceLayer {
  private final List<Module> candidates = new ArrayList<>();

  /** Makes a block. */
  interface Blocks {
    /**
     * The block of a gene.
     *
     * @param layer makes its convolutions with their normalisations
     */
    Module build(LayerContext at, ConvLayer layer, int gene);
  }

  /**
   * Builds the widest block of each kind, and the others on its weights.
   *
   * @param kinds of blocks
   * @param widths of each; the gene of a block is {@code kind * widths + width}
   */
  WidthChoices(LayerContext at, int kinds, List<Integer> widths, Blocks blocks) {
    int widest = widths.indexOf(Collections.max(widths));
    for (int kind = 0; kind < kinds; kind++) {
      LayerContext here = at.at(Integer.toString(kind));
      Weights weights = child(Integer.toString(kind), new Weights(here.path()));
      blocks.build(here, weights::create, kind * widths.size() + widest);
      for (int w = 0; w < widths.size(); w++) {
        candidates.add(blocks.build(here, weights::share, kind * widths.size() + w));
      }
    }
  }

  @Override
  public int candidates() {
    return candidates.size();
  }

  @Override
  public Module candidate(int number) {
    return candidates.get(number);
  }

  /** The weights of the widest block, by the path of their layer. */
  private static final class Weights extends Module {
    private final String block;
    private final Map<String, Tensor> byLayer = new LinkedHashMap<>();

    Weights(String block) {
      this.block = block;
    }

    Module create(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
      Conv2d conv = ShuffleChoiceNet.convolution(at, in, out, kernel, options);
      String name = at.path().substring(block.length() + 1) + ".weight";
      byLayer.put(at.path(), parameter(name, conv.weight()));
      return conv;
    }

    Module share(LayerContext at, int in, int out, int kernel, Op.Conv2d options) {
      return new FirstFilters(at, byLayer.get(at.path()), in / options.groups(), out, options);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      throw new IllegalStateException("weights alone have no forward pass");
    }
  }

  /** A convolution by the first filters and inputs of a larger weight, with its normalisation. */
  private static final class FirstFilters extends Module {
    private final Tensor weight;
    private final int inputs;
    private final int filters;
    private final Op.Conv2d options;
    private final BatchNorm2d norm;

    FirstFilters(LayerContext at, Tensor weight, int inputs, int filters, Op.Conv2d options) {
      this.weight = parameter("weight", weight);
      this.inputs = inputs;
      this.filters = filters;
      this.options = options;
      this.norm = child("norm", BatchNorm2d.notAffine(at.at("norm"), filters));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor own = weight.slice(0, 0, filters).slice(1, 0, inputs);
      return norm.forward(x.conv2d(own, null, options), mode);
    }
  }
}

package io.reprise.baselines.landmarks;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.State;
import io.reprise.tensor.Tensor;

/**
 * Gives images of any style one look (SAN, arXiv 1803.04108, section 3.1): the mean of what two
 * generators make of them, each of which was trained to make one style look like the other. Input
 * and output {@code [N, 3, H, W]}.
 */
public final class StyleAggregation extends Module {
  private final Module first;
  private final Module second;

  public StyleAggregation(LayerContext at, GeneratorDesign generator) {
    first = child("firstStyle", generator.build(at.at("firstStyle")));
    second = child("secondStyle", generator.build(at.at("secondStyle")));
  }

  /**
   * Takes over trained generators.
   *
   * @throws IllegalArgumentException if a state is not of such a generator
   */
  public void load(State firstGenerator, State secondGenerator) {
    first.load(firstGenerator);
    second.load(secondGenerator);
  }

  /** What the first generator makes of images. */
  public Tensor first(Tensor x, Mode mode) {
    return first.forward(x, mode);
  }

  /** What the second makes of them. */
  public Tensor second(Tensor x, Mode mode) {
    return second.forward(x, mode);
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    return first(x, mode).add(second(x, mode)).mul(0.5);
  }
}

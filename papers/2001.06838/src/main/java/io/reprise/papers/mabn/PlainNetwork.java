package io.reprise.papers.mabn;

import io.reprise.baselines.normalization.NormalizedStyle;
import io.reprise.nn.ConvNorm;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Seven 3x3 convolutions with normalisation and ReLU, the mean over all pixels and a linear layer.
 * The first four halve the image: of an input {@code [N, 3, 32, 32]} the last four normalisations
 * see maps of 2x2, on which a normalisation batch of two images has eight values a channel.
 */
final class PlainNetwork extends Module {
  private static final List<Integer> WIDTHS = List.of(12, 12, 24, 48, 48, 48, 48);
  private static final int HALVED = 4;

  private final List<Module> layers = new ArrayList<>();
  private final Linear classifier;

  PlainNetwork(LayerContext at, NormalizedStyle style, int classes) {
    int in = 3;
    for (int width : WIDTHS) {
      String name = "conv" + (layers.size() + 1);
      boolean first = layers.isEmpty();
      Op.Conv2d options = Op.Conv2d.of(layers.size() < HALVED ? 2 : 1, 1);
      ConvNorm layer =
          new ConvNorm(
              at.at(name),
              first ? style.stem() : style.convolution(),
              style.normalization(),
              in,
              width,
              3,
              options);
      layers.add(child(name, layer));
      in = width;
    }
    classifier = child("classifier", new Linear(at.at("classifier"), in, classes));
  }

  /** The path of the last normalisation. */
  static String lastNormalization() {
    return "conv" + WIDTHS.size() + ".norm";
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (Module layer : layers) {
      y = layer.forward(y, mode).relu();
    }
    return classifier.forward(y.mean(2, 3), mode);
  }
}

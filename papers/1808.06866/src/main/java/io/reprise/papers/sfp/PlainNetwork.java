package io.reprise.papers.sfp;

import io.reprise.nn.Conv2d;
import io.reprise.nn.Initializer;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small network without batch normalisation, on which soft pruning can be seen apart from what
 * normalisation does to a zero filter: three 3x3 convolutions with biases, of 12, 24 and 24
 * filters, each followed by ReLU and a 2x2 maximum, then a linear layer. Input {@code [N, 3, 32,
 * 32]}.
 */
final class PlainNetwork extends Module {
  private static final int[] WIDTHS = {12, 24, 24};
  private static final int LAST_PIXELS = 4 * 4;

  private final List<Conv2d> convs = new ArrayList<>();
  private final Linear classifier;

  PlainNetwork(LayerContext at, int classes) {
    int in = 3;
    for (int width : WIDTHS) {
      String name = "conv" + (convs.size() + 1);
      Initializer kaiming = Initializer.kaimingNormal(Initializer.Fan.IN);
      convs.add(
          child(name, new Conv2d(at.at(name), in, width, 3, Op.Conv2d.of(1, 1), true, kaiming)));
      in = width;
    }
    classifier = child("classifier", new Linear(at.at("classifier"), in * LAST_PIXELS, classes));
  }

  /** The weights of the convolutions, by layer: all are prunable, their biases stay. */
  Map<String, Tensor> weights() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    convs.forEach(conv -> all.put("conv" + (all.size() + 1), conv.weight()));
    return all;
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (Conv2d conv : convs) {
      y = conv.forward(y, mode).relu().pool2d(Op.Pool2d.max(2, 2, 0));
    }
    return classifier.forward(y.flatten(), mode);
  }
}

package io.reprise.baselines.normalization;

import io.reprise.nn.CenteredConv2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.Module;
import io.reprise.nn.State;
import io.reprise.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Puts moving-average batch normalisations into the convolutions in front of them: {@code W' gamma
 * / sqrt(R + eps)} is the weight, the shift the bias. The network then has no normalisation left.
 */
public final class FoldedNormalization {
  private FoldedNormalization() {}

  /**
   * Sets a network's weights so that it computes what a trained one does in evaluation.
   *
   * @param trained with parts named {@code conv} and {@code norm} side by side
   * @param folded the same network with biased convolutions and no normalisation
   * @throws IllegalArgumentException if the two do not correspond
   */
  public static void fold(Module trained, Module folded) {
    Map<String, Module> parts = trained.modules();
    Map<String, Tensor> parameters = trained.parameters();
    Map<String, float[]> values = new LinkedHashMap<>();
    try (var scope = trained.parameters().values().iterator().next().engine().inference()) {
      for (String name : folded.parameters().keySet()) {
        int dot = name.lastIndexOf('.');
        String owner = name.substring(0, Math.max(dot, 0));
        String place = owner.substring(0, Math.max(owner.lastIndexOf('.'), 0));
        if (owner.endsWith(".conv")
            && parts.get(place + ".norm") instanceof MovingAverageBatchNorm norm) {
          values.put(
              name,
              name.endsWith(".bias")
                  ? norm.shift().toFloats()
                  : weight(owner, parts.get(owner))
                      .mul(norm.factor().reshape(-1, 1, 1, 1))
                      .toFloats());
        } else if (parameters.containsKey(name)) {
          values.put(name, parameters.get(name).toFloats());
        } else {
          throw new IllegalArgumentException(
              "folding: the trained network has no part for '" + name + "'");
        }
      }
    }
    folded.load(new State(values));
  }

  private static Tensor weight(String path, Module conv) {
    if (conv instanceof CenteredConv2d centered) {
      return centered.centered();
    }
    if (conv instanceof Conv2d plain && !plain.parameters().containsKey("bias")) {
      return plain.weight();
    }
    throw new IllegalArgumentException(
        "folding: '"
            + path
            + "' is "
            + (conv == null
                ? "missing"
                : "a " + conv.getClass().getSimpleName() + conv.parameters().keySet())
            + ": expected a convolution without bias");
  }
}

package io.reprise.papers.sdbnn;

import io.reprise.baselines.binary.SelfDistributionConv2d.Pass;
import io.reprise.experiment.Measurements;
import io.reprise.tensor.DType;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The signs that one-bit convolutions see, layer by layer. */
record InputSigns(List<Layer> layers) {
  /**
   * Of one layer.
   *
   * @param inputs how many there are
   * @param before how many are +1 before their boundary moves
   * @param after how many are +1 after it
   * @param lowered how many turned from +1 to -1
   */
  private record Layer(String path, long inputs, long before, long after, long lowered) {
    static Layer of(Pass pass) {
      Tensor before = pass.input().ge(0);
      Tensor after = pass.moved().ge(0);
      return new Layer(
          pass.path(),
          pass.input().shape().elements(),
          count(before),
          count(after),
          count(before.and(after.not())));
    }

    private static long count(Tensor mask) {
      return (long) mask.cast(DType.INT64).sum().item();
    }
  }

  static InputSigns of(List<Pass> passes) {
    List<Layer> layers = new ArrayList<>();
    passes.forEach(pass -> layers.add(Layer.of(pass)));
    return new InputSigns(List.copyOf(layers));
  }

  private long sum(ToLongFunction<Layer> number) {
    return layers.stream().mapToLong(number).sum();
  }

  /** Over all layers. */
  void put(Measurements m, boolean moved) {
    double percent = 100.0 / sum(Layer::inputs);
    m.put(SdBnn.POSITIVE_BEFORE, percent * sum(Layer::before));
    if (moved) {
      m.put(SdBnn.POSITIVE_AFTER, percent * sum(Layer::after));
      m.put(SdBnn.INPUTS_LOWERED, (double) sum(Layer::lowered));
    }
  }

  /** The shares of each layer, for people. */
  String words() {
    return "share of +1 before and after ASD: "
        + layers.stream()
            .map(
                layer ->
                    String.format(
                        Locale.ROOT,
                        "%s %.1f%% %.1f%%",
                        layer.path,
                        100.0 * layer.before / layer.inputs,
                        100.0 * layer.after / layer.inputs))
            .collect(Collectors.joining(", "));
  }
}

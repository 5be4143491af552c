package io.reprise.nn;

import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A model's backward pass, with what its {@link BackwardStatistics} layers have to do in it. */
public final class Backward {
  private final List<BackwardStatistics> layers;
  private final List<Tensor> parameters;

  /**
   * For the layers that the model has now.
   *
   * @param parameters what gradients are taken for
   */
  public Backward(Module model, List<Tensor> parameters) {
    this.layers =
        model.modules().values().stream()
            .filter(BackwardStatistics.class::isInstance)
            .map(BackwardStatistics.class::cast)
            .toList();
    this.parameters = List.copyOf(parameters);
  }

  /**
   * The gradients of a loss with respect to the parameters, in their order. To be asked for once
   * after each training pass.
   *
   * @throws DivergenceException if a layer finds its statistics not finite
   */
  public List<Tensor> gradients(Tensor loss) {
    Tensor total = loss;
    List<Tensor> wanted = new ArrayList<>(parameters);
    List<BackwardStatistics> taking = new ArrayList<>();
    for (BackwardStatistics layer : layers) {
      List<Tensor> probes = layer.probes();
      if (!probes.isEmpty()) {
        taking.add(layer);
        wanted.addAll(probes);
        total = layer.carriedOver().map(total::add).orElse(total);
      }
    }
    List<Tensor> gradients = loss.engine().gradients(total, wanted);
    int from = parameters.size();
    for (BackwardStatistics layer : taking) {
      int to = from + layer.probes().size();
      layer.observe(gradients.subList(from, to));
      from = to;
    }
    return gradients.subList(0, parameters.size());
  }
}

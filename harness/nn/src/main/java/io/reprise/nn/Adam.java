package io.reprise.nn;

import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adam (arXiv 1412.6980), or AdamW (arXiv 1711.05101) with decoupled weight decay. */
public final class Adam implements Optimizer {
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> first = new LinkedHashMap<>();
  private final Map<String, Tensor> second = new LinkedHashMap<>();
  private final Settings settings;
  private int steps;

  /**
   * The settings.
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param decoupled whether decay shrinks the weights themselves (AdamW) or joins the gradient
   */
  public record Settings(
      double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
    /** 0.9, 0.999, 1e-8, no decay. */
    public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8, 0, false);

    /** Checks the ranges. */
    public Settings {
      if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
        throw new IllegalArgumentException(
            "betas " + beta1 + " and " + beta2 + ": expected both in [0, 1)");
      }
      if (!(epsilon > 0) || !(weightDecay >= 0)) {
        throw new IllegalArgumentException(
            "epsilon " + epsilon + ", weight decay " + weightDecay + ": expected > 0 and >= 0");
      }
    }
  }

  public Adam(Map<String, Tensor> parameters, Settings settings) {
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.settings = settings;
    parameters.forEach(
        (p, t) -> {
          first.put(p, t.engine().full(0, t.shape()));
          second.put(p, t.engine().full(0, t.shape()));
        });
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    steps++;
    double correction1 = 1 - Math.pow(settings.beta1, steps);
    double correction2 = Math.sqrt(1 - Math.pow(settings.beta2, steps));
    int i = 0;
    for (Map.Entry<String, Tensor> p : parameters.entrySet()) {
      Tensor w = p.getValue();
      Tensor g = gradients.get(i++);
      try (Scope update = w.engine().inference()) {
        if (settings.weightDecay > 0) {
          if (settings.decoupled) {
            w.scale(1 - learningRate * settings.weightDecay);
          } else {
            g.axpy(settings.weightDecay, w);
          }
        }
        Tensor m = first.get(p.getKey());
        Tensor v = second.get(p.getKey());
        m.scale(settings.beta1);
        m.axpy(1 - settings.beta1, g);
        v.scale(settings.beta2);
        v.axpy(1 - settings.beta2, g.square());
        Tensor divisor = v.sqrt();
        divisor.scale(1 / correction2);
        w.axpy(-learningRate / correction1, m.div(divisor.add(settings.epsilon)));
      }
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  /** Both moments, as {@code first.<path>} and {@code second.<path>}. */
  @Override
  public Map<String, Tensor> buffers() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    first.forEach((p, t) -> all.put("first." + p, t));
    second.forEach((p, t) -> all.put("second." + p, t));
    return all;
  }

  @Override
  public Snapshot save() {
    return Snapshot.of(buffers()).with("steps", steps);
  }

  @Override
  public void restore(Snapshot saved) {
    int done = Math.toIntExact(saved.number("steps"));
    saved.copyTo(buffers());
    steps = done;
  }
}

package io.reprise.nn;

import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Stochastic gradient descent as PyTorch defines it: {@code g += decay * w; v = momentum * v + g; w
 * -= rate * (nesterov ? g + momentum * v : v)}.
 */
public final class Sgd implements PartialOptimizer {
  private final Map<String, Tensor> parameters;
  private final Map<String, Tensor> velocities = new LinkedHashMap<>();
  private final Settings settings;

  /**
   * The settings.
   *
   * @param momentum in [0, 1)
   * @param nesterov needs momentum above 0
   * @param weightDecay at least 0
   * @param undecayed the parameter paths that weight decay leaves out
   */
  public record Settings(
      double momentum, boolean nesterov, double weightDecay, Predicate<String> undecayed) {
    /** Checks the ranges. */
    public Settings {
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException("momentum " + momentum + ": expected [0, 1)");
      }
      if (nesterov && momentum == 0) {
        throw new IllegalArgumentException("nesterov needs momentum above 0");
      }
      if (!(weightDecay >= 0)) {
        throw new IllegalArgumentException("weight decay " + weightDecay + ": expected >= 0");
      }
    }

    /** Nesterov momentum, every parameter decayed. */
    public static Settings nesterov(double momentum, double weightDecay) {
      return new Settings(momentum, true, weightDecay, path -> false);
    }
  }

  public Sgd(Map<String, Tensor> parameters, Settings settings) {
    this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    this.settings = settings;
    if (settings.momentum > 0) {
      parameters.forEach((p, t) -> velocities.put(p, t.engine().full(0, t.shape())));
    }
  }

  @Override
  public void step(List<Tensor> gradients, double learningRate) {
    int i = 0;
    for (Map.Entry<String, Tensor> p : parameters.entrySet()) {
      step(p.getKey(), p.getValue(), gradients.get(i++), learningRate);
    }
  }

  @Override
  public void step(Map<String, Tensor> gradients, double learningRate) {
    for (String path : gradients.keySet()) {
      if (!parameters.containsKey(path)) {
        throw new IllegalArgumentException(
            "gradient of '" + path + "': expected one of " + parameters.keySet());
      }
    }
    gradients.forEach((path, g) -> step(path, parameters.get(path), g, learningRate));
  }

  private void step(String path, Tensor w, Tensor g, double learningRate) {
    try (Scope update = w.engine().inference()) {
      if (settings.weightDecay > 0 && !settings.undecayed.test(path)) {
        g.axpy(settings.weightDecay, w);
      }
      Tensor direction = g;
      if (settings.momentum > 0) {
        Tensor v = velocities.get(path);
        v.scale(settings.momentum);
        v.axpy(1, g);
        if (settings.nesterov) {
          g.axpy(settings.momentum, v);
        } else {
          direction = v;
        }
      }
      w.axpy(-learningRate, direction);
    }
  }

  @Override
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  /** The velocities by parameter path; empty without momentum. */
  @Override
  public Map<String, Tensor> buffers() {
    return Collections.unmodifiableMap(velocities);
  }

  @Override
  public Snapshot save() {
    return Snapshot.of(velocities);
  }

  @Override
  public void restore(Snapshot saved) {
    saved.copyTo(velocities);
  }
}

package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;
import java.util.HashMap;
import java.util.Map;

/**
 * OSH (Cakir and Sclaroff, Online supervised hashing, ICIP 2015): each class gets a random code of
 * -1 and 1 when it is first seen, and the hyperplanes move towards the code of each sample, one
 * after the other: those that do not reach it by a margin of 1 by a step of the hinge loss or, when
 * boosted, each by the exponential loss that those before it left.
 *
 * <p>Features are to be centred and of unit length, see {@link CentredUnitLength}.
 *
 * @param rate step size, 0.1 as published
 * @param boosted online boosting in place of the hinge loss
 */
public record OutputCodeHash(double rate, boolean boosted) implements OnlineHash {
  /** Checks the rate. */
  public OutputCodeHash {
    OnlineHash.requirePositive("OSH rate", rate);
  }

  @Override
  public Learner start(LinearHash first, Seed seed) {
    Hyperplanes planes = Hyperplanes.of(first);
    return new Learner() {
      private final Map<Integer, double[]> codes = new HashMap<>();

      @Override
      public void update(LabelledFeatures batch) {
        OnlineHash.requireFits(batch, first);
        for (int i = 0; i < batch.size(); i++) {
          float[] x = batch.features().row(i);
          double[] code = codes.computeIfAbsent(batch.label(i), this::draw);
          double[] projected = planes.project(x);
          planes.add(x, boosted ? boost(x, projected, code) : hinge(projected, code));
        }
      }

      private double[] draw(int label) {
        float[] uniform = seed.named("class " + label).uniform(first.bits());
        double[] code = new double[uniform.length];
        for (int j = 0; j < code.length; j++) {
          code[j] = uniform[j] < 0.5 ? -1 : 1;
        }
        return code;
      }

      @Override
      public LinearHash hash() {
        return planes.hash();
      }
    };
  }

  private double[] hinge(double[] projected, double[] code) {
    double[] steps = new double[code.length];
    for (int j = 0; j < code.length; j++) {
      steps[j] = projected[j] * code[j] < 1 ? rate * code[j] : 0;
    }
    return steps;
  }

  /** The weight of a bit counts the bits before it as they are after their steps. */
  private double[] boost(float[] x, double[] projected, double[] code) {
    double squares = 0;
    for (float value : x) {
      squares += (double) value * value;
    }
    double[] steps = new double[code.length];
    double margins = 0;
    for (int j = 0; j < code.length; j++) {
      double own = code[j] * projected[j];
      steps[j] = rate * StrictMath.exp(-margins - own) * code[j];
      margins += own + code[j] * steps[j] * squares;
    }
    return steps;
  }
}

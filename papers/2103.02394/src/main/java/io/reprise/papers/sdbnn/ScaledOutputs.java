package io.reprise.papers.sdbnn;

import io.reprise.baselines.binary.SelfDistributionConv2d.Pass;
import io.reprise.experiment.Measurements;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Module;
import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a factor on the outputs of one-bit convolutions does to the signs after the normalisation
 * that follows, which takes the statistics of the batch as it does in training. The factor is a
 * power of two, so that only the constant under the root can tell the two apart: rounding is the
 * same.
 *
 * @param values after normalisation
 * @param changed of their signs, if that constant is scaled too, by the factor's square
 * @param changedSameEpsilon of their signs, if it is not
 */
record ScaledOutputs(long values, long changed, long changedSameEpsilon) {
  private static final double FACTOR = 1.0 / 16;

  /** Of all layers that normalisation follows at once; empty if there is none. */
  static Optional<ScaledOutputs> of(List<Pass> passes, Module network) {
    Map<String, Module> modules = network.modules();
    ScaledOutputs all = new ScaledOutputs(0, 0, 0);
    for (Pass pass : passes) {
      String norm = pass.path().replaceFirst("[^.]*$", "norm");
      if (modules.get(norm) instanceof BatchNorm2d following) {
        all = all.and(pass.output(), following);
      }
    }
    return all.values == 0 ? Optional.empty() : Optional.of(all);
  }

  private ScaledOutputs and(Tensor output, BatchNorm2d norm) {
    double epsilon = BatchNorm2d.EPSILON;
    Tensor signs = normalised(output, norm, epsilon).ge(0);
    Tensor scaled = output.mul(FACTOR);
    return new ScaledOutputs(
        values + output.shape().elements(),
        changed + different(signs, normalised(scaled, norm, epsilon * FACTOR * FACTOR)),
        changedSameEpsilon + different(signs, normalised(scaled, norm, epsilon)));
  }

  private static Tensor normalised(Tensor x, BatchNorm2d norm, double epsilon) {
    Engine engine = x.engine();
    Tensor mean = engine.full(0, norm.shift().shape());
    Tensor variance = engine.full(1, norm.shift().shape());
    return x.batchNorm(
        norm.scale(), norm.shift(), mean, variance, new Op.BatchNorm(true, 0, epsilon));
  }

  private static long different(Tensor signs, Tensor other) {
    return (long) signs.xor(other.ge(0)).cast(DType.INT64).sum().item();
  }

  void put(Measurements m) {
    m.put(SdBnn.SCALED_SIGNS, (double) changed)
        .put(SdBnn.SCALED_SIGNS_SAME_EPSILON, 100.0 * changedSameEpsilon / values);
  }
}

package io.reprise.papers.sdbnn;

import io.reprise.baselines.binary.SelfDistributionConv2d;
import io.reprise.experiment.Measurements;
import io.reprise.nn.Module;

/**
 * What weight self distribution does to the signs of a network's weights.
 *
 * @param weights of all one-bit convolutions
 * @param flipped those whose sign it changes
 * @param beyond those among them whose absolute value is at least 1% of their filter's mean's
 */
record WeightSigns(long weights, long flipped, long beyond) {
  private static final double BOUND = 0.01;

  /** Of a network as it is now. */
  static WeightSigns of(Module network) {
    WeightSigns all = new WeightSigns(0, 0, 0);
    for (Module module : network.modules().values()) {
      if (module instanceof SelfDistributionConv2d layer) {
        all = all.and(layer);
      }
    }
    return all;
  }

  private WeightSigns and(SelfDistributionConv2d layer) {
    float[] latent = layer.weight().toFloats();
    float[] shifted;
    try (var scope = layer.weight().engine().inference()) {
      shifted = layer.shiftedWeight().toFloats();
    }
    int size = latent.length / layer.weight().shape().dim(0);
    long changed = 0;
    long outside = 0;
    for (int from = 0; from < latent.length; from += size) {
      double sum = 0;
      for (int i = from; i < from + size; i++) {
        sum += latent[i];
      }
      double bound = BOUND * Math.abs(sum / size);
      for (int i = from; i < from + size; i++) {
        if ((latent[i] >= 0) != (shifted[i] >= 0)) {
          changed++;
          outside += Math.abs(latent[i]) >= bound ? 1 : 0;
        }
      }
    }
    return new WeightSigns(weights + latent.length, flipped + changed, beyond + outside);
  }

  /** The share of signs that changed, in percent. */
  double percent() {
    return 100.0 * flipped / weights;
  }

  /** Measured before training. */
  void putAtStart(Measurements m) {
    m.put(SdBnn.FLIPPED_AT_START, percent());
  }

  /** Measured after training. */
  void put(Measurements m) {
    m.put(SdBnn.FLIPPED, percent()).put(SdBnn.FLIPPED_BEYOND, (double) beyond);
  }
}

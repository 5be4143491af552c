package io.reprise.baselines.adversarial;

import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * A network that takes images in [0, 1] and standardises them itself, so that what is done to
 * images, and its size, is the same for all networks.
 */
public final class StandardizedInput extends Module {
  private final Module network;
  private final Tensor mean;
  private final Tensor deviation;

  /**
   * In front of a network.
   *
   * @param mean of each channel, as a share of the largest value, to subtract
   * @param deviation of each channel, in the same unit, to divide by
   */
  public StandardizedInput(
      LayerContext at, Module network, List<Double> mean, List<Double> deviation) {
    this.network = child("network", network);
    this.mean = column(at, mean);
    this.deviation = column(at, deviation);
  }

  private static Tensor column(LayerContext at, List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return at.engine().tensor(floats, Shape.of(1, floats.length, 1, 1));
  }

  /** Images as the network behind takes them. */
  public Tensor standardized(Tensor images) {
    return images.sub(mean).div(deviation);
  }

  @Override
  public Tensor forward(Tensor images, Mode mode) {
    return network.forward(standardized(images), mode);
  }
}

package io.reprise.baselines.adversarial;

import io.reprise.tensor.Engine;

/** Moves every value as far as allowed, up or down by the sign of a standard normal number. */
public record SignNoise() implements Attack {
  @Override
  public PixelBatch perturb(Engine engine, AttackTask task) {
    PixelBatch clean = task.clean();
    byte[] values = clean.values();
    float[] normal = task.seed().named("noise").normal(values.length);
    for (int i = 0; i < values.length; i++) {
      int moved = clean.at(i) + task.epsilon() * (int) Math.signum(normal[i]);
      values[i] = (byte) Math.max(0, Math.min(PixelBatch.WHITE, moved));
    }
    return new PixelBatch(clean.shape(), values);
  }
}

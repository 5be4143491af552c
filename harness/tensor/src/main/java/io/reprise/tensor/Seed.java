package io.reprise.tensor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * The root of all randomness of a trial. Each use takes its own stream by name, so that adding one
 * use does not shift another, and every engine sees the same numbers.
 *
 * <pre>{@code
 * Seed trial = new Seed(7);
 * UniformRandomProvider order = trial.named("data order").named("epoch 3").generator();
 * }</pre>
 */
public record Seed(long value) {
  /** The seed of a named part: the first 8 bytes of SHA-256 over this value and the name. */
  public Seed named(String name) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
      return new Seed(ByteBuffer.wrap(sha.digest(name.getBytes(StandardCharsets.UTF_8))).getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** A fresh xoshiro256++ generator at the start of this seed's stream. */
  public RestorableUniformRandomProvider generator() {
    return RandomSource.XO_SHI_RO_256_PP.create(value);
  }

  /** {@code n} standard normal numbers from this seed's stream. */
  public float[] normal(int n) {
    ZigguratSampler.NormalizedGaussian gaussian =
        ZigguratSampler.NormalizedGaussian.of(generator());
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) gaussian.sample();
    }
    return out;
  }

  /** {@code n} numbers uniform in [0, 1) from this seed's stream. */
  public float[] uniform(int n) {
    UniformRandomProvider random = generator();
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = random.nextFloat();
    }
    return out;
  }

  /** The numbers 0 to n-1 in a random order (Fisher-Yates) from this seed's stream. */
  public int[] permutation(int n) {
    UniformRandomProvider random = generator();
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}

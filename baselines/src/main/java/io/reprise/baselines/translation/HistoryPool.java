package io.reprise.baselines.translation;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A history of generated images, so that a discriminator does not see the latest ones alone (arXiv
 * 1612.07828, as in CycleGAN, arXiv 1703.10593): while it is not full, each image is kept and given
 * back; from then on with probability 1/2 an old image is given back, whose place the new one
 * takes, and else the new one.
 */
public final class HistoryPool {
  private final int capacity;
  private final Seed seed;
  private final List<float[]> images = new ArrayList<>();
  private long seen;

  /**
   * An empty one.
   *
   * @param capacity at least 0; with 0 images are given back as they are
   * @param seed image {@code n}, counted from 0, draws from {@code seed.named("image n")}
   */
  public HistoryPool(int capacity, Seed seed) {
    if (capacity < 0) {
      throw new IllegalArgumentException(
          "capacity '" + capacity + "' of a history: expected at least 0");
    }
    this.capacity = capacity;
    this.seed = seed;
  }

  /**
   * Exchanges some of the images of a batch.
   *
   * @param batch {@code [N, ...]}, images of one size in all calls
   * @return as many, without gradient
   */
  public Tensor exchange(Tensor batch) {
    if (capacity == 0) {
      return batch.stopGradient();
    }
    Shape shape = batch.shape();
    float[] all = batch.toFloats();
    int size = all.length / shape.dim(0);
    if (!images.isEmpty() && images.get(0).length != size) {
      throw new IllegalArgumentException(
          "images of "
              + size
              + " values in a history: expected "
              + images.get(0).length
              + " as in the batches before");
    }
    for (int i = 0; i < shape.dim(0); i++) {
      float[] image = Arrays.copyOfRange(all, i * size, (i + 1) * size);
      System.arraycopy(exchanged(image), 0, all, i * size, size);
    }
    return batch.engine().tensor(all, shape);
  }

  private float[] exchanged(float[] image) {
    UniformRandomProvider random = seed.named("image " + seen++).generator();
    if (images.size() < capacity) {
      images.add(image);
      return image;
    }
    return random.nextBoolean() ? images.set(random.nextInt(capacity), image) : image;
  }

  /** All that it remembers. */
  public Snapshot save() {
    int size = images.isEmpty() ? 0 : images.get(0).length;
    float[] all = new float[images.size() * size];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.get(i), 0, all, i * size, size);
    }
    return Snapshot.EMPTY
        .with("seen", seen)
        .with("images", TensorData.of(all, Shape.of(images.size(), size)));
  }

  /**
   * Remembers what {@link #save} gave.
   *
   * @throws IllegalArgumentException if it is none of a history of this capacity
   */
  public void restore(Snapshot saved) {
    TensorData data = saved.tensor("images");
    int count = data.shape().dim(0);
    int size = data.shape().dim(1);
    if (count > capacity) {
      throw new IllegalArgumentException(
          "history of " + count + " images: expected at most " + capacity);
    }
    float[] all = data.toFloats();
    seen = saved.number("seen");
    images.clear();
    for (int i = 0; i < count; i++) {
      images.add(Arrays.copyOfRange(all, i * size, (i + 1) * size));
    }
  }
}

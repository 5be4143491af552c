package io.reprise.baselines.normalization;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.Arrays;

/**
 * How the images of a batch fall into groups that share statistics, in their order: the
 * normalisation batches of a ghost batch normalisation (arXiv 1705.08741), as several devices have
 * one each.
 *
 * @param count groups, K
 * @param images of a group, B
 * @param channels C
 * @param pixels of a channel of an image, P
 */
record ImageGroups(int count, int images, int channels, int pixels) {
  /**
   * The groups of an input.
   *
   * @param path the layer, for errors
   * @param input {@code [N, C, ..]}
   * @param images of a group; 0 for the whole batch
   * @throws IllegalArgumentException if N does not divide into groups, or a group has one value a
   *     channel
   */
  static ImageGroups of(String path, Shape input, int images) {
    if (input.rank() < 2) {
      throw new IllegalArgumentException(path + ": input " + input + ": expected [N, C, ..]");
    }
    int n = input.dim(0);
    int each = images == 0 ? n : images;
    if (n == 0 || n % each != 0) {
      throw new IllegalArgumentException(
          path
              + ": a batch of "
              + n
              + " images: expected a multiple of the normalisation batch "
              + each);
    }
    int pixels = Math.toIntExact(input.elements() / n / input.dim(1));
    ImageGroups groups = new ImageGroups(n / each, each, input.dim(1), pixels);
    if (groups.values() < 2) {
      throw new IllegalArgumentException(
          path
              + ": input "
              + input
              + " has one value a channel in normalisation batches of "
              + each
              + ": expected at least 2");
    }
    return groups;
  }

  /** Values of a channel in a group, S. */
  int values() {
    return images * pixels;
  }

  /** The input as {@code [K, B, C, P]}. */
  Tensor split(Tensor x) {
    return x.reshape(count, images, channels, pixels);
  }

  /** A split as it was, in the shape of the input. */
  static Tensor join(Tensor split, Shape input) {
    int[] dims = new int[input.rank()];
    Arrays.setAll(dims, input::dim);
    return split.reshape(dims);
  }

  /** One number for each group and channel, {@code [K, C]}, so that it broadcasts over a split. */
  Tensor spread(Tensor perChannel) {
    return perChannel.reshape(count, 1, channels, 1);
  }

  /** One number a channel, {@code [C]}, so that it broadcasts over a split. */
  Tensor everywhere(Tensor perChannel) {
    return perChannel.reshape(1, 1, channels, 1);
  }

  /** Zeros {@code [K, C]} whose gradients tell statistics of the backward pass. */
  Tensor probe(Engine engine) {
    int size = Math.multiplyExact(count, channels);
    return engine.parameter(Shape.of(count, channels), () -> new float[size]);
  }
}

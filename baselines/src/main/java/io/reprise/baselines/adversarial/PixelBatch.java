package io.reprise.baselines.adversarial;

import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Images {@code [N, C, H, W]} with 8 bits a value, as files hold them. Immutable; equal if every
 * value is.
 */
public final class PixelBatch {
  /** The largest value. */
  public static final int WHITE = 255;

  private static final int LONG = Long.BYTES;

  private final Shape shape;
  private final byte[] values;

  /**
   * Takes over the values without a copy: do not change them afterwards.
   *
   * @param values unsigned, image by image, plane by plane, row by row
   * @throws IllegalArgumentException if the shape has not four axes or there is not a value for
   *     each element
   */
  public PixelBatch(Shape shape, byte[] values) {
    if (shape.rank() != 4 || shape.elements() < 1 || values.length != shape.elements()) {
      throw new IllegalArgumentException(
          "images of shape "
              + shape
              + " with "
              + values.length
              + " values: expected [N, C, H, W] with every extent >= 1, and a value an element");
    }
    this.shape = shape;
    this.values = values;
  }

  /**
   * Rounds values in steps of 1/255, half up; what is below 0 or above 255 then is cut.
   *
   * @param levels {@code [N, C, H, W]}, where 255 is the largest value of a channel
   * @throws IllegalArgumentException if a value is not finite
   */
  public static PixelBatch rounded(Tensor levels) {
    Shape shape = levels.shape();
    float[] exact = levels.toFloats();
    byte[] values = new byte[exact.length];
    for (int i = 0; i < exact.length; i++) {
      if (!Float.isFinite(exact[i])) {
        throw new IllegalArgumentException(
            "image "
                + i / (exact.length / shape.dim(0))
                + " holds "
                + exact[i]
                + ": expected finite values");
      }
      values[i] = (byte) Math.max(0, Math.min(WHITE, (int) Math.floor(exact[i] + 0.5)));
    }
    return new PixelBatch(shape, values);
  }

  /**
   * Batches one behind the other.
   *
   * @throws IllegalArgumentException if there is none, or images differ in shape
   */
  public static PixelBatch joined(List<PixelBatch> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("joined images of 0 batches: expected at least 1");
    }
    Shape first = parts.get(0).shape;
    int images = 0;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (PixelBatch part : parts) {
      if (!part.shape.with(0, 1).equals(first.with(0, 1))) {
        throw new IllegalArgumentException(
            "joined images of shapes " + first + " and " + part.shape + ": expected equal ones");
      }
      images += part.size();
      all.writeBytes(part.values);
    }
    return new PixelBatch(first.with(0, images), all.toByteArray());
  }

  public Shape shape() {
    return shape;
  }

  /** How many images there are. */
  public int size() {
    return shape.dim(0);
  }

  /** One value, from 0 to 255, by its place in row-major order. */
  public int at(int place) {
    return Byte.toUnsignedInt(values[place]);
  }

  /** A copy of all values. */
  public byte[] values() {
    return values.clone();
  }

  /** A copy of one image's values. */
  public byte[] image(int i) {
    int each = values.length / size();
    Objects.checkIndex(i, size());
    return Arrays.copyOfRange(values, i * each, (i + 1) * each);
  }

  /** The values from 0 to 255 as float32, exactly. */
  public Tensor levels(Engine engine) {
    float[] levels = new float[values.length];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = at(i);
    }
    return engine.tensor(levels, shape);
  }

  /** The values as shares of 255, as networks get them. */
  public Tensor shares(Engine engine) {
    return levels(engine).div(WHITE);
  }

  /**
   * The largest absolute difference to other images of the same shape, for each image, in whole
   * levels.
   */
  public int[] distances(PixelBatch other) {
    requireShape(other);
    int[] largest = new int[size()];
    int each = values.length / size();
    for (int i = 0; i < values.length; i++) {
      largest[i / each] = Math.max(largest[i / each], Math.abs(at(i) - other.at(i)));
    }
    return largest;
  }

  /** How many values differ from those of other images of the same shape. */
  public long differences(PixelBatch other) {
    return beyond(other, 0);
  }

  /** How many values differ by more than {@code epsilon} levels from those of other images. */
  public long beyond(PixelBatch other, int epsilon) {
    requireShape(other);
    long count = 0;
    for (int i = 0; i < values.length; i++) {
      count += Math.abs(at(i) - other.at(i)) > epsilon ? 1 : 0;
    }
    return count;
  }

  /** These images with every value moved into reach of others' values. */
  public PixelBatch within(PixelBatch centre, int epsilon) {
    requireShape(centre);
    byte[] near = new byte[values.length];
    for (int i = 0; i < near.length; i++) {
      int c = centre.at(i);
      near[i] = (byte) Math.max(c - epsilon, Math.min(c + epsilon, at(i)));
    }
    return new PixelBatch(shape, near);
  }

  private void requireShape(PixelBatch other) {
    if (!other.shape.equals(shape)) {
      throw new IllegalArgumentException(
          "images of shape " + other.shape + ": expected " + shape + " as the others");
    }
  }

  /** For files: eight values in one whole number. */
  public Snapshot save() {
    byte[] padded = Arrays.copyOf(values, (values.length + LONG - 1) / LONG * LONG);
    long[] packed = new long[padded.length / LONG];
    ByteBuffer.wrap(padded).asLongBuffer().get(packed);
    Snapshot saved = Snapshot.EMPTY.with("values", TensorData.of(packed, Shape.of(packed.length)));
    for (int axis = 0; axis < shape.rank(); axis++) {
      saved = saved.with("extent" + axis, shape.dim(axis));
    }
    return saved;
  }

  /**
   * What {@link #save} gave.
   *
   * @throws IllegalArgumentException if it is none of images
   */
  public static PixelBatch restore(Snapshot saved) {
    int[] extents = new int[4];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = Math.toIntExact(saved.number("extent" + axis));
    }
    Shape shape = Shape.of(extents);
    long[] packed = saved.tensor("values").toLongs();
    byte[] padded = new byte[packed.length * LONG];
    ByteBuffer.wrap(padded).asLongBuffer().put(packed);
    int length = Math.toIntExact(shape.elements());
    if (length > padded.length || length <= padded.length - LONG) {
      throw new IllegalArgumentException(
          "snapshot of images of shape " + shape + " holds " + padded.length + " values");
    }
    return new PixelBatch(shape, Arrays.copyOf(padded, length));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PixelBatch p && shape.equals(p.shape) && Arrays.equals(values, p.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "images " + shape;
  }
}

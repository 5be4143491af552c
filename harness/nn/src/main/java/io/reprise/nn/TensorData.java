package io.reprise.nn;

import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A tensor's type, shape and exact elements in Java memory. Immutable; equal if every bit is. */
public final class TensorData {
  private final DType dtype;
  private final Shape shape;

  /** Row-major and little-endian whatever the machine, as files hold it. */
  private final byte[] bytes;

  private TensorData(DType dtype, Shape shape, byte[] bytes) {
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
  }

  /** Wraps bytes as {@link #bytes} gives them; their number must fit. */
  static TensorData ofBytes(DType dtype, Shape shape, byte[] bytes) {
    requireLength(bytes.length, shape, (long) dtype.bits() / Byte.SIZE);
    return new TensorData(dtype, shape, bytes);
  }

  private static void requireLength(long length, Shape shape, long each) {
    if (length != Math.multiplyExact(shape.elements(), each)) {
      throw new IllegalArgumentException(
          "tensor data of " + length / each + " elements: expected those of shape " + shape);
    }
  }

  private static byte[] allocate(int length, DType dtype, Shape shape) {
    requireLength(length, shape, 1);
    return new byte[Math.multiplyExact(length, dtype.bits() / Byte.SIZE)];
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A copy of float32 elements. */
  public static TensorData of(float[] values, Shape shape) {
    byte[] bytes = allocate(values.length, DType.FLOAT32, shape);
    ByteBuffer out = littleEndian(bytes);
    for (float v : values) {
      out.putInt(Float.floatToRawIntBits(v));
    }
    return new TensorData(DType.FLOAT32, shape, bytes);
  }

  /** A copy of float64 elements. */
  public static TensorData of(double[] values, Shape shape) {
    byte[] bytes = allocate(values.length, DType.FLOAT64, shape);
    ByteBuffer out = littleEndian(bytes);
    for (double v : values) {
      out.putLong(Double.doubleToRawLongBits(v));
    }
    return new TensorData(DType.FLOAT64, shape, bytes);
  }

  /** A copy of int64 elements. */
  public static TensorData of(long[] values, Shape shape) {
    byte[] bytes = allocate(values.length, DType.INT64, shape);
    ByteBuffer out = littleEndian(bytes);
    out.asLongBuffer().put(values);
    return new TensorData(DType.INT64, shape, bytes);
  }

  /** A copy of boolean elements. */
  public static TensorData of(boolean[] values, Shape shape) {
    byte[] bytes = allocate(values.length, DType.BOOL, shape);
    ByteBuffer out = littleEndian(bytes);
    for (boolean v : values) {
      out.put((byte) (v ? 1 : 0));
    }
    return new TensorData(DType.BOOL, shape, bytes);
  }

  /** A copy of a tensor's elements. */
  public static TensorData of(Tensor tensor) {
    return switch (tensor.dtype()) {
      case FLOAT32 -> of(tensor.toFloats(), tensor.shape());
      case FLOAT64 -> of(tensor.toDoubles(), tensor.shape());
      case INT64 -> of(tensor.toLongs(), tensor.shape());
      case BOOL -> {
        long[] values = tensor.toLongs();
        boolean[] truths = new boolean[values.length];
        for (int i = 0; i < truths.length; i++) {
          truths[i] = values[i] != 0;
        }
        yield of(truths, tensor.shape());
      }
    };
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /** The elements as files hold them; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  private ByteBuffer reading(DType expected) {
    if (dtype != expected) {
      throw new IllegalArgumentException("tensor data is " + dtype + ": expected " + expected);
    }
    return littleEndian(bytes);
  }

  /** A copy of float32 elements. */
  public float[] toFloats() {
    ByteBuffer in = reading(DType.FLOAT32);
    float[] values = new float[bytes.length / Float.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(in.getInt());
    }
    return values;
  }

  /** A copy of float64 elements. */
  public double[] toDoubles() {
    ByteBuffer in = reading(DType.FLOAT64);
    double[] values = new double[bytes.length / Double.BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(in.getLong());
    }
    return values;
  }

  /** A copy of int64 elements. */
  public long[] toLongs() {
    long[] values = new long[bytes.length / Long.BYTES];
    reading(DType.INT64).asLongBuffer().get(values);
    return values;
  }

  /** A copy of boolean elements. */
  public boolean[] toBooleans() {
    ByteBuffer in = reading(DType.BOOL);
    boolean[] values = new boolean[bytes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.get() != 0;
    }
    return values;
  }

  /** Whether a tensor has this type and shape. */
  boolean fits(Tensor tensor) {
    return tensor.dtype() == dtype && tensor.shape().equals(shape);
  }

  /** Overwrites a tensor's elements with these, without recording a gradient. */
  void copyTo(Tensor target) {
    Engine engine = target.engine();
    try (Scope transfer = engine.inference()) {
      target.assign(
          switch (dtype) {
            case FLOAT32 -> engine.tensor(toFloats(), shape);
            case FLOAT64 -> engine.tensor(toDoubles(), shape);
            case INT64 -> engine.tensor(toLongs(), shape);
            case BOOL -> {
              long[] values = new long[bytes.length];
              Arrays.setAll(values, i -> bytes[i]);
              yield engine.tensor(values, shape).ne(engine.tensor(new long[values.length], shape));
            }
          });
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof TensorData t
        && dtype == t.dtype
        && shape.equals(t.shape)
        && Arrays.equals(bytes, t.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(bytes);
  }

  /** For example {@code FLOAT32 [64, 3, 3, 3]}. */
  @Override
  public String toString() {
    return dtype + " " + shape;
  }
}

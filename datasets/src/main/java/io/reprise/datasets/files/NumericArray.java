package io.reprise.datasets.files;

import io.reprise.tensor.Shape;
import java.nio.ByteBuffer;

/** Numbers as they stand in an array file, in memory in their own type. */
public final class NumericArray {
  /** The element types of NumPy that are numbers. */
  public enum Type {
    BOOL(1),
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** The bytes of one element. */
    public int bytes() {
      return bytes;
    }

    /** Whether elements may have a fraction. */
    public boolean isFraction() {
      return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
    }
  }

  private final Shape shape;
  private final Type type;
  private final boolean firstAxisFastest;
  private final ByteBuffer data;

  /**
   * @param firstAxisFastest whether neighbours along the first axis stand side by side, as in
   *     Fortran, and not those along the last
   * @param data in its byte order, from its first byte on
   */
  NumericArray(Shape shape, Type type, boolean firstAxisFastest, ByteBuffer data) {
    this.shape = shape;
    this.type = type;
    this.firstAxisFastest = firstAxisFastest;
    this.data = data;
  }

  public Shape shape() {
    return shape;
  }

  public Type type() {
    return type;
  }

  /**
   * One element; those of 64-bit integers above 2^53 are rounded.
   *
   * @param index row by row: the last axis runs fastest, whatever the file has
   */
  public double decimal(int index) {
    int i = offset(index);
    return switch (type) {
      case FLOAT16 -> half(data.getShort(i));
      case FLOAT32 -> data.getFloat(i);
      case FLOAT64 -> data.getDouble(i);
      case UINT64 -> {
        long bits = data.getLong(i);
        yield bits >= 0 ? bits : 2.0 * (bits >>> 1) + (bits & 1);
      }
      default -> integer(index);
    };
  }

  /**
   * One element, exactly.
   *
   * @param index as for {@link #decimal}
   * @throws ArithmeticException if it is not a whole number that a long can hold
   */
  public long integer(int index) {
    int i = offset(index);
    return switch (type) {
      case BOOL, UINT8 -> Byte.toUnsignedLong(data.get(i));
      case INT8 -> data.get(i);
      case INT16 -> data.getShort(i);
      case UINT16 -> Short.toUnsignedLong(data.getShort(i));
      case INT32 -> data.getInt(i);
      case UINT32 -> Integer.toUnsignedLong(data.getInt(i));
      case INT64 -> data.getLong(i);
      case UINT64 -> whole(data.getLong(i) >= 0, data.getLong(i), index);
      case FLOAT16, FLOAT32, FLOAT64 -> {
        double value = decimal(index);
        yield whole(value == Math.rint(value) && Math.abs(value) < 0x1p63, (long) value, index);
      }
    };
  }

  private long whole(boolean exact, long value, int index) {
    if (!exact) {
      throw new ArithmeticException(
          "element " + index + " is " + decimal(index) + ": expected a whole number below 2^63");
    }
    return value;
  }

  /** All elements, row by row. */
  public float[] floats() {
    float[] values = new float[Math.toIntExact(shape.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) decimal(i);
    }
    return values;
  }

  private int offset(int index) {
    if (index < 0 || index >= shape.elements()) {
      throw new IndexOutOfBoundsException(
          "element " + index + " of " + shape + ": expected below " + shape.elements());
    }
    return (firstAxisFastest ? transposed(index) : index) * type.bytes();
  }

  private int transposed(int index) {
    int rest = index;
    int stride = Math.toIntExact(shape.elements());
    int place = 0;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int extent = shape.dim(axis);
      stride /= extent;
      place += rest % extent * stride;
      rest /= extent;
    }
    return place;
  }

  /** IEEE 754 binary16. */
  private static double half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24;
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
        };
    return bits < 0 ? -size : size;
  }
}

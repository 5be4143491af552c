package io.reprise.tensor;

/** A tensor's shape and element type: all that a shape rule needs to know of it. */
public record TensorType(Shape shape, DType dtype) {
  TensorType with(Shape newShape) {
    return new TensorType(newShape, dtype);
  }

  TensorType with(DType newType) {
    return new TensorType(shape, newType);
  }

  @Override
  public String toString() {
    return dtype == DType.FLOAT32 ? shape.toString() : dtype + shape.toString();
  }
}

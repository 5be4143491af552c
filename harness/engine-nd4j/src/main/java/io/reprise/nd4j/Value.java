package io.reprise.nd4j;

import io.reprise.tensor.DType;
import io.reprise.tensor.Shape;
import io.reprise.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.Deque;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A dense tensor: a block of memory, a shape, and the order of its axes in memory. It counts who
 * refers to it (a scope, results that need it for their gradients) and frees its memory with the
 * last.
 */
final class Value {
  private final TensorType type;
  private final Layout layout;
  private final Buffer buffer;
  private int references = 1;
  private boolean tracked;
  private Node node;
  private INDArray flat;
  private INDArray dense;

  /** Takes over one reference to the buffer, which is null if there are no elements. */
  Value(TensorType type, Layout layout, Buffer buffer) {
    this.type = type;
    this.layout = layout;
    this.buffer = buffer;
  }

  TensorType type() {
    return type;
  }

  Shape shape() {
    return type.shape();
  }

  int rank() {
    return type.shape().rank();
  }

  DType dtype() {
    return type.dtype();
  }

  Layout layout() {
    return layout;
  }

  Buffer buffer() {
    return buffer;
  }

  boolean isEmpty() {
    return buffer == null;
  }

  // ---- life

  Value retain() {
    references++;
    return this;
  }

  /** Drops a reference; the last one frees the memory, and what was kept for the gradient. */
  void release() {
    Deque<Value> dropped = new ArrayDeque<>();
    dropped.push(this);
    while (!dropped.isEmpty()) {
      Value v = dropped.pop();
      if (--v.references == 0) {
        if (v.buffer != null) {
          v.buffer.release();
        }
        if (v.node != null) {
          v.node.kept().forEach(dropped::push);
        }
      }
    }
  }

  /** Whether nobody but the holder can see this memory. */
  boolean isExclusive() {
    return references == 1 && buffer != null && !buffer.shared();
  }

  // ---- gradients

  /** Whether gradients flow here. */
  boolean tracked() {
    return tracked;
  }

  Value track() {
    tracked = true;
    return this;
  }

  /** How this was computed; null for what was not, or is not tracked. */
  Node node() {
    return node;
  }

  void computedBy(Node how) {
    node = how;
    tracked = true;
  }

  // ---- arrays over the memory

  /** All elements in memory order, rank 1. */
  INDArray flat() {
    if (flat == null) {
      flat = array(new long[] {shape().elements()}, new long[] {1});
    }
    return flat;
  }

  /** The elements with the axes in memory order: contiguous. */
  INDArray dense() {
    if (dense == null) {
      dense = inOrder(layout, rank());
    }
    return dense;
  }

  /** The elements as a row-major array of another shape: of memory order, not of this shape's. */
  INDArray as(long... dims) {
    long[] strides = new long[dims.length];
    long stride = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= dims[i];
    }
    return array(dims, strides);
  }

  /**
   * The elements with leading axes of extent 1 up to a rank, then the axes in the memory order of
   * {@code order}.
   */
  INDArray inOrder(Layout order, int rank) {
    long[] strides = strides();
    int[] axes = order.axes(rank);
    int missing = rank - rank();
    long[] d = new long[rank];
    long[] s = new long[rank];
    for (int i = 0; i < rank; i++) {
      int axis = axes[i] - missing;
      d[i] = axis < 0 ? 1 : shape().dim(axis);
      s[i] = axis < 0 ? 1 : strides[axis];
    }
    return array(d, s);
  }

  /** How far apart neighbours along each axis of the shape lie. */
  long[] strides() {
    int[] axes = layout.axes(rank());
    long[] strides = new long[rank()];
    long stride = 1;
    for (int i = axes.length - 1; i >= 0; i--) {
      strides[axes[i]] = stride;
      stride *= shape().dim(axes[i]);
    }
    return strides;
  }

  INDArray array(long[] dims, long[] strides) {
    return Nd4j.create(buffer.data(), dims, strides, 0, 'c');
  }

  @Override
  public String toString() {
    return type + " " + layout;
  }
}

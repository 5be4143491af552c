package io.reprise.nd4j;

import io.reprise.tensor.DType;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A block of native memory that several tensors may share; it returns to its pool with the last.
 */
final class Buffer {
  private final Memory pool;
  private final INDArray block;
  private final DType dtype;
  private int references;
  private long version;

  Buffer(Memory pool, INDArray block, DType dtype) {
    this.pool = pool;
    this.block = block;
    this.dtype = dtype;
  }

  DataBuffer data() {
    return block.data();
  }

  DType dtype() {
    return dtype;
  }

  long length() {
    return block.length();
  }

  long bytes() {
    return length() * dtype.bits() / Byte.SIZE;
  }

  /** Counts the updates in place. */
  long version() {
    return version;
  }

  void updated() {
    version++;
  }

  boolean shared() {
    return references > 1;
  }

  Buffer retain() {
    references++;
    return this;
  }

  void release() {
    if (--references == 0) {
      pool.put(this);
    }
  }

  /** Gives the memory back to the system. */
  void free() {
    block.close();
  }
}

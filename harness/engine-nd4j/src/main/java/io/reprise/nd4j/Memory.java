package io.reprise.nd4j;

import io.reprise.tensor.DType;
import io.reprise.tensor.TensorType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Native memory of an engine. Blocks that are given back serve the next tensor of the same length,
 * since a fresh block costs ten times what is done with it (the system clears every page). What is
 * held, in use or not, stays near the most that was ever in use at once.
 *
 * <p>A frame owns the tensors made while it is the innermost one; {@link #leave} frees all but the
 * result.
 */
final class Memory {
  /** Idle blocks may take this share of the most memory ever in use, beyond what is in use. */
  private static final double SLACK = 1.25;

  private static final long LEAST_LIMIT = 64L << 20;

  private record Size(DType dtype, long length) {}

  private final Map<Size, Deque<Buffer>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private final Deque<List<Value>> frames = new ArrayDeque<>();
  private final Map<DType, Buffer> ones = new LinkedHashMap<>();
  private long idleBytes;
  private long usedBytes;
  private long peakBytes;

  static DataType nativeType(DType dtype) {
    return switch (dtype) {
      case FLOAT32 -> DataType.FLOAT;
      case FLOAT64 -> DataType.DOUBLE;
      case INT64 -> DataType.INT64;
      case BOOL -> DataType.BOOL;
    };
  }

  /**
   * A tensor of the innermost frame, or of the caller if there is none; its elements are random.
   */
  Value make(TensorType type, Layout layout) {
    return add(
        new Value(
            type,
            layout,
            type.shape().elements() == 0
                ? null
                : take(type.dtype(), type.shape().elements()).retain()));
  }

  /** A tensor of the innermost frame over the memory of another. */
  Value alias(Value of, TensorType type, Layout layout) {
    return add(new Value(type, layout, of.isEmpty() ? null : of.buffer().retain()));
  }

  private Value add(Value value) {
    if (!frames.isEmpty()) {
      frames.peek().add(value);
    }
    return value;
  }

  void enter() {
    frames.push(new ArrayList<>());
  }

  /** Ends the innermost frame and frees what it owns, but not {@code results}: the caller's now. */
  void leave(List<Value> results) {
    List<Value> owned = frames.pop();
    results.forEach(
        r -> {
          if (r != null) {
            r.retain();
          }
        });
    owned.forEach(Value::release);
  }

  /** Ones, as many as wanted, in a column. */
  INDArray ones(DType dtype, long rows) {
    Buffer buffer = ones.get(dtype);
    if (buffer == null || buffer.length() < rows) {
      if (buffer != null) {
        buffer.release();
      }
      buffer = take(dtype, rows).retain();
      Nd4j.create(buffer.data(), new long[] {rows}, new long[] {1}, 0, 'c').assign(1);
      ones.put(dtype, buffer);
    }
    return Nd4j.create(buffer.data(), new long[] {rows, 1}, new long[] {1, 1}, 0, 'c');
  }

  private Buffer take(DType dtype, long length) {
    Deque<Buffer> fitting = idle.get(new Size(dtype, length));
    Buffer buffer = fitting == null ? null : fitting.poll();
    if (buffer == null) {
      buffer = new Buffer(this, Nd4j.createUninitialized(nativeType(dtype), length), dtype);
    } else {
      idleBytes -= buffer.bytes();
    }
    usedBytes += buffer.bytes();
    peakBytes = Math.max(peakBytes, usedBytes);
    return buffer;
  }

  void put(Buffer buffer) {
    usedBytes -= buffer.bytes();
    idle.computeIfAbsent(new Size(buffer.dtype(), buffer.length()), s -> new ArrayDeque<>())
        .push(buffer);
    idleBytes += buffer.bytes();
    trim((long) Math.max(LEAST_LIMIT, SLACK * peakBytes - usedBytes));
  }

  /** Frees idle blocks of the sizes asked for longest ago, until the rest fits. */
  private void trim(long limit) {
    for (var sizes = idle.values().iterator(); idleBytes > limit && sizes.hasNext(); ) {
      Deque<Buffer> blocks = sizes.next();
      while (idleBytes > limit && !blocks.isEmpty()) {
        Buffer last = blocks.removeLast();
        idleBytes -= last.bytes();
        last.free();
      }
      if (blocks.isEmpty()) {
        sizes.remove();
      }
    }
  }

  /** Frees all that is idle; nothing may be in use any more. */
  void close() {
    ones.values().forEach(Buffer::release);
    ones.clear();
    trim(0);
  }
}

package io.reprise.tensor;

import java.util.List;

/** Sees the operations of an engine, one after the other, each when it has ended. */
@FunctionalInterface
public interface OpListener {
  /**
   * An operation has ended on the device.
   *
   * @param nanos how long it took, with nothing else under way
   */
  void executed(Op op, List<Tensor> inputs, Tensor output, long nanos);
}

package io.reprise.nd4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs ND4J's named operations. What an operation is called with beside its arrays is prepared once
 * and kept, since ND4J frees the native side of every new call only when Java collects its garbage.
 */
final class NativeCalls {
  private record Call(
      String name, List<Integer> options, List<Double> numbers, int in, int out, boolean oneDnn) {}

  private record Prepared(DynamicCustomOp op, OpContext context) {}

  /** More than a network has; what was asked for longest ago goes first. */
  private static final int KEPT = 1024;

  private final Map<Call, Prepared> prepared =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Call, Prepared> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Runs an operation.
   *
   * @param oneDnn whether oneDNN may run it, where it can
   */
  void run(
      String name, INDArray[] in, INDArray[] out, double[] numbers, int[] options, boolean oneDnn) {
    Call call =
        new Call(
            name,
            Arrays.stream(options).boxed().toList(),
            Arrays.stream(numbers).boxed().toList(),
            in.length,
            out.length,
            oneDnn);
    Prepared p = prepared.computeIfAbsent(call, NativeCalls::prepare);
    for (int i = 0; i < in.length; i++) {
      p.context.setInputArray(i, in[i]);
    }
    for (int i = 0; i < out.length; i++) {
      p.context.setOutputArray(i, out[i]);
    }
    Nd4j.getExecutioner().exec(p.op, p.context);
  }

  private static Prepared prepare(Call call) {
    OpContext context = Nd4j.getExecutioner().buildContext();
    context.setIArguments(call.options.stream().mapToLong(Integer::longValue).toArray());
    context.setTArguments(call.numbers.stream().mapToDouble(Double::doubleValue).toArray());
    context.allowHelpers(call.oneDnn);
    return new Prepared(DynamicCustomOp.builder(call.name).build(), context);
  }
}

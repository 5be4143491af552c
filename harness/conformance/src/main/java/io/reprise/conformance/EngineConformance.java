package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.reprise.tensor.DType;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An engine to test, and how it is compared with the reference. */
public abstract class EngineConformance {
  /** Step of the central differences; the reference is float64, so their error is about 1e-9. */
  private static final double STEP = 1e-5;

  /** The error allowed in float64, where rounding to float32 on the way would show. */
  private static final double FLOAT64_TOLERANCE = 1e-11;

  private final Reference reference = new Reference();
  private Engine engine;

  /** Opens a new engine of the kind under test. */
  protected abstract Engine open();

  /** The error allowed, relative to 1 + the magnitude of the right value. */
  protected double tolerance() {
    return 2e-5;
  }

  @BeforeEach
  void openEngine() {
    engine = open();
  }

  @AfterEach
  void closeEngine() {
    engine.close();
  }

  final Engine engine() {
    return engine;
  }

  // ---- inputs

  /** Standard normal numbers, others for every name. */
  static NdArray normal(String name, int... dims) {
    Shape shape = Shape.of(dims);
    float[] values = new Seed(20261121).named(name).normal(Math.toIntExact(shape.elements()));
    return NdArray.of(shape, doubles(values));
  }

  /** A gradient of the sum of all elements. */
  final Tensor gradient(Tensor y, Tensor parameter) {
    return engine.gradients(y.sum(), List.of(parameter)).get(0);
  }

  /** Numbers of at least a half. */
  static NdArray positive(String name, int... dims) {
    NdArray x = normal(name, dims);
    return NdArray.build(x.type(), i -> (float) (0.5 + Math.abs(x.at(i))));
  }

  static NdArray longs(double... values) {
    return NdArray.longs(Shape.of(values.length), values);
  }

  static NdArray mask(double... values) {
    return NdArray.mask(Shape.of(values.length), values);
  }

  static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  static float[] floats(double[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  final Tensor tensor(NdArray x) {
    return tensor(x, engine);
  }

  static Tensor tensor(NdArray x, Engine engine) {
    return switch (x.type().dtype()) {
      case FLOAT32 -> engine.tensor(floats(x.data()), x.shape());
      case FLOAT64 -> engine.tensor(x.data(), x.shape());
      case INT64 -> int64(x, engine);
      case BOOL -> int64(x, engine).cast(DType.BOOL);
    };
  }

  private static Tensor int64(NdArray x, Engine engine) {
    return engine.tensor(Arrays.stream(x.data()).mapToLong(v -> (long) v).toArray(), x.shape());
  }

  final Tensor parameter(NdArray x) {
    return engine.parameter(x.shape(), () -> floats(x.data()));
  }

  final Tensor vector(double... values) {
    return tensor(NdArray.of(Shape.of(values.length), values));
  }

  final Tensor parameter(double... values) {
    return parameter(NdArray.of(Shape.of(values.length), values));
  }

  // ---- how an input may lie in memory

  /** Ways to make the same tensor, which may lie differently in the engine's memory. */
  private enum Layout {
    PLAIN,
    PERMUTED,
    SLICED
  }

  private Tensor tensor(NdArray x, Layout layout) {
    int rank = x.shape().rank();
    if (rank == 0 || layout == Layout.PLAIN) {
      return tensor(x);
    }
    if (layout == Layout.PERMUTED) {
      int[] reversed = reversed(rank);
      return tensor(reference.permute(x, Arrays.stream(reversed).boxed().toList()))
          .permute(reversed);
    }
    int last = x.dim(-1);
    NdArray wide =
        NdArray.build(
            new TensorType(x.shape().with(-1, 2 * last + 1), x.type().dtype()),
            i -> {
              int[] from = i.clone();
              boolean gap = from[rank - 1] % 2 == 0;
              from[rank - 1] /= 2;
              return gap ? 1 : x.at(from);
            });
    return tensor(wide).slice(-1, 1, 2 * last + 1, 2);
  }

  private static int[] reversed(int rank) {
    return IntStream.range(0, rank).map(i -> rank - 1 - i).toArray();
  }

  // ---- comparisons

  /** The engine computes what the reference does, and so it differentiates. */
  final void conforms(Op op, NdArray... inputs) {
    conforms(Computation.of(op, engine), inputs);
  }

  /** The engine computes what the reference does, however the inputs lie in memory. */
  final void agrees(Op op, NdArray... inputs) {
    agrees(Computation.of(op, engine), inputs);
  }

  /** The engine's gradients are the central differences of the reference. */
  final void differentiates(Op op, NdArray... inputs) {
    differentiates(Computation.of(op, engine), inputs);
  }

  final void conforms(Computation f, NdArray... inputs) {
    agrees(f, inputs);
    differentiates(f, inputs);
  }

  final void agrees(Computation f, NdArray... inputs) {
    for (Layout layout : Layout.values()) {
      List<NdArray> copies = copies(inputs);
      NdArray expected = f.definition().apply(copies);
      try (Scope scope = engine.scope()) {
        List<Tensor> x = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
          // What is updated in place must be a tensor of its own.
          x.add(tensor(inputs[i], f.isState().test(i) ? Layout.PLAIN : layout));
        }
        assertClose(f.name() + " of " + layout, expected, f.engine().apply(x));
        for (int i = 0; i < inputs.length; i++) {
          assertClose(
              f.name() + " leaves input " + i + " as it should, " + layout,
              copies.get(i),
              x.get(i));
        }
      }
    }
  }

  private static List<NdArray> copies(NdArray... arrays) {
    return Arrays.stream(arrays).map(NdArray::copy).toList();
  }

  final void differentiates(Computation f, NdArray... inputs) {
    for (Layout layout : List.of(Layout.PLAIN, Layout.SLICED)) {
      try (Scope scope = engine.scope()) {
        List<Integer> positions = new ArrayList<>();
        List<Tensor> parameters = new ArrayList<>();
        List<Tensor> x = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
          if (inputs[i].type().dtype() == DType.FLOAT32 && !f.isState().test(i)) {
            Tensor p = parameter(inputs[i]);
            positions.add(i);
            parameters.add(p);
            boolean slice = layout == Layout.SLICED && p.shape().rank() > 0;
            x.add(slice ? p.pad(-1, 2, 1, 7).slice(-1, 2, 2 + p.shape().dim(-1)) : p);
          } else {
            x.add(tensor(inputs[i]));
          }
        }
        Tensor y = f.engine().apply(x);
        NdArray direction = normal("direction", y.shape().toArray()).cast(y.dtype());
        List<Tensor> gradients = engine.gradients(y.mul(tensor(direction)).sum(), parameters);
        for (int i = 0; i < gradients.size(); i++) {
          assertClose(
              "gradient of " + f.name() + " for input " + positions.get(i) + ", " + layout,
              centralDifferences(f, direction, positions.get(i), inputs),
              gradients.get(i));
        }
      }
    }
  }

  private NdArray centralDifferences(
      Computation f, NdArray direction, int input, NdArray... inputs) {
    double[] out = new double[inputs[input].data().length];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          (along(f, direction, input, i, STEP, inputs)
                  - along(f, direction, input, i, -STEP, inputs))
              / (2 * STEP);
    }
    return new NdArray(out, inputs[input].type());
  }

  private static double along(
      Computation f, NdArray direction, int input, int element, double step, NdArray... inputs) {
    List<NdArray> moved = copies(inputs);
    moved.get(input).data()[element] += step;
    double[] y = f.definition().apply(moved).data();
    return IntStream.range(0, y.length).mapToDouble(i -> y[i] * direction.data()[i]).sum();
  }

  final void assertClose(String what, NdArray expected, Tensor actual) {
    assertEquals(expected.shape(), actual.shape(), what);
    assertEquals(expected.type().dtype(), actual.dtype(), what);
    boolean exact = actual.dtype() == DType.FLOAT64;
    assertClose(what, expected.data(), read(actual), exact ? FLOAT64_TOLERANCE : tolerance());
  }

  final void assertClose(String what, double[] expected, double[] actual) {
    assertClose(what, expected, actual, tolerance());
  }

  private static void assertClose(
      String what, double[] expected, double[] actual, double tolerance) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double e = expected[i];
      double a = actual[i];
      boolean same = Double.compare(e, a) == 0 || e == a;
      if (!same && !(Math.abs(e - a) <= tolerance * (1 + Math.abs(e)))) {
        fail(what + ": element " + i + " is " + a + ", expected " + e);
      }
    }
  }

  final void assertValues(Tensor actual, double... expected) {
    assertClose(actual.toString(), expected, read(actual));
  }

  static double[] read(Tensor x) {
    return x.dtype().isFloating()
        ? x.toDoubles()
        : Arrays.stream(x.toLongs()).asDoubleStream().toArray();
  }
}

package io.reprise.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.tensor.DType;
import io.reprise.tensor.Op;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.Tensor.Padding;
import io.reprise.tensor.TensorType;
import io.reprise.tensor.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The functions of {@link Tensor} that are made of primitives, against their definitions. */
public abstract class CompositeConformance extends EngineConformance {
  private static final double INF = Double.POSITIVE_INFINITY;

  // ---- what a definition is made of

  private static Computation unary(
      String name, UnaryOperator<Tensor> engine, UnaryOperator<NdArray> definition) {
    return new Computation(name, x -> engine.apply(x.get(0)), x -> definition.apply(x.get(0)));
  }

  private void elementwise(String name, UnaryOperator<Tensor> engine, DoubleUnaryOperator element) {
    Computation f = unary(name, engine, x -> x.map(element));
    conforms(f, normal("x", 3, 4).map(v -> (float) (2 * v)));
    agrees(f, normal("scalar"));
    agrees(f, normal("empty", 0, 3));
    agrees(f, normal("x", 5).cast(DType.FLOAT64));
  }

  /** A number for every vector along the last axis of a matrix. */
  private static UnaryOperator<NdArray> rows(ToDoubleFunction<double[]> row) {
    return x ->
        NdArray.build(
            new TensorType(x.shape().without(1), x.type().dtype()),
            i -> row.applyAsDouble(row(x, i[0])));
  }

  private static double[] row(NdArray x, int i) {
    int length = x.dim(1);
    return Arrays.copyOfRange(x.data(), i * length, (i + 1) * length);
  }

  private static Computation moves(
      String name, UnaryOperator<Tensor> engine, Shape to, Function<int[], int[]> from) {
    return unary(
        name,
        engine,
        x -> NdArray.build(new TensorType(to, x.type().dtype()), i -> x.at(from.apply(i))));
  }

  private static void refuses(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  // ---- comparisons and masks

  @Test
  void comparisonsTakeConstantsOfEveryNumberType() {
    for (Tensor x :
        List.of(
            vector(1, 2, 3),
            tensor(longs(1, 2, 3)),
            tensor(NdArray.of(Shape.of(3), 1, 2, 3).cast(DType.FLOAT64)))) {
      assertValues(x.eq(2), 0, 1, 0);
      assertValues(x.ne(2), 1, 0, 1);
      assertValues(x.lt(2), 1, 0, 0);
      assertValues(x.le(2), 1, 1, 0);
      assertValues(x.gt(2), 0, 0, 1);
      assertValues(x.ge(2), 0, 1, 1);
    }
    double third = 1.0 / 3;
    assertValues(engine().tensor(new double[] {third}, Shape.of(1)).eq(third), 1);
    refuses("gt: constant 0.5 for INT64[1]: expected an integer", () -> tensor(longs(1)).gt(0.5));
    refuses("eq: input BOOL[1]: expected numbers", () -> tensor(mask(1)).eq(1));
  }

  @Test
  void allAndAnyReduceMasks() {
    Tensor x = tensor(NdArray.mask(Shape.of(3, 2), 0, 0, 1, 0, 1, 1));
    assertEquals(DType.BOOL, x.all(1).dtype());
    assertValues(x.all(1), 0, 0, 1);
    assertValues(x.any(1), 0, 1, 1);
    assertValues(x.all(), 0);
    assertValues(x.any(0), 1, 1);
    assertValues(x.slice(0, 0, 0).all(0), 1, 1);
    assertValues(x.slice(0, 0, 0).any(), 0);
    assertThrows(IllegalArgumentException.class, () -> vector(1).all());
  }

  @Test
  void maximumAndMinimumTakeConstants() {
    Tensor x = parameter(-1, 0.5, 2);
    assertValues(x.maximum(0.5), 0.5, 0.5, 2);
    assertValues(x.minimum(0.5), -1, 0.5, 0.5);
    assertValues(gradient(x.maximum(0.5), x), 0, 0.5, 1);
    assertValues(gradient(x.minimum(0.5), x), 1, 0.5, 0);
  }

  // ---- activations

  @Test
  void activationsAgreeWithTheirDefinitions() {
    elementwise("leakyRelu", x -> x.leakyRelu(0.1), v -> v > 0 ? v : 0.1 * v);
    elementwise("elu", x -> x.elu(0.7), v -> v > 0 ? v : 0.7 * Math.expm1(v));
    elementwise("silu", Tensor::silu, v -> v / (1 + Math.exp(-v)));
    elementwise(
        "selu",
        Tensor::selu,
        v -> 1.0507009873554805 * (v > 0 ? v : 1.6732632423543772 * Math.expm1(v)));
    elementwise("hardSigmoid", Tensor::hardSigmoid, v -> Math.min(Math.max(v + 3, 0), 6) / 6);
    elementwise("hardSwish", Tensor::hardSwish, v -> v * Math.min(Math.max(v + 3, 0), 6) / 6);
    Reference reference = new Reference();
    conforms(
        unary(
            "gelu",
            Tensor::gelu,
            x -> {
              NdArray erf = reference.unary(Unary.ERF, x.map(v -> v / Math.sqrt(2)));
              return NdArray.build(x.type(), i -> x.at(i) * (1 + erf.at(i)) / 2);
            }),
        normal("x", 3, 4));
  }

  @Test
  void activationsStayFiniteForLargeInputs() {
    Tensor x = parameter(-1e4, -100, 0, 100, 1e4);
    for (UnaryOperator<Tensor> f :
        List.<UnaryOperator<Tensor>>of(
            t -> t.leakyRelu(0.1),
            t -> t.elu(1),
            Tensor::selu,
            Tensor::gelu,
            Tensor::silu,
            Tensor::hardSigmoid,
            Tensor::hardSwish)) {
      assertFinite(read(f.apply(x)));
      assertFinite(read(gradient(f.apply(x), x)));
    }
    assertValues(x.elu(2), -2, -2, 0, 100, 1e4);
    assertValues(gradient(x.leakyRelu(0.1), x), 0.1, 0.1, 0.1, 1, 1);
    assertValues(gradient(x.elu(2), x), 0, 0, 2, 1, 1);
  }

  private static void assertFinite(double[] values) {
    assertTrue(Arrays.stream(values).allMatch(Double::isFinite), Arrays.toString(values));
  }

  @Test
  void preluHasASlopeForEveryChannel() {
    Computation prelu =
        new Computation(
            "prelu",
            x -> x.get(0).prelu(x.get(1)),
            in -> {
              NdArray x = in.get(0);
              NdArray slope = in.get(1);
              return NdArray.build(
                  x.type(), i -> x.at(i) * (x.at(i) > 0 ? 1 : slope.at(i.length > 1 ? i[1] : 0)));
            });
    conforms(prelu, normal("x", 2, 3, 2, 2), normal("slope", 3));
    conforms(prelu, normal("x", 4, 3), normal("slope", 3));
    conforms(prelu, normal("x", 4, 3), normal("slope", 1));
    conforms(prelu, normal("x", 4), normal("slope", 1));
    refuses(
        "prelu: input [2, 3], slope [2]: expected one slope or [3]",
        () -> tensor(normal("x", 2, 3)).prelu(vector(1, 2)));
  }

  // ---- reductions

  @Test
  void varianceAgreesBiasedAndUnbiased() {
    for (boolean unbiased : new boolean[] {false, true}) {
      conforms(
          unary("variance", x -> x.variance(unbiased, 1), rows(v -> variance(v, unbiased))),
          normal("x", 3, 5));
    }
    Tensor x = tensor(NdArray.of(Shape.of(2, 2), 1, 2, 3, 6));
    assertValues(x.variance(false), 3.5);
    assertValues(x.variance(true, 0, 1), 14.0 / 3);
    assertValues(x.variance(false, 0), 1, 4);
    assertValues(vector(1000.25, 1000.75).variance(false), 0.0625);
  }

  private static double variance(double[] v, boolean unbiased) {
    double mean = Arrays.stream(v).average().orElseThrow();
    double squares = Arrays.stream(v).map(e -> (e - mean) * (e - mean)).sum();
    return squares / (unbiased ? v.length - 1 : v.length);
  }

  @Test
  void logSumExpIsStable() {
    conforms(
        unary(
            "logSumExp",
            x -> x.logSumExp(1),
            rows(v -> Math.log(Arrays.stream(v).map(Math::exp).sum()))),
        normal("x", 3, 5));
    assertValues(vector(1000, 1000).logSumExp(), 1000 + Math.log(2));
    assertValues(vector(-1000, -1000).logSumExp(0), -1000 + Math.log(2));
    assertValues(vector(INF, 1).logSumExp(), INF);
    assertValues(vector(Double.NaN, 1).logSumExp(), Double.NaN);
    assertValues(tensor(normal("x", 2, 3, 4)).logSumExp(0, 2).mul(0), 0, 0, 0);
    Tensor x = parameter(-INF, 0, 0);
    assertValues(x.logSumExp(), Math.log(2));
    assertValues(gradient(x.logSumExp(), x), 0, 0.5, 0.5);
    Tensor nothing = parameter(-INF, -INF);
    assertValues(nothing.logSumExp(), -INF);
    assertValues(gradient(nothing.logSumExp(), nothing), 0, 0);
  }

  @Test
  void normHasNoSlopeAtZero() {
    conforms(unary("norm", x -> x.norm(-1), rows(CompositeConformance::length)), normal("x", 3, 4));
    Tensor x = tensor(NdArray.of(Shape.of(2, 2), 3, 4, 0, 0));
    assertValues(x.norm(1), 5, 0);
    assertValues(x.norm(), 5);
    assertEquals(Shape.SCALAR, x.norm().shape());
    Tensor zero = parameter(0, 0);
    assertValues(gradient(zero.norm(), zero), 0, 0);
  }

  private static double length(double[] v) {
    return Math.sqrt(Arrays.stream(v).map(e -> e * e).sum());
  }

  @Test
  void normalizeDividesByTheNorm() {
    conforms(
        unary(
            "normalize",
            x -> x.normalize(1, 1e-8),
            x -> NdArray.build(x.type(), i -> x.at(i) / length(row(x, i[0])))),
        normal("x", 3, 4));
    Tensor zero = parameter(0, 0);
    assertValues(zero.normalize(0, 0.1), 0, 0);
    assertValues(gradient(zero.normalize(0, 0.1), zero), 10, 10);
  }

  @Test
  void cosineSimilarityAgreesAndBroadcasts() {
    Computation cosine =
        new Computation(
            "cosineSimilarity",
            x -> x.get(0).cosineSimilarity(x.get(1), 1),
            in ->
                rows(v -> v[0])
                    .apply(
                        NdArray.build(
                            new TensorType(Shape.of(in.get(0).dim(0), 1), in.get(0).type().dtype()),
                            i -> cosine(row(in.get(0), i[0]), row(in.get(1), i[0])))));
    conforms(cosine, normal("a", 3, 4), normal("b", 3, 4));
    Tensor a = tensor(NdArray.of(Shape.of(2, 2), 1, 0, 0, -2));
    assertValues(a.cosineSimilarity(vector(0, 3).unsqueeze(0), 1), 0, -1);
    Tensor zero = parameter(0, 0);
    assertFinite(read(gradient(zero.cosineSimilarity(vector(1, 0), 0), zero)));
  }

  private static double cosine(double[] a, double[] b) {
    double dot = IntStream.range(0, a.length).mapToDouble(k -> a[k] * b[k]).sum();
    return dot / length(a) / length(b);
  }

  @Test
  void argMinTakesTheFirstOfTheSmallest() {
    assertValues(tensor(NdArray.of(Shape.of(2, 3), 2, 1, 1, -1, 5, -1)).argMin(1), 1, 0);
    assertValues(tensor(NdArray.of(Shape.of(2, 2), 2, 1, 1, 5)).argMin(0), 1, 0);
    long[] extremes = {3, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE};
    assertValues(engine().tensor(extremes, Shape.of(4)).argMin(0), 2);
  }

  // ---- shape

  @Test
  void flipReversesAxes() {
    conforms(
        moves("flip", x -> x.flip(1), Shape.of(2, 3), i -> new int[] {i[0], 2 - i[1]}),
        normal("x", 2, 3));
    conforms(
        moves(
            "flip",
            x -> x.flip(-1, 0),
            Shape.of(2, 3, 4),
            i -> new int[] {1 - i[0], i[1], 3 - i[2]}),
        normal("x", 2, 3, 4));
    agrees(moves("flip", x -> x.flip(0), Shape.of(0, 3), i -> i), normal("x", 0, 3));
    refuses("flip: axis 1 is out of range for input [2]", () -> vector(1, 2).flip(1));
  }

  @Test
  void rollMovesElementsAround() {
    for (int shift : new int[] {0, 1, 2, -1, 5, -7}) {
      conforms(
          moves(
              "roll by " + shift,
              x -> x.roll(1, shift),
              Shape.of(2, 3),
              i -> new int[] {i[0], Math.floorMod(i[1] - shift, 3)}),
          normal("x", 2, 3));
    }
    assertEquals(Shape.of(0), vector().roll(0, 2).shape());
    Tensor x = vector(1, 2);
    assertSame(x, x.roll(0, 2));
  }

  @Test
  void stackJoinsAlongANewAxis() {
    Tensor a = vector(1, 2, 3);
    Tensor b = vector(4, 5, 6);
    assertEquals(Shape.of(2, 3), a.stack(0, b).shape());
    assertValues(a.stack(0, b), 1, 2, 3, 4, 5, 6);
    assertValues(a.stack(1, b), 1, 4, 2, 5, 3, 6);
    assertEquals(Shape.of(3, 2), a.stack(-1, b).shape());
    assertEquals(Shape.of(1, 3), a.stack(0).shape());
    assertEquals(Shape.of(2), a.sum().stack(0, b.sum()).shape());
    assertThrows(IllegalArgumentException.class, () -> a.stack(0, vector(1)));
    refuses("stack: axis 2 is out of range for input [3] and a new axis", () -> a.stack(2, b));
  }

  @Test
  void squeezeAndUnsqueezeDropAndAddAxes() {
    Tensor x = tensor(normal("x", 2, 1, 3, 1));
    assertEquals(Shape.of(2, 3), x.squeeze().shape());
    assertEquals(Shape.of(2, 3, 1), x.squeeze(1).shape());
    assertEquals(Shape.of(2, 3), x.squeeze(-1, 1).shape());
    assertEquals(Shape.of(2, 1, 3, 1, 1), x.unsqueeze(-1).shape());
    assertEquals(Shape.of(1, 2, 1, 3, 1), x.unsqueeze(0).shape());
    assertEquals(Shape.of(1), engine().full(1, Shape.SCALAR).unsqueeze(0).shape());
    refuses("squeeze: axis 0 of [2, 1, 3, 1]: expected extent 1", () -> x.squeeze(0));
    assertThrows(IllegalArgumentException.class, () -> x.squeeze(4));
    assertThrows(IllegalArgumentException.class, () -> x.unsqueeze(-6));
  }

  @Test
  void tileRepeatsTheWholeTensor() {
    conforms(
        moves("tile", x -> x.tile(2, 3), Shape.of(4, 9), i -> new int[] {i[0] % 2, i[1] % 3}),
        normal("x", 2, 3));
    conforms(
        moves("tile", x -> x.tile(2), Shape.of(2, 6), i -> new int[] {i[0], i[1] % 3}),
        normal("x", 2, 3));
    conforms(
        moves("tile", x -> x.tile(2, 1, 2), Shape.of(2, 2, 6), i -> new int[] {i[1], i[2] % 3}),
        normal("x", 2, 3));
    agrees(moves("tile", x -> x.tile(0), Shape.of(0), i -> i), normal("x", 2));
    refuses("tile: repeats [-1] must not be negative", () -> vector(1).tile(-1));
  }

  @Test
  void padReflectsOrRepeatsTheEdge() {
    conforms(
        moves(
            "reflect",
            x -> x.pad(1, 2, 3, Padding.REFLECT),
            Shape.of(2, 9),
            i -> new int[] {i[0], List.of(2, 1, 0, 1, 2, 3, 2, 1, 0).get(i[1])}),
        normal("x", 2, 4));
    conforms(
        moves(
            "edge",
            x -> x.pad(-2, 2, 1, Padding.EDGE),
            Shape.of(1, 5, 3),
            i -> new int[] {i[0], List.of(0, 0, 0, 1, 1).get(i[1]), i[2]}),
        normal("x", 1, 2, 3));
    assertValues(vector(7).pad(0, 1, 2, Padding.EDGE), 7, 7, 7, 7);
    refuses(
        "pad: 2 before and 0 after axis 0 of [2] with REFLECT: expected 0 or more, of an axis that"
            + " is not empty, and less than its extent",
        () -> vector(1, 2).pad(0, 2, 0, Padding.REFLECT));
    assertThrows(IllegalArgumentException.class, () -> vector(1, 2).pad(0, -1, 0, Padding.EDGE));
    assertThrows(IllegalArgumentException.class, () -> vector().pad(0, 1, 0, Padding.EDGE));
  }

  // ---- losses and networks

  private static Computation loss(
      String name, Function<List<Tensor>, Tensor> engine, DoubleUnaryOperator ofDifference) {
    return new Computation(
        name,
        engine,
        in -> {
          NdArray each =
              NdArray.build(in.get(0).type(), i -> in.get(0).at(i) - in.get(1).at(i))
                  .map(ofDifference);
          double mean = Arrays.stream(each.data()).average().orElse(Double.NaN);
          return new NdArray(
              new double[] {mean}, new TensorType(Shape.SCALAR, each.type().dtype()));
        });
  }

  @Test
  void lossesOfDifferencesAgree() {
    NdArray x = normal("x", 3, 4).map(v -> (float) (2 * v));
    NdArray t = normal("t", 3, 4);
    conforms(loss("mseLoss", in -> in.get(0).mseLoss(in.get(1)), d -> d * d), x, t);
    for (double width : new double[] {0.5, 1, 2}) {
      DoubleUnaryOperator huber =
          d -> Math.abs(d) < width ? d * d / 2 : width * (Math.abs(d) - width / 2);
      conforms(loss("huberLoss", in -> in.get(0).huberLoss(in.get(1), width), huber), x, t);
      conforms(
          loss(
              "smoothL1Loss",
              in -> in.get(0).smoothL1Loss(in.get(1), width),
              d -> huber.applyAsDouble(d) / width),
          x,
          t);
    }
    Tensor p = parameter(1, 2, -1e20);
    assertValues(gradient(p.smoothL1Loss(vector(1, 4, 0), 2), p), 0, -1.0 / 3, -1.0 / 3);
  }

  @Test
  void binaryCrossEntropyAgreesAndIsStable() {
    Computation loss =
        new Computation(
            "binaryCrossEntropyWithLogits",
            in -> in.get(0).binaryCrossEntropyWithLogits(in.get(1)),
            in -> {
              double sum = 0;
              for (int i = 0; i < in.get(0).data().length; i++) {
                double p = 1 / (1 + Math.exp(-in.get(0).data()[i]));
                double t = in.get(1).data()[i];
                sum -= t * Math.log(p) + (1 - t) * Math.log1p(-p);
              }
              return NdArray.of(Shape.SCALAR, sum / in.get(0).data().length);
            });
    NdArray targets = normal("t", 3, 4).map(v -> (float) (1 / (1 + Math.exp(-v))));
    conforms(loss, normal("x", 3, 4), targets);
    conforms(loss, normal("x", 4), NdArray.of(Shape.of(4), 0, 1, 1, 0));
    assertValues(vector(1e4, -1e4).binaryCrossEntropyWithLogits(vector(1, 0)), 0);
    assertValues(vector(1e4, -1e4).binaryCrossEntropyWithLogits(vector(0, 1)), 1e4);
    double small = read(vector(20).binaryCrossEntropyWithLogits(vector(1)))[0];
    assertEquals(Math.exp(-20), small, 1e-6 * Math.exp(-20));
    Tensor x = parameter(1e4, -1e4);
    assertValues(gradient(x.binaryCrossEntropyWithLogits(vector(0, 1)), x), 0.5, -0.5);
  }

  @Test
  void lossesRefuseAnotherShapeOrWidth() {
    Tensor x = vector(1, 2);
    Tensor t = vector(1);
    refuses("mseLoss: input [2], target [1]: expected equal shapes", () -> x.mseLoss(t));
    for (Consumer<Tensor> loss :
        List.<Consumer<Tensor>>of(
            other -> x.huberLoss(other, 1),
            other -> x.smoothL1Loss(other, 1),
            x::binaryCrossEntropyWithLogits)) {
      assertThrows(IllegalArgumentException.class, () -> loss.accept(t));
    }
    refuses("huberLoss: width 0.0: expected more than 0", () -> x.huberLoss(x, 0));
    refuses("smoothL1Loss: width -1.0: expected more than 0", () -> x.smoothL1Loss(x, -1));
  }

  @Test
  void convolutionOfSequencesIsThatOfImagesOfOneRow() {
    Op.Conv2d options = new Op.Conv2d(1, 2, 0, 1, 1, 2, 2);
    Reference reference = new Reference();
    Computation conv1d =
        new Computation(
            "conv1d",
            x -> x.get(0).conv1d(x.get(1), x.get(2), 2, 1, 2, 2),
            in -> {
              NdArray image = raised(in.get(0));
              NdArray y = reference.conv2d(image, raised(in.get(1)), in.get(2), options);
              return new NdArray(y.data(), new TensorType(y.shape().without(2), y.type().dtype()));
            });
    conforms(conv1d, normal("x", 2, 4, 9), normal("w", 6, 2, 3), normal("b", 6));
    Tensor x = tensor(normal("x", 2, 4, 9));
    assertEquals(
        Shape.of(2, 3, 7), x.conv1d(tensor(normal("w", 3, 4, 3)), null, 1, 0, 1, 1).shape());
    refuses(
        "conv1d: input [2, 4, 9], weight [4]: expected [N, C, L] and [O, C/groups, k]",
        () -> x.conv1d(vector(1, 2, 3, 4), null, 1, 0, 1, 1));
  }

  private static NdArray raised(NdArray x) {
    Shape row = Shape.of(x.dim(0), x.dim(1), 1, x.dim(2));
    return new NdArray(x.data(), new TensorType(row, x.type().dtype()));
  }
}

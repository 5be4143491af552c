package io.reprise.baselines.binary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.binary.SelfDistributionConv2d.Boundary;
import io.reprise.baselines.binary.SelfDistributionConv2d.Design;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sequential;
import io.reprise.nn.Sgd;
import io.reprise.nn.Snapshot;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Op;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignFunctionTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  private float[] slopes(SignFunction sign, float... at) {
    Tensor x = engine.parameter(Shape.of(at.length), at::clone);
    Tensor y = sign.apply(x);
    for (int i = 0; i < at.length; i++) {
      assertEquals(at[i] >= 0 ? 1 : -1, y.toFloats()[i], "sign of " + at[i]);
    }
    return engine.gradients(y.sum(), List.of(x)).get(0).toFloats();
  }

  @Test
  void theGradientOfBiRealNetIsAHat() {
    assertArrayEquals(
        new float[] {0, 0, 1, 2, 1.5f, 0},
        slopes(SignFunction.BI_REAL, -1.5f, -1, -0.5f, 0, 0.25f, 1));
  }

  @Test
  void aClippedGradientPassesUpToOne() {
    assertArrayEquals(
        new float[] {0, 1, 1, 1, 1, 0}, slopes(SignFunction.CLIP, -1.1f, -1, -0.5f, 0, 1, 1.1f));
  }

  private static ErrorDecayEstimator after(double first, double last, int epochs, int done) {
    ErrorDecayEstimator ede = new ErrorDecayEstimator(first, last, epochs);
    ede.afterEpoch(done, null, null);
    return ede;
  }

  @Test
  void errorDecayGoesFromTheIdentityToTheSign() {
    ErrorDecayEstimator start = new ErrorDecayEstimator(1e-3, 10, 500);
    assertEquals(1e-3, start.sharpness());
    assertEquals(1000, start.height());
    assertArrayEquals(new float[] {1, 1, 1}, slopes(start, -0.5f, 0, 2), 1e-5f);
    ErrorDecayEstimator middle = after(1e-3, 10, 4, 2);
    assertEquals(0.1, middle.sharpness(), 1e-12);
    assertEquals(10, middle.height(), 1e-9);
    ErrorDecayEstimator end = after(1e-3, 10, 500, 500);
    assertEquals(10, end.sharpness(), 1e-12);
    assertEquals(1, end.height());
    assertArrayEquals(new float[] {10, 4.19974f, 0}, slopes(end, 0, 0.1f, 4), 1e-5f);
  }

  @Test
  void errorDecayIsThatOfTheFormulaAnywhere() {
    ErrorDecayEstimator ede = after(0.01, 10, 10, 7);
    double t = Math.pow(10, -2 + 3 * 0.7);
    float[] x = {-1.3f, -0.2f, 0.05f, 0.7f};
    float[] slopes = slopes(ede, x);
    for (int i = 0; i < x.length; i++) {
      double tanh = Math.tanh(t * x[i]);
      assertEquals(Math.max(1 / t, 1) * t * (1 - tanh * tanh), slopes[i], 1e-5, "at " + x[i]);
    }
  }

  @Test
  void errorDecayBeginsAnewAndRemembersItsEpochInCheckpoints() {
    ErrorDecayEstimator ede = after(0.01, 10, 8, 5);
    Snapshot saved = ede.save();
    ErrorDecayEstimator other = new ErrorDecayEstimator(0.01, 10, 8);
    other.restore(saved);
    assertEquals(ede.sharpness(), other.sharpness());
    other.begin(null, null);
    assertEquals(0.01, other.sharpness());
    assertThrows(
        IllegalArgumentException.class, () -> new ErrorDecayEstimator(0.01, 10, 4).restore(saved));
  }

  @Test
  void errorDecayThatMakesNoSenseIsRefused() {
    assertEquals(
        "error decay over 0 epochs: expected at least 1",
        assertThrows(IllegalArgumentException.class, () -> new ErrorDecayEstimator(0.01, 10, 0))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> new ErrorDecayEstimator(0, 10, 5));
    assertThrows(IllegalArgumentException.class, () -> new ErrorDecayEstimator(2, 1, 5));
    assertThrows(
        IllegalArgumentException.class,
        () -> new ErrorDecayEstimator(1, Double.POSITIVE_INFINITY, 5));
  }

  /** Keeps one checkpoint, after so many steps. */
  private static final class Memory implements Checkpoints {
    private final List<Snapshot> kept = new ArrayList<>();
    private final Optional<Snapshot> latest;
    private int untilDue;

    Memory(int untilDue, Optional<Snapshot> latest) {
      this.untilDue = untilDue;
      this.latest = latest;
    }

    @Override
    public Optional<Snapshot> latest() {
      return latest;
    }

    @Override
    public boolean due() {
      return --untilDue == 0;
    }

    @Override
    public void save(Snapshot state) {
      kept.add(state);
    }
  }

  private float[] trained(Memory checkpoints) {
    ErrorDecayEstimator ede = new ErrorDecayEstimator(0.1, 10, 4);
    Design design = Design.of(Set.of(Boundary.values()), 2, ede);
    Sequential net =
        new Sequential.Builder(LayerContext.root(engine, new Seed(5)))
            .add(c -> design.layer().build(c, 4, 6, 3, Op.Conv2d.PLAIN))
            .then(x -> x.mean(2, 3))
            .build();
    List<Batch> batches =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new Batch(
                        new Seed(20 + i).normal(5 * 4 * 25),
                        Shape.of(5, 4, 5, 5),
                        new long[] {0, 1, 2, 3, 5}))
            .toList();
    Classification.train(
        net,
        new Sgd(net.parameters(), new Sgd.Settings(0.9, false, 1e-4, path -> false)),
        Batches.of(batches),
        new Classification.Plan(4, Schedule.constant(0.1), 0),
        ede,
        checkpoints);
    return net.parameters().get("0.weight").toFloats();
  }

  @Test
  void aTrainingThatWasCutShortGoesOnWithTheShapeOfItsEpoch() {
    Memory whole = new Memory(8, Optional.empty());
    float[] unbroken = trained(whole);
    assertEquals(1, whole.kept.size());
    assertArrayEquals(unbroken, trained(new Memory(0, Optional.of(whole.kept.get(0)))));
  }

  @Test
  void aFiltersMeanIsAConstantToItsWeightsAndNotToItsShare() {
    SelfDistributionConv2d conv = layer(Set.of(Boundary.WEIGHT), 1, 2);
    float[] w = {0.5f, 0.25f, -0.5f, 0.1f};
    Module.set(conv.weight(), w);
    Tensor alpha = conv.parameters().get("alpha");
    Module.set(alpha, new float[] {0, 2});
    // Output o is the sum over c of sgn(x_c) sgn(w'_oc), so dw' is (1, -1) times the output's own.
    float[] up = {1, 4};
    List<Tensor> mixed = gradients(conv, new float[] {3, -2}, up);
    assertArrayEquals(new float[] {1, -1, 4, -4}, mixed.get(0).toFloats(), 1e-6f);
    assertArrayEquals(new float[] {0, 0}, mixed.get(1).toFloats(), 1e-7f);
    // Here the sum of dw' is not 0: it would reach the weights through a mean that were no
    // constant.
    List<Tensor> both = gradients(conv, new float[] {3, 2}, up);
    assertArrayEquals(new float[] {1, 1, 4, 4}, both.get(0).toFloats(), 1e-6f);
    float[] shares = both.get(1).toFloats();
    for (int o = 0; o < 2; o++) {
      double s = 1 / (1 + Math.exp(-2.0 * o));
      double mean = (w[2 * o] + w[2 * o + 1]) / 2;
      assertEquals(0.01 * mean * s * (1 - s) * 2 * up[o], shares[o], 1e-7, "filter " + o);
    }
  }

  /** Of the outputs, weighted, with respect to the weights and their filters' shares. */
  private List<Tensor> gradients(SelfDistributionConv2d conv, float[] input, float[] up) {
    Tensor x = engine.tensor(input, Shape.of(1, 2, 1, 1));
    Tensor loss = conv.forward(x, Mode.TRAIN).mul(engine.tensor(up, Shape.of(1, 2, 1, 1))).sum();
    return engine.gradients(loss, List.of(conv.weight(), conv.parameters().get("alpha")));
  }

  @Test
  void anInputsGradientAlsoPassesThroughItsGate() {
    SelfDistributionConv2d conv = layer(Set.of(Boundary.INPUT), 2, 1);
    Module.set(conv.weight(), new float[] {0.5f, -0.5f});
    double[] squeeze = {0.7, 0.4};
    double[] excite = {-1.2, 0.9};
    Module.set(conv.parameters().get("distribution.squeeze.weight"), new float[] {0.7f, 0.4f});
    Module.set(conv.parameters().get("distribution.excite.weight"), new float[] {-1.2f, 0.9f});
    double[] a = {0.3, -0.2};
    Tensor x = engine.parameter(Shape.of(1, 2, 1, 1), () -> new float[] {0.3f, -0.2f});
    float[] gradient =
        engine.gradients(conv.forward(x, Mode.TRAIN).sum(), List.of(x)).get(0).toFloats();
    // Both moved inputs lie within [-1, 1], so da' is (1, -1), the signs of the weights.
    double hidden = squeeze[0] * a[0] + squeeze[1] * a[1];
    double through = 0;
    for (int j = 0; j < 2; j++) {
      double gate = 1 / (1 + Math.exp(-excite[j] * hidden));
      through += (j == 0 ? 1 : -1) * gate * (1 - gate) * excite[j];
    }
    assertTrue(hidden > 0);
    assertEquals(1 + through * squeeze[0], gradient[0], 1e-6);
    assertEquals(-1 + through * squeeze[1], gradient[1], 1e-6);
  }

  @Test
  void variantsOfASeedStartFromTheSameWeights() {
    float[] plain = layer(Set.of(), 1, 2).weight().toFloats();
    for (Set<Boundary> moved : List.of(Set.of(Boundary.INPUT), Set.of(Boundary.values()))) {
      assertArrayEquals(plain, layer(moved, 1, 2).weight().toFloats());
    }
    assertEquals(Set.of("weight"), layer(Set.of(), 1, 2).parameters().keySet());
  }

  /** From two channels, kernel 1. */
  private SelfDistributionConv2d layer(Set<Boundary> moved, int reduction, int out) {
    return new SelfDistributionConv2d(
        LayerContext.root(engine, new Seed(1)),
        Design.of(moved, reduction, SignFunction.CLIP),
        2,
        out,
        1,
        Op.Conv2d.PLAIN);
  }
}

package io.reprise.baselines.adversarial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.ResNet;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttacksTest {
  private static final Seed SEED = new Seed(5);

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Two classes and images of two pixels: the logits are weighted sums of the values. */
  private ImageClassifier linear(float... weights) {
    Tensor matrix = engine.tensor(weights, Shape.of(2, 2));
    return images -> images.reshape(-1, 2).linear(matrix, engine.full(0, Shape.of(2)));
  }

  private static PixelBatch pixels(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return new PixelBatch(Shape.of(values.length / 2, 1, 1, 2), bytes);
  }

  private static AttackTask task(PixelBatch clean, int epsilon, long label) {
    long[] labels = new long[clean.size()];
    long[] targets = new long[clean.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label;
      targets[i] = 1 - label;
    }
    return new AttackTask(clean, labels, targets, epsilon, SEED);
  }

  @Test
  void fgsmMovesEveryValueByEpsilonAgainstTheTrueClass() {
    // Class 0 likes the first value and dislikes the second.
    InputGradient gradient = new InputGradient(linear(1, -1, 0, 0), Goal.AWAY_FROM_LABEL);
    PixelBatch clean = pixels(100, 50, 3, 250);
    PixelBatch found = new FastGradientSign(gradient).perturb(engine, task(clean, 8, 0));
    assertEquals(pixels(92, 58, 0, 255), found);
    assertArrayEquals(new int[] {8, 5}, found.distances(clean));
    assertEquals(
        pixels(108, 42, 11, 242),
        new FastGradientSign(gradient).perturb(engine, task(clean, 8, 1)));
  }

  @Test
  void targetedStepsGoTowardsTheTargetAndOthersAwayFromWhatTheModelSays() {
    ImageClassifier model = linear(1, -1, 0, 0);
    PixelBatch clean = pixels(100, 50);
    assertEquals(
        pixels(92, 58),
        new FastGradientSign(new InputGradient(model, Goal.TOWARDS_TARGET))
            .perturb(engine, task(clean, 8, 0)));
    // It says class 0, whatever the label.
    assertEquals(
        pixels(92, 58),
        new FastGradientSign(new InputGradient(model, Goal.AWAY_FROM_PREDICTION))
            .perturb(engine, task(clean, 8, 1)));
  }

  @Test
  void aGradientIsThatOfTheCrossEntropyOfEachImageAlone() {
    InputGradient gradient = new InputGradient(linear(2, -1, 0, 1), Goal.AWAY_FROM_LABEL);
    PixelBatch images = pixels(51, 102, 204, 0, 0, 255);
    Tensor classes = engine.tensor(new long[] {0, 1, 0}, Shape.of(3));
    float[] found = gradient.at(images.levels(engine), classes).toFloats();
    for (int i = 0; i < 3; i++) {
      double a = images.at(2 * i) / 255.0;
      double b = images.at(2 * i + 1) / 255.0;
      double zero = 2 * a - b;
      double p = 1 / (1 + StrictMath.exp(b - zero));
      // dJ/dz is p - 1 for class 0's logit and 1 - p for class 1's, or the negative with label 1.
      double slope = i == 1 ? p : p - 1;
      assertEquals(2 * slope, found[2 * i], 1e-6, "image " + i);
      assertEquals(-2 * slope, found[2 * i + 1], 1e-6, "image " + i);
    }
  }

  @Test
  void labelSmoothingPullsTheTargetBack() {
    ImageClassifier model = linear(1, 0, 0, 1);
    Tensor levels = pixels(0, 0).levels(engine);
    Tensor classes = engine.tensor(new long[] {0}, Shape.of(1));
    float[] sharp = new InputGradient(model, Goal.TOWARDS_TARGET).at(levels, classes).toFloats();
    float[] smooth =
        new InputGradient(model, Goal.TOWARDS_TARGET, 0.1).at(levels, classes).toFloats();
    assertEquals(0.5, sharp[0], 1e-6);
    // Targets 0.95 and 0.05 instead of 1 and 0, against 0.5.
    assertEquals(0.45, smooth[0], 1e-6);
  }

  @Test
  void momentumRemembersTheFirstGradient() {
    // J's gradient flips between the steps: d1 = (1, 0)-like, then the opposite and smaller.
    Tensor[] directions = {
      engine.tensor(new float[] {1, 3}, Shape.of(1, 1, 1, 2)),
      engine.tensor(new float[] {-1, -3}, Shape.of(1, 1, 1, 2))
    };
    Tensor first = InputGradient.byMeanSize(directions[0]);
    assertArrayEquals(new float[] {0.5f, 1.5f}, first.toFloats(), 1e-6f);
    Tensor second = first.mul(1).add(InputGradient.byMeanSize(directions[1]));
    assertArrayEquals(new float[] {0, 0}, second.toFloats(), 1e-6f);
    float[] standard = InputGradient.byDeviation(directions[0]).toFloats();
    // The deviation of 1 and 3 is 1; the mean is not taken off.
    assertArrayEquals(new float[] {1, 3}, standard, 1e-6f);
  }

  /**
   * The model's slope is 0 at level 104, where one step leads: I-FGSM stays there, MI-FGSM goes on
   * by momentum.
   */
  @Test
  void iterationsStayWhereMomentumGoesOn() {
    ImageClassifier valley =
        images -> {
          Tensor first = images.reshape(-1, 2).slice(1, 0, 1);
          Tensor second = images.reshape(-1, 2).slice(1, 1, 2);
          Tensor rise = first.sub(104 / 255.0).abs().neg().add(second.mul(0.01));
          return rise.neg().concat(1, rise);
        };
    InputGradient gradient = new InputGradient(valley, Goal.AWAY_FROM_LABEL);
    PixelBatch clean = pixels(100, 10);
    AttackTask task = task(clean, 8, 0);
    PixelBatch steps = IterativeGradientSign.of(gradient, 2).perturb(engine, task);
    PixelBatch momentum = new MomentumGradientSign(gradient, 2, 1).perturb(engine, task);
    assertEquals(104, steps.at(0));
    assertEquals(108, momentum.at(0));
    assertEquals(18, steps.at(1));
    assertEquals(18, momentum.at(1));
  }

  @Test
  void withoutAGradientNothingMoves() {
    ImageClassifier saturated = linear(0, 0, 0, 0);
    PixelBatch clean = pixels(100, 50, 0, 255);
    AttackTask task = task(clean, 16, 0);
    InputGradient gradient = new InputGradient(saturated, Goal.AWAY_FROM_LABEL);
    for (Attack attack :
        List.of(
            new FastGradientSign(gradient),
            IterativeGradientSign.of(gradient, 3),
            new MomentumGradientSign(gradient, 3, 1),
            TargetedMomentum.published(saturated, saturated))) {
      assertEquals(clean, attack.perturb(engine, task), attack.toString());
    }
  }

  @Test
  void theTargetedAttackStepsByRoundedMultiplesOfAlpha() {
    // Gradient (1, -1): deviation 1, so g is (1, -1), then the same: 3 steps of eps / 12 each.
    ImageClassifier model = linear(0, 0, 1, -1);
    TargetedMomentum attack =
        new TargetedMomentum(
            List.of(
                new TargetedMomentum.Phase(
                    1, new InputGradient(model, Goal.TOWARDS_TARGET), 3, StepSize.share(12))),
            1);
    assertEquals(pixels(103, 97), attack.perturb(engine, task(pixels(100, 100), 12, 0)));
    assertEquals(pixels(106, 94), attack.perturb(engine, task(pixels(100, 100), 24, 0)));
  }

  @Test
  void theTargetedAttackGoesAtMostTwoAlphasAndSmallGradientsDoNotMove() {
    // One value of 26 has all of the gradient: by its deviation it is 5.1, the others are 0.
    float[] weights = new float[2 * 26];
    weights[26] = 1;
    Tensor matrix = engine.tensor(weights, Shape.of(2, 26));
    ImageClassifier model =
        images -> images.reshape(-1, 26).linear(matrix, engine.full(0, Shape.of(2)));
    byte[] grey = new byte[26];
    java.util.Arrays.fill(grey, (byte) 100);
    PixelBatch clean = new PixelBatch(Shape.of(1, 1, 2, 13), grey);
    AttackTask task = new AttackTask(clean, new long[] {0}, new long[] {1}, 24, SEED);
    TargetedMomentum attack =
        new TargetedMomentum(
            List.of(
                new TargetedMomentum.Phase(
                    1, new InputGradient(model, Goal.TOWARDS_TARGET), 3, StepSize.share(12))),
            1);
    PixelBatch found = attack.perturb(engine, task);
    assertEquals(100 + 3 * 2 * 2, found.at(0));
    assertEquals(1, found.differences(clean));
  }

  @Test
  void epsilonDecidesWhichNetworksTheTargetedAttackUses() {
    ImageClassifier up = linear(0, 0, 1, -1);
    ImageClassifier down = linear(0, 0, -1, 1);
    TargetedMomentum attack = TargetedMomentum.published(up, down);
    assertTrue(attack.perturb(engine, task(pixels(100, 100), 7, 0)).at(0) > 100);
    assertTrue(attack.perturb(engine, task(pixels(100, 100), 8, 0)).at(0) < 100);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new TargetedMomentum(attack.phases().subList(1, 2), 1))
            .getMessage();
    assertTrue(message.contains("[8]") && message.contains("from 1 on"), message);
  }

  @Test
  void smoothedGradientsTakeTheSignOfTheNeighbourhood() {
    Tensor weights = engine.tensor(new float[] {5, -1, -1, -1, -1, -1, -1, -1, -1}, Shape.of(1, 9));
    ImageClassifier model =
        images -> {
          Tensor sum = images.reshape(-1, 9).linear(weights, engine.full(0, Shape.of(1)));
          return sum.concat(1, sum.neg());
        };
    byte[] grey = new byte[9];
    java.util.Arrays.fill(grey, (byte) 100);
    PixelBatch clean = new PixelBatch(Shape.of(1, 1, 3, 3), grey);
    AttackTask task = new AttackTask(clean, new long[] {1}, new long[] {0}, 10, SEED);
    InputGradient gradient = new InputGradient(model, Goal.AWAY_FROM_LABEL);
    PixelBatch plain = IterativeGradientSign.of(gradient, 2).perturb(engine, task);
    PixelBatch smooth =
        new IterativeGradientSign(gradient, 2, StepSize.share(2), 3).perturb(engine, task);
    assertEquals(110, plain.at(0));
    assertEquals(90, plain.at(1));
    // 5 - 3 around the upper left corner, 5 - 5 beside it, -6 and less away from it.
    assertEquals(110, smooth.at(0));
    assertEquals(100, smooth.at(1));
    assertEquals(90, smooth.at(8));
  }

  @Test
  void noiseMovesEveryValueByEpsilonAndDependsOnTheSeedAlone() {
    byte[] grey = new byte[4000];
    java.util.Arrays.fill(grey, (byte) 100);
    PixelBatch clean = new PixelBatch(Shape.of(10, 1, 20, 20), grey);
    AttackTask task = new AttackTask(clean, new long[10], ones(10), 8, SEED);
    PixelBatch noisy = new SignNoise().perturb(engine, task);
    int up = 0;
    for (int i = 0; i < grey.length; i++) {
      assertEquals(8, Math.abs(noisy.at(i) - 100));
      up += noisy.at(i) > 100 ? 1 : 0;
    }
    assertEquals(2000, up, 150);
    assertEquals(noisy, new SignNoise().perturb(engine, task));
    AttackTask other = new AttackTask(clean, new long[10], ones(10), 8, new Seed(6));
    assertNotEquals(noisy, new SignNoise().perturb(engine, other));
  }

  private static long[] ones(int n) {
    long[] ones = new long[n];
    java.util.Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void anEnsembleIsTheWeightedMeanOfLogits() {
    ImageClassifier one = linear(1, 0, 0, 1);
    ImageClassifier other = linear(0, 4, 0, 0);
    LogitEnsemble ensemble =
        new LogitEnsemble(
            List.of(new LogitEnsemble.Member(one, 3), new LogitEnsemble.Member(other, 1)));
    Tensor images = engine.tensor(new float[] {0.5f, 0.25f}, Shape.of(1, 1, 1, 2));
    assertArrayEquals(
        new float[] {(3 * 0.5f + 1) / 4, 3 * 0.25f / 4}, ensemble.logits(images).toFloats(), 1e-6f);
    assertEquals(
        "weight 0.0 in an ensemble: expected a finite number above 0",
        assertThrows(IllegalArgumentException.class, () -> new LogitEnsemble.Member(one, 0))
            .getMessage());
  }

  /** Same images from both engines' gradients, and the identities between the methods. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 7, 16, 255})
  void onANetworkEveryImageStaysInReachAndSpecialCasesAgree(int epsilon) {
    Module net = network();
    AttackTask task = randomTask(epsilon);
    ImageClassifier model = ImageClassifier.of(net);
    InputGradient gradient = new InputGradient(model, Goal.AWAY_FROM_LABEL);
    PixelBatch steps = IterativeGradientSign.of(gradient, 5).perturb(engine, task);
    assertEquals(steps, new MomentumGradientSign(gradient, 5, 0).perturb(engine, task));
    PixelBatch oneStep = new FastGradientSign(gradient).perturb(engine, task);
    assertEquals(oneStep, new MomentumGradientSign(gradient, 1, 1).perturb(engine, task));
    assertEquals(oneStep, IterativeGradientSign.of(gradient, 1).perturb(engine, task));
    for (PixelBatch images :
        List.of(
            steps,
            oneStep,
            new MomentumGradientSign(gradient, 5, 1).perturb(engine, task),
            TargetedMomentum.published(model, model).perturb(engine, task))) {
      assertEquals(0, images.beyond(task.clean(), epsilon));
      assertNotEquals(task.clean(), images);
    }
  }

  @Test
  void attacksRaiseTheLossAndLeaveTheNetworkAsItIs() {
    Module net = network();
    Map<String, float[]> before = net.state().values();
    AttackTask task = randomTask(16);
    InputGradient gradient = new InputGradient(ImageClassifier.of(net), Goal.AWAY_FROM_LABEL);
    double clean = loss(net, task.clean(), task);
    double oneStep = loss(net, new FastGradientSign(gradient).perturb(engine, task), task);
    double steps = loss(net, new MomentumGradientSign(gradient, 10, 1).perturb(engine, task), task);
    assertTrue(clean < oneStep && oneStep < steps, clean + ", " + oneStep + ", " + steps);
    // Batch statistics above all.
    net.state().values().forEach((path, v) -> assertArrayEquals(before.get(path), v, path));
  }

  private Module network() {
    LayerContext at = LayerContext.root(engine, SEED);
    ResNet.Design design =
        ResNet.Design.cifar(8, 4).withStrides(List.of(2, 2, 2)).withProjection(true);
    return new StandardizedInput(
        at, new ResNet(at, design), List.of(0.5, 0.4, 0.45), List.of(0.2, 0.25, 0.3));
  }

  private static AttackTask randomTask(int epsilon) {
    byte[] values = new byte[3 * 3 * 16 * 16];
    SEED.generator().nextBytes(values);
    return new AttackTask(
        new PixelBatch(Shape.of(3, 3, 16, 16), values),
        new long[] {0, 1, 3},
        new long[] {1, 2, 0},
        epsilon,
        SEED);
  }

  private double loss(Module net, PixelBatch images, AttackTask task) {
    try (Scope scope = engine.inference()) {
      return net.forward(images.shares(engine), Mode.EVALUATE)
          .crossEntropy(engine.tensor(task.labels(), Shape.of(3)), 0)
          .item();
    }
  }

  @Test
  void badTasksAreRefusedByValue() {
    PixelBatch clean = pixels(1, 2, 3, 4);
    assertMessage(
        "epsilon 0: expected from 1 to 255, in levels of 1/255",
        () -> new AttackTask(clean, new long[] {0, 0}, new long[] {1, 1}, 0, SEED));
    assertMessage(
        "epsilon 256: expected from 1 to 255, in levels of 1/255",
        () -> new AttackTask(clean, new long[] {0, 0}, new long[] {1, 1}, 256, SEED));
    assertMessage(
        "target class equals true label for image 1: 3",
        () -> new AttackTask(clean, new long[] {0, 3}, new long[] {1, 3}, 8, SEED));
    assertMessage(
        "1 labels and 2 targets: expected one each for 2 images",
        () -> new AttackTask(clean, new long[1], new long[2], 8, SEED));
  }

  private static void assertMessage(String expected, org.junit.jupiter.api.function.Executable e) {
    assertEquals(expected, assertThrows(IllegalArgumentException.class, e).getMessage());
  }
}

package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.Classification.Accuracy;
import io.reprise.nn.Classification.Epoch;
import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClassificationTest {
  private static final Listener QUIET = new Listener() {};

  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** Noise, with a stripe across for class 1 and down for class 0. */
  private static Batches stripes(int batches) {
    List<Batch> all = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      float[] x = new Seed(b).normal(16 * 2 * 6 * 6);
      long[] labels = new long[16];
      for (int n = 0; n < 16; n++) {
        labels[n] = n % 2;
        for (int i = 0; i < 6; i++) {
          x[n * 72 + (n % 2 == 1 ? 12 + i : 6 * i + 2)] += 4;
        }
      }
      all.add(new Batch(x, Shape.of(16, 2, 6, 6), labels));
    }
    return Batches.of(all);
  }

  private TinyNet net() {
    return new TinyNet(LayerContext.root(engine, new Seed(5)), 8, 2);
  }

  private static Sgd sgd(Module model) {
    return new Sgd(model.parameters(), Sgd.Settings.nesterov(0.9, 1e-4));
  }

  private static Plan plan(int epochs, double rate) {
    return new Plan(epochs, Schedule.constant(rate), 0);
  }

  @Test
  void trainingLowersTheLossAndLearnsTheClasses() {
    TinyNet model = net();
    List<Epoch> epochs = Classification.train(model, sgd(model), stripes(4), plan(15, 0.1), QUIET);
    assertEquals(15, epochs.size());
    assertEquals(15, epochs.get(14).number());
    double first = epochs.get(0).loss();
    double last = epochs.get(14).loss();
    assertTrue(last < first / 2, first + " fell to " + last + " only");
    Accuracy accuracy = Classification.evaluate(model, stripes(4));
    assertTrue(accuracy.top1() > 0.9, accuracy.toString());
  }

  @Test
  void trainingTwiceGivesTheSameBits() {
    State once = trained();
    State again = trained();
    once.values().forEach((name, v) -> assertArrayEquals(v, again.values().get(name), 0f, name));
  }

  private State trained() {
    TinyNet model = net();
    Classification.train(model, sgd(model), stripes(3), plan(3, 0.1), QUIET);
    return model.state();
  }

  @Test
  void theLossOfAnEpochIsTheMeanOverItsBatches() {
    TinyNet model = net();
    double expected = 0;
    for (Batch b : stripes(3).epoch(0)) {
      Tensor x = engine.tensor(b.inputs(), b.shape());
      Tensor labels = engine.tensor(b.labels(), Shape.of(16));
      expected += model.forward(x, Mode.TRAIN).crossEntropy(labels, 0.1).item() / 3;
    }
    Plan plan = new Plan(1, Schedule.constant(1), 0.1);
    Epoch epoch = Classification.train(model, new Still(model), stripes(3), plan, QUIET).get(0);
    assertEquals(expected, epoch.loss(), 1e-6);
  }

  @Test
  void anObjectiveOfOnesOwnIsWhatIsMadeSmall() {
    TinyNet model = net();
    List<Epoch> epochs =
        Classification.train(
            model,
            sgd(model),
            (x, labels) -> model.forward(x, Mode.TRAIN).crossEntropy(labels, 0).mul(2),
            stripes(3),
            plan(3, 0.05),
            QUIET,
            Checkpoints.NONE);
    TinyNet plain = net();
    List<Epoch> half = Classification.train(plain, sgd(plain), stripes(3), plan(3, 0.05), QUIET);
    assertEquals(2 * half.get(0).loss(), epochs.get(0).loss(), 0.2 * epochs.get(0).loss());
    assertTrue(epochs.get(2).loss() < epochs.get(0).loss(), epochs::toString);
    assertNotEquals(half.get(2).loss(), epochs.get(2).loss());
  }

  @Test
  void anObjectiveOfOnesOwnKnowsHowToSmoothLabels() {
    TinyNet model = net();
    Plan smooth = new Plan(1, Schedule.constant(0.1), 0.1);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Classification.train(
                        model,
                        sgd(model),
                        (x, labels) -> x.mean(),
                        stripes(1),
                        smooth,
                        QUIET,
                        Checkpoints.NONE))
            .getMessage();
    assertTrue(message.startsWith("label smoothing 0.1 with an objective"), message);
  }

  /** Notes the rates and changes nothing. */
  private static final class Still implements Optimizer {
    private final Module model;
    private final List<Double> rates = new ArrayList<>();

    Still(Module model) {
      this.model = model;
    }

    @Override
    public void step(List<Tensor> gradients, double learningRate) {
      assertEquals(model.parameters().size(), gradients.size());
      rates.add(learningRate);
    }

    @Override
    public Map<String, Tensor> parameters() {
      return model.parameters();
    }

    @Override
    public Map<String, Tensor> buffers() {
      return Map.of();
    }

    @Override
    public Snapshot save() {
      return Snapshot.EMPTY;
    }

    @Override
    public void restore(Snapshot saved) {}
  }

  @Test
  void everyStepAsksTheScheduleForItsFractionOfTheEpoch() {
    TinyNet model = net();
    Still still = new Still(model);
    Plan plan = new Plan(2, epoch -> epoch, 0);
    List<Epoch> epochs = Classification.train(model, still, stripes(4), plan, QUIET);
    assertEquals(List.of(0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75), still.rates);
    assertEquals(List.of(0.0, 1.0), epochs.stream().map(Epoch::learningRate).toList());
  }

  @Test
  void listenersHearOfEverythingInOrder() {
    TinyNet model = net();
    List<String> heard = new ArrayList<>();
    Listener listener =
        new Listener() {
          @Override
          public void begin(Module m, Optimizer o) {
            heard.add("begin");
          }

          @Override
          public void afterStep(Module m, Optimizer o) {
            heard.add("step");
          }

          @Override
          public void afterEpoch(int epoch, Module m, Optimizer o) {
            heard.add("epoch " + epoch);
          }

          @Override
          public void report(Epoch epoch) {
            heard.add("report " + epoch.number());
          }
        };
    Classification.train(model, sgd(model), stripes(2), plan(2, 0.01), listener);
    assertEquals(
        List.of(
            "begin", "step", "step", "epoch 1", "report 1", "step", "step", "epoch 2", "report 2"),
        heard);
  }

  @Test
  void divergenceNamesTheEpochAndTheTensor() {
    TinyNet model = net();
    String message =
        assertThrows(
                DivergenceException.class,
                () ->
                    Classification.train(
                        model, sgd(model), stripes(2), plan(3, Double.POSITIVE_INFINITY), QUIET))
            .getMessage();
    assertTrue(
        message.startsWith("training diverged in epoch 1: 'stem.conv.weight' holds "), message);
  }

  @Test
  void aLossThatIsNotFiniteIsDivergenceToo() {
    Logits model = new Logits(engine);
    Batch broken = new Batch(new float[] {Float.NaN, 0}, Shape.of(1, 2), new long[1]);
    assertEquals(
        "training diverged in epoch 1: the mean loss is NaN",
        assertThrows(
                DivergenceException.class,
                () ->
                    Classification.train(
                        model, new Still(model), Batches.of(List.of(broken)), plan(1, 1), QUIET))
            .getMessage());
  }

  /** Whose logits are its inputs, plus a parameter that is 0. */
  private static final class Logits extends Module {
    private final Tensor zero;

    Logits(Engine engine) {
      zero = parameter("zero", engine.parameter(Shape.of(1), () -> new float[1]));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return x.add(zero);
    }
  }

  @Test
  void withoutDataThereIsNothingToTrainOrEvaluate() {
    TinyNet model = net();
    Batches none = Batches.of(List.of());
    assertEquals(
        "train: there are no batches",
        assertThrows(
                IllegalArgumentException.class,
                () -> Classification.train(model, sgd(model), none, plan(1, 1), QUIET))
            .getMessage());
    assertEquals(
        "evaluate: there are no examples",
        assertThrows(IllegalArgumentException.class, () -> Classification.evaluate(model, none))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> plan(0, 1));
  }

  private Accuracy evaluate(int classes, float[] logits, long... labels) {
    Batch batch = new Batch(logits, Shape.of(labels.length, classes), labels);
    return Classification.evaluate(new Logits(engine), Batches.of(List.of(batch)));
  }

  @Test
  void accuracyIsThatByHand() {
    float[] logits = {
      6, 5, 4, 3, 2, 1, // label 0: first
      6, 5, 4, 3, 2, 1, // label 1: second
      6, 5, 4, 3, 2, 1, // label 4: fifth
      6, 5, 4, 3, 2, 1, // label 5: sixth
    };
    Accuracy a = evaluate(6, logits, 0, 1, 4, 5);
    assertEquals(0.25, a.top1());
    assertEquals(0.75, a.top5());
    assertEquals(4, a.examples());
    double sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += Math.exp(-i);
    }
    assertEquals(Math.log(sum) + (0 + 1 + 4 + 5) / 4.0, a.loss(), 1e-5);
  }

  @Test
  void aTieCountsAgainstTheRightClass() {
    assertEquals(0, evaluate(2, new float[] {1, 1, 2, 2}, 0, 1).top1());
  }

  @Test
  void notANumberCountsAsWrong() {
    float nan = Float.NaN;
    Accuracy own = evaluate(3, new float[] {nan, 0, 0, nan, nan, nan}, 0, 1);
    assertEquals(0, own.top1());
    assertEquals(0, own.top5());
    assertEquals(0, evaluate(2, new float[] {5, nan}, 0).top1());
    assertEquals(0, evaluate(1, new float[] {nan}, 0).top5());
  }

  @Test
  void batchesOfDifferentSizesCountByExample() {
    Batch three = new Batch(new float[] {1, 0, 1, 0, 1, 0}, Shape.of(3, 2), new long[3]);
    Batch one = new Batch(new float[] {0, 1}, Shape.of(1, 2), new long[1]);
    Accuracy a = Classification.evaluate(new Logits(engine), Batches.of(List.of(three, one)));
    assertEquals(0.75, a.top1());
    double right = Math.log1p(Math.exp(-1));
    assertEquals((3 * right + right + 1) / 4, a.loss(), 1e-6);
  }

  @Test
  void evaluatingChangesNothing() {
    TinyNet model = net();
    Map<String, float[]> before = model.state().values();
    Accuracy once = Classification.evaluate(model, stripes(2));
    assertEquals(once, Classification.evaluate(model, stripes(2)));
    model.state().values().forEach((name, v) -> assertArrayEquals(before.get(name), v, 0f, name));
  }
}

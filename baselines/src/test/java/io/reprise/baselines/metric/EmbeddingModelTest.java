package io.reprise.baselines.metric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.baselines.RealEngineCheck;
import io.reprise.baselines.recognition.SmallEmbeddingNet;
import io.reprise.nn.Adam;
import io.reprise.nn.Batch;
import io.reprise.nn.Batches;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddingModelTest {
  private static final Shape INPUTS = Shape.of(8, 4);

  private final Engine engine = Engines.open(Device.CPU, 1);
  private final LayerContext root = LayerContext.root(engine, new Seed(1));
  private final Batches data =
      Batches.of(List.of(new Batch(inputs(), INPUTS, new long[] {0, 0, 1, 1, 2, 2, 3, 3})));

  /** Classes lie in different directions. */
  private static float[] inputs() {
    float[] inputs = new Seed(2).normal(32);
    for (int i = 0; i < 8; i++) {
      for (int k = 0; k < 4; k++) {
        inputs[4 * i + k] = 0.3f * inputs[4 * i + k] + (k == i / 2 ? 2 : 0);
      }
    }
    return inputs;
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Module network() {
    return new Linear(root.at("network"), 4, 4);
  }

  private List<Double> losses(EmbeddingModel model, Classification.Objective objective) {
    return Classification.train(
            model,
            new Adam(model.parameters(), Adam.Settings.DEFAULT),
            objective,
            data,
            new Classification.Plan(40, Schedule.constant(0.05), 0),
            new Classification.Listener() {},
            Checkpoints.NONE)
        .stream()
        .map(Classification.Epoch::loss)
        .toList();
  }

  @Test
  void everyLossFallsInTraining() {
    for (ClassLoss loss :
        List.of(
            new SoftmaxLoss(),
            UnifiedLoss.amSoftmax(8, 0.35),
            new ArcFace(8, 0.5),
            CircleLoss.of(8, 0.25))) {
      EmbeddingModel model = new EmbeddingModel(network(), root, 4, 4);
      List<Double> losses = losses(model, model.objective(loss));
      assertTrue(losses.get(39) < 0.7 * losses.get(0), loss + ": " + losses);
    }
    for (PairLoss loss :
        List.of(
            new HardTriplet(0.5),
            new ContrastiveLoss(0.2),
            new UnifiedLoss(8, 0.2),
            CircleLoss.of(8, 0.4))) {
      EmbeddingModel model = new EmbeddingModel(network());
      List<Double> losses = losses(model, model.pairObjective(loss));
      assertTrue(losses.get(39) < 0.7 * losses.get(0), loss + ": " + losses);
    }
  }

  @Test
  void classWeightsAreTrainedBesideTheNetworkAndEmbeddingsDoNotUseThem() {
    EmbeddingModel with = new EmbeddingModel(network(), root, 4, 4);
    EmbeddingModel without = new EmbeddingModel(network());
    assertEquals(
        Set.of("network.weight", "network.bias", "classWeights"), with.parameters().keySet());
    assertEquals(Set.of("network.weight", "network.bias"), without.parameters().keySet());
    float[][] embeddings = with.embed(engine, data);
    assertEquals(8, embeddings.length);
    assertArrayEquals(without.embed(engine, data), embeddings);
    float[] before = with.parameters().get("classWeights").toFloats();
    losses(with, with.objective(CircleLoss.of(8, 0.25)));
    float[] after = with.parameters().get("classWeights").toFloats();
    for (int i = 0; i < before.length; i++) {
      assertTrue(before[i] != after[i], "weight " + i);
    }
  }

  @Test
  void aLossOnClassesNeedsWeightsAndTwoClasses() {
    EmbeddingModel without = new EmbeddingModel(network());
    assertThrows(IllegalStateException.class, () -> without.objective(new SoftmaxLoss()));
    assertThrows(IllegalArgumentException.class, () -> new EmbeddingModel(network(), root, 1, 4));
  }

  @Test
  void labelSmoothingWithAnObjectiveIsRefused() {
    EmbeddingModel model = new EmbeddingModel(network());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Classification.train(
                        model,
                        new Adam(model.parameters(), Adam.Settings.DEFAULT),
                        model.pairObjective(new HardTriplet(0.2)),
                        data,
                        new Classification.Plan(1, Schedule.constant(0.1), 0.1),
                        new Classification.Listener() {},
                        Checkpoints.NONE))
            .getMessage();
    assertTrue(message.contains("label smoothing 0.1"), message);
  }

  @Test
  void theSmallNetworkTakesPicturesOfAnySize() {
    for (Shape image : List.of(Shape.of(1, 32, 26), Shape.of(3, 40, 20))) {
      RealEngineCheck.run(
          at -> new SmallEmbeddingNet(at, image, List.of(4, 6, 8), 5),
          Shape.of(4, image.dim(0), image.dim(1), image.dim(2)),
          Shape.of(4, 5));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new SmallEmbeddingNet(root, Shape.of(1, 8, 8), List.of(), 5));
  }
}

package io.reprise.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.nn.AdversarialTraining.Player;
import io.reprise.nn.Classification.Listener;
import io.reprise.nn.Classification.Plan;
import io.reprise.tensor.Device;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Engines;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdversarialTrainingTest {
  private final Engine engine = Engines.open(Device.CPU, 1);

  @AfterEach
  void close() {
    engine.close();
  }

  /** x and y of the saddle {@code x y}: one side lowers it, the other raises it. */
  private final class Saddle extends Module {
    private final Tensor x = parameter("x", number(1));
    private final Tensor y = parameter("y", number(0.5f));

    private Tensor number(float value) {
      return engine.parameter(Shape.of(1), () -> new float[] {value});
    }

    @Override
    public Tensor forward(Tensor in, Mode mode) {
      throw new IllegalStateException("a saddle maps nothing");
    }

    Map<String, Tensor> only(String name) {
      Map<String, Tensor> one = new LinkedHashMap<>();
      one.put(name, parameters().get(name));
      return one;
    }
  }

  private static Sgd sgd(Map<String, Tensor> parameters) {
    return new Sgd(parameters, new Sgd.Settings(0, false, 0, path -> false));
  }

  private static Adam adam(Map<String, Tensor> parameters) {
    return new Adam(parameters, Adam.Settings.DEFAULT);
  }

  private static Training.Source<Float> source(int steps) {
    return new Training.Source<>() {
      @Override
      public int size() {
        return steps;
      }

      @Override
      public Iterable<Float> epoch(int epoch) {
        Seed own = new Seed(9).named("epoch " + epoch);
        float[] all = own.uniform(steps);
        return () -> IntStream.range(0, steps).mapToObj(i -> 1 + all[i]).iterator();
      }
    };
  }

  @Test
  void everyPlayerMovesItsOwnParametersAndSeesTheMovesBefore() {
    Saddle saddle = new Saddle();
    AdversarialTraining<Float> game =
        new AdversarialTraining<>(
            saddle,
            List.of(
                new Player<>("low", sgd(saddle.only("x")), s -> saddle.x.mul(saddle.y).sum()),
                new Player<>(
                    "high", sgd(saddle.only("y")), s -> saddle.x.mul(saddle.y).neg().sum())));
    Map<String, List<Double>> losses =
        game.train(
            batch -> batch,
            source(1),
            new Plan(2, Schedule.constant(0.1), 0),
            new Listener() {},
            Checkpoints.NONE);
    // x: 1 - 0.1 * 0.5; y: 0.5 + 0.1 * 0.95; x: 0.95 - 0.1 * 0.595; y: 0.595 + 0.1 * 0.8905.
    assertEquals(0.8905, saddle.x.item(), 1e-6);
    assertEquals(0.68405, saddle.y.item(), 1e-6);
    assertEquals(List.of("low", "high"), List.copyOf(losses.keySet()));
    assertEquals(0.5, losses.get("low").get(0), 1e-6);
    assertEquals(-0.95 * 0.5, losses.get("high").get(0), 1e-6);
    assertEquals(0.95 * 0.595, losses.get("low").get(1), 1e-6);
    assertEquals(-0.8905 * 0.595, losses.get("high").get(1), 1e-6);
  }

  /** What a listener remembers besides: how many steps there were. */
  private static final class Counting implements Listener {
    private long steps;

    @Override
    public void afterStep(Module model, Optimizer optimizer) {
      steps++;
    }

    @Override
    public Snapshot save() {
      return Snapshot.EMPTY.with("steps", steps);
    }

    @Override
    public void restore(Snapshot saved) {
      steps = saved.number("steps");
    }
  }

  private record Outcome(double x, double y, Map<String, List<Double>> losses, long steps) {}

  /** A training whose losses depend on the batch and on how many steps there were. */
  private Outcome run(Checkpoints checkpoints) {
    Saddle saddle = new Saddle();
    Counting counting = new Counting();
    AdversarialTraining<Tensor> game =
        new AdversarialTraining<>(
            saddle,
            List.of(
                new Player<>(
                    "low",
                    adam(saddle.only("x")),
                    b -> saddle.x.mul(saddle.y).mul(b).mul(1.0 + (double) counting.steps).sum()),
                new Player<>(
                    "high",
                    adam(saddle.only("y")),
                    b -> saddle.x.mul(saddle.y).mul(b).neg().sum())));
    Map<String, List<Double>> losses =
        game.train(
            (Float b) -> engine.tensor(new float[] {b}, Shape.of(1)),
            source(4),
            new Plan(3, Schedule.linear(0.1, 3), 0),
            counting,
            checkpoints);
    return new Outcome(saddle.x.item(), saddle.y.item(), losses, counting.steps);
  }

  @Test
  void aTrainingThatWasCutShortAnywhereGoesOnToTheSameBits() {
    Outcome whole = run(Checkpoints.NONE);
    assertEquals(12, whole.steps);
    List<Snapshot> all = new ArrayList<>();
    run(
        new Checkpoints() {
          @Override
          public Optional<Snapshot> latest() {
            return Optional.empty();
          }

          @Override
          public boolean due() {
            return true;
          }

          @Override
          public void save(Snapshot state) {
            all.add(state);
          }
        });
    for (int at : List.of(1, 3, 6, 10)) {
      Outcome resumed =
          run(
              new Checkpoints() {
                @Override
                public Optional<Snapshot> latest() {
                  return Optional.of(all.get(at));
                }

                @Override
                public boolean due() {
                  return false;
                }

                @Override
                public void save(Snapshot state) {}
              });
      assertEquals(whole, resumed, "after " + (at + 1) + " steps");
    }
  }

  @Test
  void playersThatDoNotShareOutAllParametersAreRefused() {
    Saddle saddle = new Saddle();
    Player<Float> low = new Player<>("low", sgd(saddle.only("x")), s -> saddle.x.sum());
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> new AdversarialTraining<>(saddle, List.of(low)))
            .getMessage()
            .contains("expected each of [x, y] once"));
    assertThrows(
        IllegalArgumentException.class, () -> new AdversarialTraining<>(saddle, List.of(low, low)));
  }

  @Test
  void aPlayerWhoseLossIsNotFiniteStopsTheTraining() {
    Saddle saddle = new Saddle();
    AdversarialTraining<Float> game =
        new AdversarialTraining<>(
            saddle,
            List.of(
                new Player<>("low", sgd(saddle.only("x")), s -> saddle.x.sum()),
                new Player<>(
                    "high",
                    sgd(saddle.only("y")),
                    s -> saddle.y.sum().add(Double.POSITIVE_INFINITY))));
    String message =
        assertThrows(
                DivergenceException.class,
                () ->
                    game.train(
                        b -> b,
                        source(1),
                        new Plan(1, Schedule.constant(0.1), 0),
                        new Listener() {},
                        Checkpoints.NONE))
            .getMessage();
    assertTrue(message.contains("'high' is Infinity"), message);
  }

  @Test
  void gradientsThatAreTooLongTogetherAreShortenedToTheLargestNorm() {
    Saddle saddle = new Saddle();
    ClippedOptimizer clipped = new ClippedOptimizer(sgd(saddle.parameters()), 2);
    step(clipped, 6, 8);
    // (6, 8) has norm 10, so a fifth of it is taken.
    assertEquals(1 - 1.2, saddle.x.item(), 1e-6);
    assertEquals(0.5 - 1.6, saddle.y.item(), 1e-6);
    step(clipped, 0.6f, -0.8f);
    assertEquals(1 - 1.2 - 0.6, saddle.x.item(), 1e-6);
    assertEquals(0.5 - 1.6 + 0.8, saddle.y.item(), 1e-6);
    assertThrows(
        IllegalArgumentException.class, () -> new ClippedOptimizer(sgd(saddle.parameters()), 0));
  }

  private void step(Optimizer optimizer, float x, float y) {
    optimizer.step(
        List.of(
            engine.tensor(new float[] {x}, Shape.of(1)),
            engine.tensor(new float[] {y}, Shape.of(1))),
        1);
  }
}

package io.reprise.experiment;

import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.HeatMap;
import io.reprise.experiment.figures.Range;
import io.reprise.nn.Adam;
import io.reprise.nn.Batch;
import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Batches;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Optimizer;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** A training, and trials that end a JVM in every way, to test trials in processes with. */
public final class ProcessExperiment implements Experiment<FakeExperiment.NoData> {
  static final String PAPER = "0000.00001";
  static final Metric LOSS = new Metric("loss", "nat", Metric.Direction.LOWER);

  private static final int STEPS = 20;

  /** Normalisation, so that there are buffers, and a linear layer. */
  private static final class Net extends Module {
    private final BatchNorm2d norm;
    private final Linear linear;

    Net(LayerContext at) {
      norm = child("norm", new BatchNorm2d(at.at("norm"), 3));
      linear = child("linear", new Linear(at.at("linear"), 12, 2));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return linear.forward(norm.forward(x, mode).flatten(), mode);
    }
  }

  /** Other noise in every step. */
  private record Noise(Seed seed) implements Batches {
    @Override
    public int size() {
      return STEPS;
    }

    @Override
    public int examples() {
      return STEPS * 4;
    }

    @Override
    public Iterable<Batch> epoch(int epoch) {
      return () ->
          IntStream.range(0, STEPS)
              .mapToObj(
                  step ->
                      new Batch(
                          seed.named(epoch + "/" + step).normal(4 * 12),
                          Shape.of(4, 3, 2, 2),
                          new long[] {0, 1, 1, 0}))
              .iterator();
    }
  }

  /** Keeps the weights that trainings start from. */
  private static final class Start implements Trial.Codec<State> {
    @Override
    public Snapshot save(State state) {
      Snapshot saved = Snapshot.EMPTY;
      for (Map.Entry<String, float[]> e : state.values().entrySet()) {
        saved = saved.with(e.getKey(), TensorData.of(e.getValue(), Shape.of(e.getValue().length)));
      }
      return saved;
    }

    @Override
    public State restore(Snapshot saved) {
      Map<String, float[]> values = new LinkedHashMap<>();
      saved.tensors().forEach((path, v) -> values.put(path, v.toFloats()));
      return new State(values);
    }
  }

  @Override
  public Paper paper() {
    return new Paper(PAPER, "Processes", "nowhere", "");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return List.of();
  }

  @Override
  public List<Network> timed(Scale scale) {
    return List.of();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return List.of(
            "trains",
            "hangs",
            "exits",
            "exits as if all were well",
            "is killed",
            "crashes",
            "allocates",
            "prints",
            "tells",
            "throws")
        .stream()
        .map(n -> new Variant(n, n, "Net", "", Settings.none().with("epochs", 8)))
        .toList();
  }

  @Override
  public FakeExperiment.NoData data(Scale scale, Path root) {
    return new FakeExperiment.NoData();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(LOSS);
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.notRun("never tried");
  }

  @Override
  @SuppressWarnings("SystemOut") // what the harness must pass on
  public Measurements run(Variant variant, Trial<FakeExperiment.NoData> trial) throws Exception {
    trial.log("running " + variant.method());
    switch (variant.method()) {
      case "trains" -> {
        return trained(variant.settings(), trial);
      }
      case "hangs" -> new CountDownLatch(1).await();
      case "exits" -> System.exit(3);
      case "exits as if all were well" -> System.exit(0);
      case "is killed" -> signal("-KILL");
      case "crashes" -> signal("-ABRT");
      case "allocates" -> trial.log("length " + new long[Integer.MAX_VALUE].length);
      case "prints" -> {
        for (int i = 0; i < 5000; i++) {
          System.out.println("Zeile " + i + " \u00e4\u20ac");
        }
      }
      case "tells" -> System.out.println("process " + ProcessHandle.current().pid());
      default -> throw new IOException("the disc is gone");
    }
    return new Measurements().put(LOSS, 1);
  }

  /** Sends a signal to this JVM and waits for its effect. */
  private static void signal(String name) throws Exception {
    new ProcessBuilder("kill", name, Long.toString(ProcessHandle.current().pid())).start();
    new CountDownLatch(1).await();
  }

  private static Measurements trained(Settings settings, Trial<FakeExperiment.NoData> trial) {
    State start = trial.stage("start", new Start(), () -> train("start", 2, null, trial).state());
    Trained trained = train("variant", settings.integer("epochs"), start, trial);
    float[] weights = trained.state().values().get("linear.weight");
    float[][] rows = {Arrays.copyOf(weights, 12), Arrays.copyOfRange(weights, 12, 24)};
    return trained
        .measured()
        .figure(
            Figure.png(
                "weights",
                "The weights of the linear layer, a row a class.",
                "Two rows of twelve squares.",
                HeatMap.of(rows, Range.of(rows), 8)));
  }

  private record Trained(State state, Measurements measured) {}

  private static Trained train(
      String name, int epochs, State start, Trial<FakeExperiment.NoData> trial) {
    try (Scope scope = trial.engine().scope()) {
      Net net = new Net(LayerContext.root(trial.engine(), trial.seed().named("weights")));
      Optimizer optimizer;
      if (start == null) {
        optimizer = new Sgd(net.parameters(), Sgd.Settings.nesterov(0.9, 1e-4));
      } else {
        net.load(start);
        optimizer = new Adam(net.parameters(), Adam.Settings.DEFAULT);
      }
      List<Classification.Epoch> done =
          Classification.train(
              net,
              optimizer,
              new Noise(trial.seed().named(name)),
              new Classification.Plan(epochs, Schedule.constant(0.01), 0),
              new Classification.Listener() {
                @Override
                public void afterStep(Module model, Optimizer o) {
                  trial.log("step");
                }
              },
              trial.checkpoints(name));
      Measurements measured = new Measurements().put(LOSS, done.get(epochs - 1).loss());
      Snapshot.of(net.parameters())
          .tensors()
          .forEach((path, v) -> append(measured, path, v.toFloats()));
      Snapshot.of(net.buffers())
          .tensors()
          .forEach((path, v) -> append(measured, path, v.toFloats()));
      optimizer
          .save()
          .tensors()
          .forEach((path, v) -> append(measured, "optimizer " + path, v.toFloats()));
      done.forEach(e -> measured.append("losses", e.loss()));
      return new Trained(net.state(), measured);
    }
  }

  private static void append(Measurements to, String curve, float[] values) {
    for (float v : values) {
      to.append(curve, v);
    }
  }
}

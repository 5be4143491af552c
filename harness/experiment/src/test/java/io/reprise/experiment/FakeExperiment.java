package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.experiment.figures.Figure;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Linear;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** A well-behaved and some badly behaved variants, to test the harness with. */
public final class FakeExperiment implements Experiment<FakeExperiment.NoData> {
  static final Metric SCORE = new Metric("score", "percent", Metric.Direction.HIGHER);

  private final List<Figure> figures;
  private int runs;

  public FakeExperiment() {
    this(List.of());
  }

  /**
   * As the other, with pictures.
   *
   * @param figures what good trials hand over
   */
  FakeExperiment(List<Figure> figures) {
    this.figures = figures;
  }

  /** No examples at all. */
  public record NoData() implements Dataset {
    @Override
    public String name() {
      return "Nothing";
    }

    @Override
    public Origin origin() {
      return Origin.PROCEDURAL;
    }

    @Override
    public String checksum() {
      return "0";
    }
  }

  /** Keeps a number. */
  private static final class Shared implements Trial.Codec<Double> {
    @Override
    public Snapshot save(Double outcome) {
      return Snapshot.EMPTY.with("number", TensorData.of(new double[] {outcome}, Shape.SCALAR));
    }

    @Override
    public Double restore(Snapshot saved) {
      return saved.tensor("number").toDoubles()[0];
    }
  }

  /** A linear layer on flat images. */
  private static final class Flat extends Module {
    private final Linear linear;

    Flat(LayerContext at) {
      linear = child("linear", new Linear(at.at("linear"), 12, 2));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return linear.forward(x.flatten(), mode);
    }
  }

  int runs() {
    return runs;
  }

  @Override
  public Paper paper() {
    return new Paper("0000.00000", "Fake", "nowhere", "");
  }

  @Override
  public int version() {
    return 3;
  }

  @Override
  public List<Network> networks() {
    Function<LayerContext, Module> builder = Flat::new;
    return List.of(new Network("Net", "plain", "plain", Shape.of(3, 2, 2), builder));
  }

  @Override
  public List<Network> timed(Scale scale) {
    return networks();
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return List.of(variant("good"), variant("throws"), variant("lies"), variant("not a number"));
  }

  private static Variant variant(String name) {
    return new Variant(
        name, "fake", "Net", name, Settings.none().with("gain", 2.0).with("steps", 3));
  }

  @Override
  public NoData data(Scale scale, Path root) {
    return new NoData();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(SCORE);
  }

  @Override
  public Measurements run(Variant variant, Trial<NoData> trial) throws Exception {
    runs++;
    trial.log("running " + variant.name());
    double shared = trial.stage("shared", new Shared(), () -> (double) trial.seed().value());
    return switch (variant.name()) {
      case "throws" -> throw new java.io.IOException("the disc is gone");
      case "lies" -> new Measurements().put(new Metric("other", "", SCORE.better()), 1);
      case "not a number" -> new Measurements().put(SCORE, Double.NaN);
      default -> {
        Measurements measured =
            new Measurements()
                .put(SCORE, variant.settings().number("gain") * shared)
                .append("curve", 1)
                .append("curve", 2);
        figures.forEach(measured::figure);
        yield measured;
      }
    };
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        new Claim(
            "good",
            "Good is good.",
            new Criterion.Exact("none", e -> Finding.notRun("never tried"))));
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.notRun("never tried");
  }
}

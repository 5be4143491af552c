package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.nn.Network;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An experiment each of whose variants, but the one that is called good, is a nuisance. */
final class BadCitizen implements Experiment<Dataset> {
  private static final List<String> NUISANCES =
      List.of(
          "throws in training",
          "throws without a message",
          "fails an assertion",
          "recurses without end",
          "allocates without end",
          "measures NaN",
          "measures infinity",
          "measures twice",
          "measures something else",
          "measures nothing",
          "returns null",
          "logs without end and throws",
          "floods standard output",
          "leaves a scope open",
          "closes its engine",
          "interrupts its thread",
          "interrupts its thread and throws",
          "has a very long message");

  private final List<String> variants;

  /** With all nuisances, each before a good trial. */
  BadCitizen() {
    this(NUISANCES.stream().toArray(String[]::new));
  }

  BadCitizen(String... variants) {
    List<String> all = new ArrayList<>(Arrays.asList(variants));
    all.add("good");
    this.variants = List.copyOf(all);
  }

  static List<String> nuisances() {
    return NUISANCES;
  }

  @Override
  public Paper paper() {
    return new Paper("0000.00002", "Bad", "nowhere", "");
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
    return variants.stream().map(v -> new Variant(v, "m", "n", "s", Settings.none())).toList();
  }

  @Override
  public Dataset data(Scale scale, Path root) throws IOException {
    if (variants.contains("throws in set-up")) {
      throw new ArithmeticException("no data today");
    }
    if (variants.contains("cannot read its data")) {
      throw new IOException("data_batch_1.bin is damaged");
    }
    return variants.contains("has null for data") ? null : new FakeExperiment.NoData();
  }

  @Override
  public List<Metric> metrics() {
    return List.of(FakeExperiment.SCORE);
  }

  @Override
  public Measurements run(Variant variant, Trial<Dataset> trial) throws Exception {
    trial.log("running " + variant.name());
    return switch (variant.name()) {
      case "throws in training" -> throw new IOException("the disc is gone");
      case "throws without a message" -> throw new ArithmeticException();
      case "fails an assertion" -> throw new AssertionError("the loss went up");
      case "recurses without end" -> score(recursion(0));
      case "allocates without end" -> score(allocation());
      case "measures NaN" -> score(Double.NaN);
      case "measures infinity" -> score(Double.POSITIVE_INFINITY);
      case "measures twice" -> score(1).put(FakeExperiment.SCORE, 2);
      case "measures something else" ->
          score(1).put(new Metric("other", "", Metric.Direction.NEITHER), 1);
      case "measures nothing" -> new Measurements();
      case "returns null" -> null;
      case "logs without end and throws" -> throw logging(trial);
      case "floods standard output" -> flooding();
      case "leaves a scope open" -> openScope(trial);
      case "closes its engine" -> {
        trial.engine().close();
        yield score(1);
      }
      case "interrupts its thread" -> {
        Thread.currentThread().interrupt();
        yield score(1);
      }
      case "interrupts its thread and throws" -> {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted");
      }
      case "has a very long message" -> throw new IOException("x".repeat(10_000_000));
      default -> score(1);
    };
  }

  private static Measurements score(double value) {
    return new Measurements().put(FakeExperiment.SCORE, value);
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recursion(int depth) {
    return recursion(depth + 1) + 1;
  }

  private static int allocation() {
    List<byte[]> all = new ArrayList<>();
    while (all.size() < Integer.MAX_VALUE) {
      all.add(new byte[1 << 26]);
    }
    return all.size();
  }

  private static IOException logging(Trial<Dataset> trial) {
    for (int i = 0; i < 100_000; i++) {
      trial.log(null);
    }
    trial.log("y".repeat(1_000_000));
    return new IOException("that was much");
  }

  private static Measurements flooding() {
    for (int i = 0; i < 2_000; i++) {
      Program.print("flood \0\u001b[31m { \"schema\" : 1 }");
    }
    return score(1);
  }

  private static Measurements openScope(Trial<Dataset> trial) {
    Scope left = trial.engine().scope();
    left.keep(trial.engine().full(1, Shape.of(2)));
    return score(1);
  }

  @Override
  public List<Claim> claims() {
    return List.of();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.notRun("nothing is reported");
  }

  @Override
  public List<Reported> reported() {
    return List.of();
  }
}

package io.reprise.papers.larsson;

import io.reprise.tensor.Seed;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One verdict, from the matrices of V to the comparison with the theorem. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class VerdictBenchmark {
  private static final int PAIRS = 300;
  private static final int TRIPLES = 100;

  @Param({"3"})
  public int d;

  @Param({"sym2"})
  public String module;

  @Param({"1/2 1/3 1/5 2/7 3/11"})
  public String shift;

  @Param({"1000003"})
  public long prime;

  /** The number of differences from the prediction: 0. */
  @Benchmark
  public int verdict() {
    PrimeField field = new PrimeField(prime);
    SlModule v = SlModules.of(module, d);
    v.requireIrreducible(field);
    Shift alpha = Shift.parse(shift, d);
    Windows windows =
        Windows.lattice(d, 1, new Windows.Extents(d == 2 ? 2 : 1, 1, 1, d == 2), alpha);
    alpha.requireFaithful(field, windows.wider());
    LarssonModule of = new LarssonModule(v, alpha, field, LarssonModule.Action.LARSSON);
    Seed seed = new Seed(1);
    return new Verification(of, windows, DeRham.on(v, alpha), 0, seed)
        .decide(
            of.bracketErrors(seed.named("pairs").generator(), PAIRS, windows.degrees()),
            of.coreLemmaErrors(seed.named("triples").generator(), TRIPLES, windows.degrees()))
        .differences(Prediction.of(v, alpha, 1))
        .size();
  }
}

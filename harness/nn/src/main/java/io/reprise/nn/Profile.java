package io.reprise.nn;

import io.reprise.tensor.Engine;
import io.reprise.tensor.Op;
import io.reprise.tensor.OpListener;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import io.reprise.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;

/**
 * Where the time of a network's forward pass goes, operation by operation. Each waits for the one
 * before, so the whole is slower than an undisturbed pass; the shares are what counts.
 *
 * @param rows the operations of one pass, in order
 */
public record Profile(List<Row> rows) {
  /** Copies the rows. */
  public Profile {
    rows = List.copyOf(rows);
  }

  /**
   * One operation.
   *
   * @param layer the path of the module that owns its weight; empty if it has none
   * @param op the operation's name, for example {@code conv2d}
   * @param output the shape of its result, with the batch
   * @param macs multiply-adds
   * @param milliseconds the median over all passes
   */
  public record Row(String layer, String op, String output, long macs, double milliseconds) {
    /** 10^9 multiplications and additions a second; 0 for an operation without multiply-adds. */
    public double gigaflopsPerSecond() {
      return 2e-6 * macs / milliseconds;
    }
  }

  /** The time of all operations, in milliseconds. */
  public double milliseconds() {
    return rows.stream().mapToDouble(Row::milliseconds).sum();
  }

  /** The share of the whole time that an operation takes. */
  public double share(Row row) {
    return row.milliseconds() / milliseconds();
  }

  /**
   * Profiles a network in evaluation, with random weights and images.
   *
   * @param image {@code [C, H, W]}
   * @param warmups passes before the timed ones
   * @param passes at least 1
   * @throws IllegalArgumentException if {@code batch} or {@code passes} is below 1
   * @throws IllegalStateException if two passes run different operations
   */
  public static Profile of(
      Engine engine,
      Function<LayerContext, ? extends Module> network,
      Shape image,
      int batch,
      int warmups,
      int passes) {
    if (batch < 1 || passes < 1) {
      throw new IllegalArgumentException(
          "profile with batch " + batch + " and " + passes + " passes: expected at least 1 each");
    }
    try (Scope all = engine.scope()) {
      Module module = network.apply(LayerContext.root(engine, new Seed(1)));
      IdentityHashMap<Tensor, String> owners = owners(module);
      Shape shape = image.prepend(batch);
      Tensor images = engine.tensor(new Seed(2).normal(Math.toIntExact(shape.elements())), shape);
      for (int i = 0; i < warmups; i++) {
        pass(engine, module, images, (op, in, out, nanos) -> {});
      }
      List<Row> first = new ArrayList<>();
      List<List<Double>> times = new ArrayList<>();
      for (int i = 0; i < passes; i++) {
        List<Row> rows = new ArrayList<>();
        pass(
            engine,
            module,
            images,
            (op, in, out, nanos) -> rows.add(row(owners, op, in, out, nanos)));
        if (i == 0) {
          first.addAll(rows);
          rows.forEach(r -> times.add(new ArrayList<>()));
        }
        requireSame(first, rows);
        for (int k = 0; k < rows.size(); k++) {
          times.get(k).add(rows.get(k).milliseconds());
        }
      }
      List<Row> rows = new ArrayList<>();
      for (int k = 0; k < first.size(); k++) {
        Row r = first.get(k);
        rows.add(new Row(r.layer, r.op, r.output, r.macs, median(times.get(k))));
      }
      return new Profile(rows);
    }
  }

  private static IdentityHashMap<Tensor, String> owners(Module module) {
    IdentityHashMap<Tensor, String> owners = new IdentityHashMap<>();
    module.parameters().forEach((path, t) -> owners.put(t, owner(path)));
    module.buffers().forEach((path, t) -> owners.put(t, owner(path)));
    return owners;
  }

  private static String owner(String path) {
    return path.replaceFirst("\\.?[^.]*$", "");
  }

  private static void pass(Engine engine, Module module, Tensor images, OpListener listener) {
    engine.listen(listener);
    try (Scope pass = engine.inference()) {
      module.forward(images, Mode.EVALUATE);
    } finally {
      engine.listen(null);
    }
  }

  private static Row row(
      IdentityHashMap<Tensor, String> owners,
      Op op,
      List<Tensor> inputs,
      Tensor output,
      long nanos) {
    List<TensorType> types =
        inputs.stream().map(t -> new TensorType(t.shape(), t.dtype())).toList();
    String layer =
        inputs.stream().filter(owners::containsKey).map(owners::get).findFirst().orElse("");
    long macs = op.macs(types, new TensorType(output.shape(), output.dtype()));
    return new Row(layer, op.label(), output.shape().toString(), macs, nanos / 1e6);
  }

  private static void requireSame(List<Row> first, List<Row> rows) {
    boolean same = first.size() == rows.size();
    for (int k = 0; same && k < rows.size(); k++) {
      same = first.get(k).layer.equals(rows.get(k).layer) && first.get(k).op.equals(rows.get(k).op);
    }
    if (!same) {
      throw new IllegalStateException(
          "two passes ran "
              + first.size()
              + " and "
              + rows.size()
              + " operations, or others: expected a network that does the same each time");
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}

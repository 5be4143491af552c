package io.reprise.papers.sk;

import io.reprise.baselines.ResNet;
import io.reprise.baselines.attention.SelectiveKernel;
import io.reprise.baselines.attention.SelectiveKernel.Pass;
import io.reprise.nn.Batch;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.State;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold of selective kernel units whatever they have learned, measured on copies of a
 * trained network with real inputs. Each number is a largest deviation relative to the largest
 * value that it deviates from.
 */
final class SelectionChecks {
  private static final Pattern OF_BRANCH = Pattern.compile("\\.(branch|select)(\\d+)\\.");

  private final LayerContext at;
  private final Model model;
  private final int classes;
  private final State trained;
  private final Batch batch;

  /**
   * Nothing is measured yet.
   *
   * @param batch some normalised images
   */
  SelectionChecks(LayerContext at, Model model, int classes, State trained, Batch batch) {
    this.at = at;
    this.model = model;
    this.classes = classes;
    this.trained = trained;
    this.batch = batch;
  }

  /** With attention matrices of zeros a unit puts out the mean of its branches. */
  double zeroMatrices() {
    Map<String, float[]> zeros = new LinkedHashMap<>();
    trained
        .values()
        .forEach((path, v) -> zeros.put(path, path.contains(".select") ? new float[v.length] : v));
    List<Double> deviations = new ArrayList<>();
    logits(
        model.unit(),
        new State(zeros),
        pass -> {
          Tensor mean = pass.maps().get(0);
          for (Tensor map : pass.maps().subList(1, pass.maps().size())) {
            mean = mean.add(map);
          }
          mean = mean.mul(1.0 / pass.maps().size());
          deviations.add(pass.output().sub(mean).abs().max().item() / mean.abs().max().item());
        });
    return Collections.max(deviations);
  }

  /** The network's output does not depend on the order of the branches with their matrices. */
  double branchOrder() {
    List<SelectiveKernel.Branch> reversed = new ArrayList<>(model.unit().branches());
    Collections.reverse(reversed);
    SelectiveKernel.Design unit =
        new SelectiveKernel.Design(
            reversed, model.unit().reduction(), model.unit().least(), model.unit().attention());
    Map<String, float[]> moved = new LinkedHashMap<>();
    trained.values().forEach((path, v) -> moved.put(reversed(path, reversed.size()), v));
    return deviation(
        SelectionFormulas.doubles(logits(model.unit(), trained, pass -> {})),
        SelectionFormulas.doubles(logits(unit, new State(moved), pass -> {})));
  }

  private static String reversed(String path, int branches) {
    Matcher m = OF_BRANCH.matcher(path);
    return m.find()
        ? m.replaceFirst("." + m.group(1) + (branches - 1 - Integer.parseInt(m.group(2))) + ".")
        : path;
  }

  /** The engine's gradients of maps and matrices are those of {@link SelectionFormulas}. */
  double gradients() {
    List<List<float[]>> maps = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    logits(
        model.unit(),
        trained,
        pass -> {
          maps.add(pass.maps().stream().map(Tensor::toFloats).toList());
          shapes.add(pass.output().shape());
        });
    double most = 0;
    try (Scope scope = at.engine().scope()) {
      ResNet net = new ResNet(at, model.design(classes));
      net.load(trained);
      List<SelectiveKernel> units =
          net.modules().values().stream()
              .filter(SelectiveKernel.class::isInstance)
              .map(SelectiveKernel.class::cast)
              .toList();
      for (int u = 0; u < units.size(); u++) {
        most = Math.max(most, gradients(units.get(u), maps.get(u), shapes.get(u)));
      }
    }
    return most;
  }

  /** Of one unit, with maps that are parameters here and a random gradient of the output. */
  private double gradients(SelectiveKernel unit, List<float[]> maps, Shape shape) {
    Engine engine = at.engine();
    float[] g = at.seed().named("gradient of the output").normal(Math.toIntExact(shape.elements()));
    SelectionFormulas.Gradients formulas =
        new SelectionFormulas(
                maps.stream().map(SelectionFormulas::doubles).toList(), shape, unit.state())
            .gradients(SelectionFormulas.doubles(g));
    List<double[]> expected = new ArrayList<>(formulas.maps());
    expected.addAll(formulas.select());
    try (Scope scope = engine.scope()) {
      List<Tensor> leaves = maps.stream().map(v -> engine.parameter(shape, () -> v)).toList();
      List<Tensor> inputs = new ArrayList<>(leaves);
      for (int m = 0; m < maps.size(); m++) {
        inputs.add(unit.parameters().get("select" + m + ".weight"));
      }
      Tensor loss = unit.select(leaves, Mode.EVALUATE).mul(engine.tensor(g, shape)).sum();
      List<Tensor> found = engine.gradients(loss, inputs);
      double most = 0;
      for (int i = 0; i < found.size(); i++) {
        double[] own = SelectionFormulas.doubles(found.get(i).toFloats());
        most = Math.max(most, deviation(expected.get(i), own));
      }
      return most;
    }
  }

  /** The logits of the batch, by a network of some unit in some state. */
  private float[] logits(SelectiveKernel.Design unit, State state, Consumer<Pass> watcher) {
    Engine engine = at.engine();
    try (Scope scope = engine.scope()) {
      ResNet net =
          new ResNet(
              at,
              model.design(classes).withStyle(unit.style((block, pass) -> watcher.accept(pass))));
      net.load(state);
      try (Scope pass = engine.inference()) {
        return net.forward(engine.tensor(batch.inputs(), batch.shape()), Mode.EVALUATE).toFloats();
      }
    }
  }

  /** The largest difference, relative to the largest expected value. */
  static double deviation(double[] expected, double[] found) {
    double most = 0;
    double scale = 0;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs(expected[i] - found[i]));
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return scale == 0 ? most : most / scale;
  }
}

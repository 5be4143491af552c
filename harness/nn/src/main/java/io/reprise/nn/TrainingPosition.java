package io.reprise.nn;

import io.reprise.nn.Classification.Epoch;
import io.reprise.nn.Classification.Listener;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a training has come.
 *
 * @param finished the epochs that are done
 * @param step steps done in the epoch after them
 * @param lossSum over those steps, exactly
 */
record TrainingPosition(List<Epoch> finished, int step, TensorData lossSum) {
  static final TrainingPosition START =
      new TrainingPosition(List.of(), 0, TensorData.of(new float[1], Shape.SCALAR));

  /** This position with the state of all that takes part in the training. */
  Snapshot save(Module model, Optimizer optimizer, Listener listener) {
    Snapshot position =
        Snapshot.EMPTY
            .with("epochs", finished.size())
            .with("step", step)
            .with("losses", column(finished.stream().mapToDouble(Epoch::loss).toArray()))
            .with("rates", column(finished.stream().mapToDouble(Epoch::learningRate).toArray()))
            .with("lossSum", lossSum);
    return Snapshot.EMPTY
        .withPart("position", position)
        .withPart("model", Snapshot.of(tensors(model)))
        .withPart("optimizer", optimizer.save())
        .withPart("listener", listener.save());
  }

  private static TensorData column(double[] values) {
    return TensorData.of(values, Shape.of(values.length));
  }

  private static Map<String, Tensor> tensors(Module model) {
    Map<String, Tensor> all = new LinkedHashMap<>(model.parameters());
    all.putAll(model.buffers());
    return all;
  }

  /** Puts back what {@link #save} gave. */
  static TrainingPosition restore(
      Snapshot saved, Module model, Optimizer optimizer, Listener listener) {
    TrainingPosition position = of(saved.part("position"));
    saved.part("model").copyTo(tensors(model));
    optimizer.restore(saved.part("optimizer"));
    listener.restore(saved.part("listener"));
    return position;
  }

  private static TrainingPosition of(Snapshot saved) {
    double[] losses = saved.tensor("losses").toDoubles();
    double[] rates = saved.tensor("rates").toDoubles();
    List<Epoch> finished = new ArrayList<>();
    for (int e = 0; e < losses.length; e++) {
      finished.add(new Epoch(e + 1, losses[e], rates[e]));
    }
    return new TrainingPosition(
        finished, Math.toIntExact(saved.number("step")), saved.tensor("lossSum"));
  }

  /** For people: where in the training a state is. */
  static String describe(Snapshot state) {
    Snapshot position = state.part("position");
    if (position.equals(Snapshot.EMPTY)) {
      return "work without epochs";
    }
    return "epoch "
        + (position.number("epochs") + 1)
        + ", "
        + position.text("step")
        + " steps done";
  }
}

package io.reprise.papers.sfp;

import io.reprise.baselines.pruning.FilterSelection;
import io.reprise.nn.Snapshot;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * What was pruned so far.
 *
 * @param selection null if nothing was
 * @param changed at each pruning but the first, the share of filters that changed
 */
record Pruned(FilterSelection selection, List<Double> changed) {
  static final Pruned NOTHING = new Pruned(null, List.of());

  Snapshot save() {
    Snapshot saved = Snapshot.EMPTY.with("changed", column(changed));
    return selection == null ? saved : saved.withPart("selection", selection.save());
  }

  /** What {@link #save} gave. */
  static Pruned restore(Snapshot saved) {
    Snapshot selection = saved.part("selection");
    return new Pruned(
        selection.equals(Snapshot.EMPTY) ? null : FilterSelection.restore(selection),
        list(saved.tensor("changed")));
  }

  /** Numbers as a snapshot holds them. */
  static TensorData column(List<Double> values) {
    return TensorData.of(
        values.stream().mapToDouble(Double::doubleValue).toArray(), Shape.of(values.size()));
  }

  /** The numbers of a {@link #column}. */
  static List<Double> list(TensorData column) {
    return Arrays.stream(column.toDoubles()).boxed().toList();
  }
}

package io.reprise.papers.sbr;

import io.reprise.experiment.Trial;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A trained network.
 *
 * @param losses the mean training loss of each epoch
 * @param reliable the share of landmarks that were reliable in each epoch
 */
record Trained(State state, List<Double> losses, List<Double> reliable) {
  /** Keeps it for the other variants of its seed. */
  static final Trial.Codec<Trained> CODEC =
      new Trial.Codec<>() {
        @Override
        public Snapshot save(Trained trained) {
          return Snapshot.EMPTY
              .withPart("state", trained.state.save())
              .with("losses", column(trained.losses))
              .with("reliable", column(trained.reliable));
        }

        @Override
        public Trained restore(Snapshot saved) {
          return new Trained(
              State.restore(saved.part("state")),
              list(saved.tensor("losses")),
              list(saved.tensor("reliable")));
        }
      };

  private static TensorData column(List<Double> values) {
    return TensorData.of(values.stream().mapToDouble(d -> d).toArray(), Shape.of(values.size()));
  }

  private static List<Double> list(TensorData column) {
    return DoubleStream.of(column.toDoubles()).boxed().toList();
  }
}

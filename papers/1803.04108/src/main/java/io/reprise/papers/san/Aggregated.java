package io.reprise.papers.san;

import io.reprise.experiment.Trial;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.nn.TensorData;
import io.reprise.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * What training without landmarks gave, for all variants of a seed that need it.
 *
 * @param first the generator that makes domain A look like B
 * @param second the other one
 * @param clusters of the training faces
 * @param losses of each player in each epoch
 */
record Aggregated(
    State first, State second, StyleClusters clusters, Map<String, List<Double>> losses) {
  static final Trial.Codec<Aggregated> CODEC =
      new Trial.Codec<>() {
        @Override
        public Snapshot save(Aggregated outcome) {
          long[] clusters = outcome.clusters.ofFace().stream().mapToLong(c -> c).toArray();
          Snapshot losses = Snapshot.EMPTY;
          for (Map.Entry<String, List<Double>> player : outcome.losses.entrySet()) {
            double[] own = player.getValue().stream().mapToDouble(d -> d).toArray();
            losses = losses.with(player.getKey(), TensorData.of(own, Shape.of(own.length)));
          }
          return Snapshot.EMPTY
              .withPart("first", outcome.first.save())
              .withPart("second", outcome.second.save())
              .with("clusters", TensorData.of(clusters, Shape.of(clusters.length)))
              .with("count", outcome.clusters.count())
              .withPart("losses", losses);
        }

        @Override
        public Aggregated restore(Snapshot saved) {
          Map<String, List<Double>> losses = new TreeMap<>();
          saved
              .part("losses")
              .tensors()
              .forEach(
                  (name, column) ->
                      losses.put(name, DoubleStream.of(column.toDoubles()).boxed().toList()));
          return new Aggregated(
              State.restore(saved.part("first")),
              State.restore(saved.part("second")),
              new StyleClusters(
                  LongStream.of(saved.tensor("clusters").toLongs())
                      .mapToObj(Math::toIntExact)
                      .toList(),
                  Math.toIntExact(saved.number("count"))),
              losses);
        }
      };

  Aggregated {
    losses = new TreeMap<>(losses);
  }
}

package io.reprise.papers.san;

import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Warp;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.nn.Training;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Batches of faces with landmarks, each epoch in a new order and moved anew. The order and the
 * moves do not depend on the method.
 */
final class FaceBatches implements Training.Source<FaceBatches.Pair> {
  private final FaceSource faces;
  private final Optional<FaceSource> otherStyle;
  private final int batch;
  private final int steps;
  private final GeometricAugmentation augmentation;
  private final HeatMaps maps;
  private final Seed seed;

  /** Faces, and the same in another style, moved alike, where that is asked for. */
  record Pair(HeatMapBatch faces, Optional<HeatMapBatch> otherStyle) {}

  /**
   * From some faces.
   *
   * @param otherStyle the same faces in another style
   * @param batch faces a step, at least 1
   * @param steps an epoch, at least 1
   */
  FaceBatches(
      FaceSource faces,
      Optional<FaceSource> otherStyle,
      int batch,
      int steps,
      GeometricAugmentation augmentation,
      HeatMaps maps,
      Seed seed) {
    if (batch < 1 || steps < 1) {
      throw new IllegalArgumentException(
          batch + " faces in each of " + steps + " steps: expected at least 1 of each");
    }
    this.faces = faces;
    this.otherStyle = otherStyle;
    this.batch = batch;
    this.steps = steps;
    this.augmentation = augmentation;
    this.maps = maps;
    this.seed = seed;
  }

  @Override
  public int size() {
    return steps;
  }

  @Override
  public Iterable<Pair> epoch(int epoch) {
    Seed own = seed.named("epoch " + epoch);
    int[] order = own.named("order").permutation(faces.size());
    return () -> IntStream.range(0, steps).mapToObj(step -> pair(own, order, step)).iterator();
  }

  private Pair pair(Seed epoch, int[] order, int step) {
    List<FaceCrop> first = new ArrayList<>();
    List<FaceCrop> second = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      int position = step * batch + i;
      int number = order[position % order.length];
      FaceCrop face = read(faces, number);
      Shape shape = face.picture().shape();
      Warp warp = augmentation.draw(shape, epoch.named("position " + position).generator());
      first.add(face.warped(warp));
      otherStyle.ifPresent(source -> second.add(read(source, number).warped(warp)));
    }
    return new Pair(
        HeatMapBatch.of(first, maps, Detector.NORMALISATION),
        otherStyle.map(source -> HeatMapBatch.of(second, maps, Detector.NORMALISATION)));
  }

  /** A face of a training, whose interface throws no checked exceptions. */
  static FaceCrop read(FaceSource source, int number) {
    try {
      return source.face(number);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}

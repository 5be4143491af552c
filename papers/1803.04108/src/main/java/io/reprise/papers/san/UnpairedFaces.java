package io.reprise.papers.san;

import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.translation.UnpairedBatch;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.nn.Training;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Batches of faces of two clusters, as the published code takes them: an epoch goes in a new order
 * through as many faces as the larger cluster has, the smaller one as often as it takes, and each
 * comes with a random face of domain B.
 */
final class UnpairedFaces implements Training.Source<UnpairedBatch> {
  private final FaceSource faces;
  private final List<Integer> a;
  private final List<Integer> b;
  private final int batch;
  private final int steps;
  private final GeometricAugmentation augmentation;
  private final Seed seed;

  /**
   * From some faces.
   *
   * @param a the numbers of those of domain A
   * @param b of domain B
   * @param batch faces of each domain a step, at least 1
   * @param steps an epoch; 0 for one pass through the larger domain
   * @throws IllegalArgumentException if a domain has fewer than two faces
   */
  UnpairedFaces(
      FaceSource faces,
      List<Integer> a,
      List<Integer> b,
      int batch,
      int steps,
      GeometricAugmentation augmentation,
      Seed seed) {
    if (a.size() < 2 || b.size() < 2 || batch < 1 || steps < 0) {
      throw new IllegalArgumentException(
          "domains of "
              + a.size()
              + " and "
              + b.size()
              + " faces, "
              + batch
              + " of each a step, "
              + steps
              + " steps: expected at least 2, 2, 1 and 0");
    }
    this.faces = faces;
    this.a = List.copyOf(a);
    this.b = List.copyOf(b);
    this.batch = batch;
    this.steps = steps > 0 ? steps : Math.max(1, larger() / batch);
    this.augmentation = augmentation;
    this.seed = seed;
  }

  private int larger() {
    return Math.max(a.size(), b.size());
  }

  @Override
  public int size() {
    return steps;
  }

  @Override
  public Iterable<UnpairedBatch> epoch(int epoch) {
    Seed own = seed.named("epoch " + epoch);
    int[] order = own.named("order").permutation(larger());
    return () -> IntStream.range(0, steps).mapToObj(step -> batch(own, order, step)).iterator();
  }

  private UnpairedBatch batch(Seed epoch, int[] order, int step) {
    List<FaceCrop> ofA = new ArrayList<>();
    List<FaceCrop> ofB = new ArrayList<>();
    for (int i = 0; i < batch; i++) {
      int position = step * batch + i;
      UniformRandomProvider random = epoch.named("position " + position).generator();
      ofA.add(moved(a.get(order[position % order.length] % a.size()), random));
      ofB.add(moved(b.get(random.nextInt(b.size())), random));
    }
    Shape face = ofA.get(0).picture().shape();
    return new UnpairedBatch(
        HeatMapBatch.inputs(ofA, Detector.NORMALISATION),
        HeatMapBatch.inputs(ofB, Detector.NORMALISATION),
        Shape.of(batch, face.dim(0), face.dim(1), face.dim(2)));
  }

  private FaceCrop moved(int number, UniformRandomProvider random) {
    FaceCrop face = FaceBatches.read(faces, number);
    return face.warped(augmentation.draw(face.picture().shape(), random));
  }
}

package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.datasets.GeometricAugmentation;
import io.reprise.datasets.Normalisation;
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
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Batches of labelled faces, each epoch in a new order, and of three frames in a row of any of the
 * videos. All frames of a sequence are moved alike. The labelled faces of a step do not depend on
 * how many sequences there are.
 */
final class FaceBatches implements Training.Source<FaceBatch> {
  static final Normalisation NORMALISATION = Normalisation.IMAGENET;

  private final FaceSource labelled;
  private final List<FaceSource> videos;
  private final Plan plan;
  private final GeometricAugmentation augmentation;
  private final HeatMaps maps;
  private final Seed seed;
  private final Shape face;

  /**
   * What a batch has.
   *
   * @param faces with labels, at least 1
   * @param sequences of frames, at least 0
   * @param steps an epoch, at least 1
   */
  record Plan(int faces, int sequences, int steps) {
    Plan {
      if (faces < 1 || sequences < 0 || steps < 1) {
        throw new IllegalArgumentException(
            faces
                + " faces and "
                + sequences
                + " sequences in each of "
                + steps
                + " steps: expected at least 1, 0 and 1");
      }
    }
  }

  FaceBatches(
      FaceSource labelled,
      List<FaceSource> videos,
      Plan plan,
      GeometricAugmentation augmentation,
      HeatMaps maps,
      Seed seed) {
    this.labelled = labelled;
    this.videos = List.copyOf(videos);
    this.plan = plan;
    this.augmentation = augmentation;
    this.maps = maps;
    this.seed = seed;
    this.face = read(labelled, 0, 1).get(0).picture().shape();
  }

  @Override
  public int size() {
    return plan.steps;
  }

  @Override
  public Iterable<FaceBatch> epoch(int epoch) {
    Seed own = seed.named("epoch " + epoch);
    int[] order = own.named("order").permutation(labelled.size());
    return () ->
        IntStream.range(0, plan.steps).mapToObj(step -> batch(own, order, step)).iterator();
  }

  private FaceBatch batch(Seed epoch, int[] order, int step) {
    List<FaceCrop> crops = new ArrayList<>();
    Seed faces = epoch.named("faces");
    for (int i = 0; i < plan.faces; i++) {
      int position = step * plan.faces + i;
      crops.add(
          read(labelled, order[position % order.length], 1)
              .get(0)
              .warped(warp(faces.named("position " + position).generator())));
    }
    return new FaceBatch(
        HeatMapBatch.of(crops, maps, NORMALISATION),
        frames(epoch.named("sequences").named("step " + step)),
        face);
  }

  private float[] frames(Seed own) {
    int size = Math.toIntExact(face.elements());
    float[] inputs = new float[FaceBatch.FRAMES * plan.sequences * size];
    for (int i = 0; i < plan.sequences; i++) {
      UniformRandomProvider random = own.named("sequence " + i).generator();
      FaceSource video = videos.get(random.nextInt(videos.size()));
      int from = random.nextInt(video.size() - FaceBatch.FRAMES + 1);
      Warp warp = warp(random);
      List<FaceCrop> sequence = read(video, from, FaceBatch.FRAMES);
      for (int s = 0; s < FaceBatch.FRAMES; s++) {
        NORMALISATION.write(
            warp.apply(sequence.get(s).picture()), inputs, (s * plan.sequences + i) * size);
      }
    }
    return inputs;
  }

  private Warp warp(UniformRandomProvider random) {
    return augmentation.draw(face, random);
  }

  private static List<FaceCrop> read(FaceSource source, int from, int count) {
    try {
      return source.faces(from, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }
}

package io.reprise.papers.san;

import io.reprise.baselines.landmarks.Detections;
import io.reprise.baselines.landmarks.FoundLandmarks;
import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.baselines.landmarks.StyleAggregatedNetwork;
import io.reprise.baselines.landmarks.StyleAggregation;
import io.reprise.datasets.Normalisation;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A detector of any method. Its generators, if it has any, are no part of what is trained: they
 * work without gradient, as in evaluation.
 */
final class Detector {
  /** What networks see of pixels: from -1 to 1. */
  static final Normalisation NORMALISATION =
      new Normalisation(List.of(0.5, 0.5, 0.5), List.of(0.5, 0.5, 0.5));

  private static final int BATCH = 32;

  private final Method method;
  private final HeatMaps maps;
  private final Optional<StyleAggregation> aggregation;
  private final PoseMachine one;
  private final StyleAggregatedNetwork both;

  /**
   * With first weights, which are those of other methods of the same seed where shapes agree.
   *
   * @param aggregation trained, for methods that aggregate
   * @throws IllegalArgumentException if it is missing
   */
  Detector(
      LayerContext at,
      Method method,
      PoseMachineDesign design,
      HeatMaps maps,
      Optional<StyleAggregation> aggregation) {
    if (method.aggregates() && aggregation.isEmpty()) {
      throw new IllegalArgumentException(
          "detector '" + method.title() + "' without generators: expected trained ones");
    }
    this.method = method;
    this.maps = maps;
    this.aggregation = aggregation;
    one = method.seesBoth() ? null : new PoseMachine(at, design);
    both = method.seesBoth() ? new StyleAggregatedNetwork(at, design, Optional.empty()) : null;
  }

  /** What is trained. */
  Module network() {
    return one == null ? both : one;
  }

  HeatMaps maps() {
    return maps;
  }

  /**
   * The maps of every stage.
   *
   * @param x images, {@code [N, 3, H, W]}
   * @param otherStyle the same faces in another style, for the oracle; else whatever
   */
  List<Tensor> stages(Tensor x, Tensor otherStyle, Mode mode) {
    Tensor second =
        switch (method.second()) {
          case NONE, IMAGE -> x;
          case AGGREGATE -> aggregated(x);
          case OTHER_STYLE -> otherStyle;
        };
    return both == null ? one.stages(second, mode) : both.stages(x, second, mode);
  }

  /** The aggregated images, without gradient. */
  Tensor aggregated(Tensor x) {
    try (Scope frozen = x.engine().inference()) {
      return frozen.keep(aggregation.orElseThrow().forward(x, Mode.EVALUATE));
    }
  }

  /**
   * Finds the landmarks of all faces of a source.
   *
   * @param otherStyle the same faces in another style, for the oracle; else whatever
   * @throws IOException if a face cannot be read
   */
  FoundLandmarks find(Engine engine, FaceSource faces, FaceSource otherStyle) throws IOException {
    FoundLandmarks all = new FoundLandmarks(List.of(), List.of());
    for (int from = 0; from < faces.size(); from += BATCH) {
      int count = Math.min(BATCH, faces.size() - from);
      List<FaceCrop> batch = faces.faces(from, count);
      try (Scope scope = engine.inference()) {
        Tensor x = images(engine, batch);
        Tensor other =
            method.second() == Method.Second.OTHER_STYLE
                ? images(engine, otherStyle.faces(from, count))
                : x;
        List<Tensor> stages = stages(x, other, Mode.EVALUATE);
        Detections found = maps.detect(stages.get(stages.size() - 1));
        all = all.and(FoundLandmarks.of(batch, found));
      }
    }
    return all;
  }

  /** Faces as networks see them, {@code [N, 3, H, W]}. */
  static Tensor images(Engine engine, List<FaceCrop> faces) {
    Shape face = faces.get(0).picture().shape();
    return engine.tensor(
        HeatMapBatch.inputs(faces, NORMALISATION),
        Shape.of(faces.size(), face.dim(0), face.dim(1), face.dim(2)));
  }
}

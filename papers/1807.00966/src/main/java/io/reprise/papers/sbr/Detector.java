package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.Detections;
import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.baselines.landmarks.HeatMaps;
import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A pose machine and what its maps mean. Deployed it sees single images, however it was trained.
 */
final class Detector {
  private final PoseMachine network;
  private final HeatMaps maps;

  Detector(LayerContext at, PoseMachineDesign design, HeatMaps maps) {
    this.network = new PoseMachine(at, design);
    this.maps = maps;
  }

  PoseMachine network() {
    return network;
  }

  HeatMaps maps() {
    return maps;
  }

  /** Where landmarks are in images, {@code [N, 3, H, W]}. */
  Detections detect(Tensor images, Mode mode) {
    return maps.detect(network.forward(images, mode));
  }

  /** Where landmarks are in some faces, in pixels of each face's picture. */
  List<List<Point>> detect(Engine engine, List<FaceCrop> faces) {
    try (Scope scope = engine.inference()) {
      Tensor points = detect(inputs(engine, faces), Mode.EVALUATE).points();
      float[] xy = points.toFloats();
      int k = points.shape().dim(1);
      List<List<Point>> all = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        List<Point> one = new ArrayList<>();
        for (int j = i * k; j < (i + 1) * k; j++) {
          one.add(new Point(xy[2 * j], xy[2 * j + 1]));
        }
        all.add(one);
      }
      return all;
    }
  }

  private static Tensor inputs(Engine engine, List<FaceCrop> faces) {
    Shape face = faces.get(0).picture().shape();
    float[] inputs = HeatMapBatch.inputs(faces, FaceBatches.NORMALISATION);
    return engine.tensor(inputs, Shape.of(faces.size(), face.dim(0), face.dim(1), face.dim(2)));
  }
}

package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.PoseMachine;
import io.reprise.baselines.landmarks.PoseMachineDesign;
import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.nn.Costs;
import io.reprise.tensor.Engine;
import java.io.IOException;
import java.util.List;

/** What is left when training is over: a network that needs no video and no tracking. */
final class Deployment {
  private final Settings settings;
  private final FaceSet data;
  private final Detector detector;
  private final Engine engine;

  Deployment(Settings settings, FaceSet data, Detector detector, Engine engine) {
    this.settings = settings;
    this.data = data;
    this.detector = detector;
    this.engine = engine;
  }

  /** Counts the trained parameters, their network's work, and compares a frame alone. */
  void measure(Measurements measurements) throws IOException {
    PoseMachineDesign design = Protocol.design(settings, data.landmarks());
    Costs costs = Costs.of(at -> new PoseMachine(at, design), Protocol.input(settings));
    long parameters =
        detector.network().parameters().values().stream()
            .mapToLong(t -> t.shape().elements())
            .sum();
    measurements
        .put(SupervisionByRegistration.PARAMETERS, (double) parameters)
        .put(SupervisionByRegistration.MACS, (double) costs.count(Costs.Convention.MACS))
        .put(SupervisionByRegistration.ALONE, alone());
  }

  /** The largest distance between what is found in a frame alone and beside its neighbours. */
  private double alone() throws IOException {
    FaceSource video = data.videos().get(0);
    List<FaceCrop> frames = video.faces(0, FaceBatch.FRAMES);
    List<List<Point>> together = detector.detect(engine, frames);
    double largest = 0;
    for (int s = 0; s < FaceBatch.FRAMES; s++) {
      List<Point> alone = detector.detect(engine, List.of(frames.get(s))).get(0);
      for (int k = 0; k < alone.size(); k++) {
        largest = Math.max(largest, alone.get(k).distance(together.get(s).get(k)));
      }
    }
    return largest;
  }
}

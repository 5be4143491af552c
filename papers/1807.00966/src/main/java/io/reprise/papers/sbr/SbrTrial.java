package io.reprise.papers.sbr;

import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One trial: trains a detector as its variant says, and judges it on images and videos. */
final class SbrTrial {
  private final Settings settings;
  private final Trial<SbrData> trial;
  private final Engine engine;
  private final FaceSet data;
  private final DetectorTraining training;

  SbrTrial(Settings settings, Trial<SbrData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.engine = trial.engine();
    this.data = trial.data().of(settings.text("data"));
    this.training = new DetectorTraining(settings, trial);
  }

  Measurements run() throws IOException {
    Trained trained = training.trained();
    Measurements m = new Measurements();
    trained.losses().forEach(loss -> m.append("training_loss", loss));
    trained.reliable().forEach(share -> m.append("reliable_landmarks", 100 * share));
    if (!trained.reliable().isEmpty()) {
      int last = trained.reliable().size() - 1;
      m.put(SupervisionByRegistration.RELIABLE, 100 * trained.reliable().get(last));
    }
    Detector detector = training.detector();
    detector.network().load(trained.state());
    Judgement judgement = new Judgement(data, m);
    judgement.stills(detector, engine);
    videos(detector, trained, judgement, m);
    new Deployment(settings, data, detector, engine).measure(m);
    new FlowIdentities(engine, trial.seed().named("identities")).measure(m);
    return m;
  }

  private void videos(
      Detector detector, Trained trained, Judgement judgement, Measurements measurements)
      throws IOException {
    DetectionFigures figures = new DetectionFigures(engine);
    List<Tracked> all = new ArrayList<>();
    int steps = settings.integer("adaptationSteps");
    for (int i = 0; i < data.testVideos().size(); i++) {
      FaceSource video = data.testVideos().get(i);
      try (Scope scope = engine.scope()) {
        Detector own = steps == 0 ? detector : training.detector();
        if (steps > 0) {
          own.network().load(trained.state());
          training.adapt(own, video, steps, "adaptation to video " + i);
        }
        all.add(Tracked.of(own, engine, video));
        figures.add(own, video);
      }
    }
    judgement.videos(all);
    figures.put(measurements, settings.flag("clip"));
  }
}

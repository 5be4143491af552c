package io.reprise.papers.san;

import io.reprise.baselines.landmarks.FoundLandmarks;
import io.reprise.baselines.landmarks.StyleAggregation;
import io.reprise.datasets.landmarks.ErrorDistribution;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.LayerContext;
import io.reprise.nn.State;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One trial: trains generators, if the method has any, then a detector, and judges both. */
final class SanTrial {
  /** The largest error of the area under the curve, and the least one of a failure. */
  private static final double THRESHOLD = 0.08;

  /** How far the cumulative curve is shown, in percent. */
  private static final int CURVE = 30;

  private final Settings settings;
  private final Trial<SanData> trial;
  private final Engine engine;
  private final StyledSet data;
  private final Method method;
  private final Measurements measurements = new Measurements();

  SanTrial(Settings settings, Trial<SanData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.engine = trial.engine();
    this.data = trial.data().of(settings.text("data"));
    this.method = Method.valueOf(settings.text("method"));
  }

  Measurements run() throws IOException {
    AggregationTraining styles = new AggregationTraining(settings, trial);
    Optional<Aggregated> trained =
        method.aggregates() ? Optional.of(styles.trained()) : Optional.empty();
    Optional<StyleAggregation> aggregation = trained.map(styles::network);
    Optional<State> before = aggregation.map(StyleAggregation::state);
    Detector detector =
        new Detector(
            LayerContext.root(engine, trial.seed().named("weights")),
            method,
            Protocol.design(settings, data.landmarks()),
            Protocol.maps(settings),
            aggregation);
    new DetectorTraining(settings, trial)
        .train(detector)
        .forEach(loss -> measurements.append("training_loss", loss));
    if (aggregation.isPresent()) {
      measurements.put(
          StyleAggregatedDetection.GENERATOR_CHANGE,
          largestChange(before.get(), aggregation.get().state()));
    }
    judge(detector);
    if (method == Method.SAN) {
      styles(styles, trained.orElseThrow(), detector, aggregation.orElseThrow());
    }
    return measurements;
  }

  private static double largestChange(State before, State after) {
    double largest = 0;
    for (Map.Entry<String, float[]> entry : before.values().entrySet()) {
      float[] now = after.values().get(entry.getKey());
      for (int i = 0; i < now.length; i++) {
        largest = Math.max(largest, Math.abs((double) now[i] - entry.getValue()[i]));
      }
    }
    return largest;
  }

  /** Measures the error of every test part. */
  private void judge(Detector detector) throws IOException {
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, FoundLandmarks> found = new LinkedHashMap<>();
    for (Map.Entry<String, FaceSource> part : data.tests().entrySet()) {
      String other = settings.text("otherStyle");
      FaceSource beside = other.isEmpty() ? part.getValue() : data.test(other);
      if (beside.size() != part.getValue().size()) {
        continue;
      }
      FoundLandmarks own = detector.find(engine, part.getValue(), beside);
      ErrorDistribution errors = new ErrorDistribution(own.errors());
      means.put(part.getKey(), errors.mean());
      found.put(part.getKey(), own);
      Metric metric = StyleAggregatedDetection.nmeOf(part.getKey());
      if (!part.getKey().equals(data.main())) {
        measurements.put(metric, 100 * errors.mean());
      } else {
        main(errors);
      }
    }
    ratios(means);
    measurements.figure(
        SanFigures.detections(data.styles().stream().filter(found::containsKey).toList(), found));
  }

  private void main(ErrorDistribution errors) {
    measurements
        .put(StyleAggregatedDetection.NME, 100 * errors.mean())
        .put(StyleAggregatedDetection.LOG_NME, Math.log(errors.mean()))
        .put(StyleAggregatedDetection.AUC, 100 * errors.trapezoidalArea(THRESHOLD))
        .put(StyleAggregatedDetection.FAILURES, 100 * errors.failureRate(THRESHOLD));
    for (int percent = 1; percent <= CURVE; percent++) {
      measurements.append(
          "faces with a smaller error, percent, by error percent",
          100 * errors.shareBelow(percent / 100.0));
    }
  }

  /** What claims compare: the error of one style against that of others. */
  private void ratios(Map<String, Double> means) {
    String rare = Protocol.rare(trial.scale());
    String plain = Protocol.plain(trial.scale());
    String trainedOn = settings.text("training");
    if (means.containsKey(rare) && means.containsKey(plain)) {
      measurements
          .put(StyleAggregatedDetection.LOG_NME_RARE, Math.log(means.get(rare)))
          .put(StyleAggregatedDetection.LOG_RARE_GAP, Math.log(means.get(rare) / means.get(plain)));
      measurements.put(
          StyleAggregatedDetection.LOG_RARE_EXCESS,
          Math.log(means.get(rare) / means.get(data.main())));
    }
    if (data.styles().contains(trainedOn) && means.keySet().containsAll(data.styles())) {
      double others =
          data.styles().stream()
              .filter(s -> !s.equals(trainedOn))
              .mapToDouble(s -> Math.log(means.get(s)))
              .average()
              .orElseThrow();
      measurements.put(
          StyleAggregatedDetection.LOG_CROSS_GAP, others - Math.log(means.get(trainedOn)));
    }
  }

  /** Measures how styles differ before and after, and shows it. */
  private void styles(
      AggregationTraining training,
      Aggregated trained,
      Detector detector,
      StyleAggregation aggregation)
      throws IOException {
    trained
        .losses()
        .forEach(
            (player, losses) ->
                losses.forEach(l -> measurements.append("loss of the " + player, l)));
    if (!data.mixture().isEmpty()) {
      measurements.put(
          StyleAggregatedDetection.PURITY, 100 * trained.clusters().purity(data.mixture()));
    }
    try (Scope scope = engine.scope()) {
      StyleFeatures features = training.features();
      Standardisation scale = Separation.scale(engine, data, features);
      Separation before = Separation.of(engine, data, features, UnaryOperator.identity(), scale);
      Separation after = Separation.of(engine, data, features, detector::aggregated, scale);
      measurements
          .put(StyleAggregatedDetection.STYLE_ACCURACY, 100 * before.accuracy())
          .put(StyleAggregatedDetection.STYLE_ACCURACY_AGGREGATED, 100 * after.accuracy())
          .put(
              StyleAggregatedDetection.STYLE_ACCURACY_FALL,
              100 * (before.accuracy() - after.accuracy()))
          .put(
              StyleAggregatedDetection.LOG_STYLE_DISTANCE_FALL,
              Math.log(before.distance() / after.distance()));
      SanFigures figures = new SanFigures(engine, data);
      measurements.figure(figures.faces(aggregation));
      measurements.figure(figures.separation(before, after));
      if (trial.scale() == Scale.PAPER) {
        classifier(training);
      }
    }
  }

  /** The classifier of styles, judged on the faces of another published set. */
  private void classifier(AggregationTraining training) {
    String other =
        data.name().equals(PublishedStyles.AFLW)
            ? PublishedStyles.GROUND_TRUTH
            : PublishedStyles.AFLW;
    StyledSet set = trial.data().of(other);
    List<FaceSource> all = new ArrayList<>();
    set.styles().forEach(style -> all.add(set.test(style)));
    measurements.put(
        StyleAggregatedDetection.STYLE_CLASSIFIER, 100 * training.classifier().accuracy(all));
  }
}

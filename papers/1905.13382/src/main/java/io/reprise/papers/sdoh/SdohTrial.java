package io.reprise.papers.sdoh;

import io.reprise.baselines.hashing.LinearHash;
import io.reprise.baselines.hashing.OnlineHash;
import io.reprise.baselines.hashing.OnlineProtocol;
import io.reprise.baselines.hashing.SimilarityDistributionHash.Descent;
import io.reprise.datasets.retrieval.RetrievalScore;
import io.reprise.datasets.retrieval.RetrievalTask;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Sample;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.papers.sdoh.Protocol.Method;
import io.reprise.papers.sdoh.Protocol.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One trial: a method learns from a stream, and is asked before the first batch and after each. */
final class SdohTrial {
  /** A descent that ends after so few steps has learned next to nothing. */
  private static final double STUCK = 2;

  private final Settings settings;
  private final Trial<SdohData> trial;
  private final Method method;
  private final Measurements measured = new Measurements();
  private final List<Double> online = new ArrayList<>();
  private final List<Double> past = new ArrayList<>();
  private final List<Descent> descents = new ArrayList<>();

  SdohTrial(Settings settings, Trial<SdohData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.method = Method.valueOf(settings.text("method"));
  }

  Measurements run() throws IOException {
    HashingTask task = HashingTask.of(settings, trial);
    int dimension = task.stream().dimension();
    OnlineHash learning = Protocol.method(settings, trial.engine(), dimension, descents::add);
    LinearHash first =
        LinearHash.random(
            dimension, settings.integer("bits"), trial.seed().named("first function"));
    OnlineHash.Learner learner = learning.start(first, trial.seed().named("method"));
    OnlineProtocol protocol = new OnlineProtocol(task.stream(), settings.integer("batch"));
    RetrievalTask seenFirst = seenFirst(protocol);
    protocol.run(
        learner,
        (batches, samples, hash) -> {
          online.add(task.retrieval().meanAveragePrecision(hash::codes));
          if (batches == 1 || batches == protocol.batches()) {
            past.add(seenFirst.meanAveragePrecision(hash::codes));
          }
        });
    online.forEach(map -> measured.append("mAP by batch", map));
    score(task, learner.hash());
    task.networkAccuracy().ifPresent(a -> measured.put(Sdoh.NETWORK_ACCURACY, a));
    if (method.distribution()) {
      tellDescents();
      ExactChecks checks =
          new ExactChecks(trial.engine(), Protocol.distribution(settings), protocol.part(0));
      checks.check(first);
      checks.check(learner.hash());
      checks.put(measured);
    }
    if (RetrievedFigure.isDrawn(method) && task.pictures().isPresent()) {
      measured.figure(
          RetrievedFigure.of(
              task.retrieval(), learner.hash(), task.pictures().get(), method.title()));
    }
    return measured;
  }

  /** The first batch's samples ask for those of the stream that came later. */
  private static RetrievalTask seenFirst(OnlineProtocol protocol) {
    if (protocol.batches() < 2) {
      throw new IllegalArgumentException(
          "a stream of "
              + protocol.stream().size()
              + " samples in batches of "
              + protocol.batch()
              + ": expected at least two batches");
    }
    return new RetrievalTask(
        protocol.part(0), protocol.stream().part(protocol.batch(), protocol.stream().size()));
  }

  private void score(HashingTask task, LinearHash hash) {
    RetrievalTask.Score score = task.retrieval().score(hash::codes, RetrievalTask.Depths.PUBLISHED);
    measured
        .put(Sdoh.MAP, score.meanAveragePrecision())
        .put(Sdoh.MAP_TIES, score.tieAveraged())
        .put(Sdoh.MAP_1000, score.atDepth())
        .put(Sdoh.PRECISION_1, score.precision().get(1))
        .put(Sdoh.PRECISION_10, score.precision().get(10))
        .put(Sdoh.PRECISION_100, score.precision().get(100))
        .put(Sdoh.PRECISION_RADIUS, score.withinRadius())
        .put(Sdoh.AUC, online.stream().mapToDouble(m -> m).average().orElseThrow())
        .put(Sdoh.PAST_GAIN, past.get(1) - past.get(0));
    if (settings.text("source").equals(Source.CIFAR.name())) {
      measured.put(Sdoh.MAP_ABOVE_BEST, score.meanAveragePrecision() - SdohClaims.bestBefore());
    }
    score.precision().values().forEach(p -> measured.append("precision by depth", p));
    for (RetrievalScore.PrecisionRecall point : score.curve()) {
      measured.append("precision by radius", point.precision());
      measured.append("recall by radius", point.recall());
    }
  }

  private void tellDescents() {
    List<Double> steps = descents.stream().map(d -> (double) d.steps()).toList();
    double median = new Sample(steps).percentile(50);
    measured.put(Sdoh.FIRST_STEPS, steps.get(0)).put(Sdoh.MEDIAN_STEPS, median);
    for (Descent d : descents) {
      measured.append("inner steps by batch", d.steps());
      measured.append("least divergence by batch", d.least());
    }
    if (median <= STUCK) {
      trial.log(
          String.format(
              Locale.ROOT,
              "%s: the median descent takes %.0f steps: the rate of %s may be too small for these"
                  + " features, and mAP stays near that of random hyperplanes",
              method.title(),
              median,
              settings.number("rate")));
    }
  }
}

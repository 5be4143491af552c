package io.reprise.papers.hrnn;

import io.reprise.baselines.sequence.Lstm;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.music.Melody;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.experiment.figures.Figure;
import io.reprise.experiment.figures.PianoRolls;
import io.reprise.nn.LayerContext;
import io.reprise.papers.hrnn.Level.Kind;
import io.reprise.papers.hrnn.Protocol.Method;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One trial: profiles are found, each level is trained, and melodies are generated. */
final class HrnnTrial {
  /** Melodies of a figure. */
  private static final int SHOWN = 3;

  private final Settings settings;
  private final Trial<HrnnData> trial;
  private final Method method;
  private final HrnnData data;
  private final List<EventMelody> train;
  private final List<EventMelody> validation;
  private final Profiles exact;
  private final Profiles profiles;
  private final Measurements measured = new Measurements();

  HrnnTrial(Settings settings, Trial<HrnnData> trial) {
    this.settings = settings;
    this.trial = trial;
    this.method = Protocol.method(settings);
    this.data = trial.data();
    train = method.shuffled() ? shuffled(data.train(), "training") : data.train();
    validation = method.shuffled() ? shuffled(data.validation(), "validation") : data.validation();
    int beats = settings.integer("beatProfiles");
    int bars = settings.integer("barProfiles");
    exact = Profiles.exact(train, beats, bars);
    // Clusters are those of the data, whatever the seed of the weights, and whatever the order.
    profiles =
        method == Method.THREE_EXACT
            ? exact
            : Profiles.kMeans(data.train(), beats, bars, new Seed(1), trial::log);
  }

  private List<EventMelody> shuffled(List<EventMelody> melodies, String part) {
    Seed seed = trial.seed().named("bars of " + part);
    return IntStream.range(0, melodies.size())
        .mapToObj(i -> melodies.get(i).shuffled(seed.named("melody " + i)))
        .toList();
  }

  Measurements run() {
    Lstm.Design design = Protocol.design(settings);
    List<Level> levels = levels(method.depth());
    if (method.widened()) {
      long parameters = Protocol.parameters(levels(3), design);
      design = Protocol.widened(design, levels.get(0), parameters);
    }
    LayerContext at = LayerContext.root(trial.engine(), trial.seed().named("weights"));
    Hierarchy model = new Hierarchy(at, levels, design);
    measured
        .put(Hrnn.PARAMETERS, model.parameters())
        .put(
            Hrnn.PARAMETER_DIFFERENCE,
            (double) Math.abs(model.parameters() - Protocol.parameters(levels, design)));
    for (Subnetwork s : model.subnetworks()) {
      train(s);
    }
    List<Score> test = scores(data.test());
    codeLength(model, test);
    List<Score> generated =
        model.generate(
            settings.integer("generated"), HrnnData.BARS, trial.seed().named("generation"));
    judge(generated);
    profiles();
    new ExactChecks(model, test).put(measured);
    return measured;
  }

  private List<Level> levels(int depth) {
    return Hierarchy.levels(
        depth, data.vocabulary().size(), profiles.beats().size(), profiles.bars().size());
  }

  private List<Score> scores(List<EventMelody> melodies) {
    return melodies.stream().map(m -> Score.of(m, profiles)).toList();
  }

  private void train(Subnetwork subnetwork) {
    String level = subnetwork.level().kind().id();
    LevelTraining training =
        new LevelTraining(
            settings.integer("epochs"),
            settings.integer("batch"),
            settings.number("rate"),
            settings.number("clip"),
            trial.seed().named("order"));
    training
        .train(subnetwork, scores(train), scores(validation), trial.checkpoints(level))
        .forEach(bits -> measured.append("validation bits of the " + level + " level", bits));
  }

  private void codeLength(Hierarchy model, List<Score> test) {
    double all = 0;
    for (Subnetwork s : model.subnetworks()) {
      double mean = Arrays.stream(s.bits(test)).average().orElseThrow();
      measured.put(Hrnn.LEVEL_BITS.get(s.level().kind()), mean);
      all += mean;
    }
    measured.put(Hrnn.BITS, all);
  }

  private void judge(List<Score> generated) {
    List<EventMelody> melodies =
        generated.stream()
            .map(score -> new EventMelody(data.vocabulary(), score.symbols(Kind.NOTE)))
            .toList();
    double error = RhythmStructure.error(melodies, data.test());
    measured
        .put(Hrnn.STRUCTURE_ERROR, error)
        // Of melodies that match the data exactly, which would be chance, as good as 0.001.
        .put(Hrnn.LOG_STRUCTURE_ERROR, StrictMath.log(Math.max(error, 1e-3)) / StrictMath.log(2))
        .put(Hrnn.PASS_FOR_COMPOSED, 100 * NearestNeighbour.passFor(melodies, data.test()));
    for (int lag = 1; lag <= RhythmStructure.LAGS; lag++) {
      measured.append(
          "self-similarity of generated melodies by lag in bars",
          RhythmStructure.selfSimilarity(melodies, lag));
      measured.append(
          "self-similarity of composed melodies by lag in bars",
          RhythmStructure.selfSimilarity(data.test(), lag));
    }
    if (method.depth() > 1) {
      measured.put(
          Hrnn.NOTES_FOLLOW, Guidance.notesFollowBeats(generated, profiles, data.vocabulary()));
    }
    if (method.depth() > 2) {
      measured
          .put(Hrnn.BEATS_FOLLOW, Guidance.beatsFollowBars(generated, profiles))
          .put(Hrnn.BEATS_FOLLOW_DATA, Guidance.beatsFollowBars(scores(data.test()), profiles));
    }
    measured.figure(
        figure(
            "generated melodies",
            "melody ",
            melodies,
            "Melodies that the model wrote, the first "
                + SHOWN
                + ", not chosen: time from left to right, pitch upwards, a dark line a bar, blue"
                + " notes begin on a beat."));
    if (method == Method.ONE) {
      measured.figure(
          figure(
              "composed melodies",
              data.origin() == Dataset.Origin.REAL ? "phrase " : "melody ",
              data.test(),
              "What models are to learn, the first " + SHOWN + " test melodies."));
    }
  }

  private static Figure figure(
      String name, String title, List<EventMelody> melodies, String caption) {
    List<String> titles = new ArrayList<>();
    List<Melody> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(SHOWN, melodies.size()); i++) {
      titles.add(title + (i + 1));
      shown.add(melodies.get(i).melody());
    }
    return new PianoRolls(titles, shown)
        .figure(name, caption, "Piano rolls of melodies of " + HrnnData.BARS + " bars.");
  }

  /** What holds of the profiles themselves. */
  private void profiles() {
    measured.put(Hrnn.UNSTABLE_PROFILES, each(exact, RhythmProfiles::unstable));
    if (method != Method.THREE_EXACT) {
      measured.put(Hrnn.MERGED_RHYTHMS, each(profiles, part -> part.merged(data.train())));
    }
  }

  private static int each(Profiles profiles, Function<RhythmProfiles, Integer> count) {
    return count.apply(profiles.beats()) + count.apply(profiles.bars());
  }
}

package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.AdversarialPairs;
import io.reprise.baselines.adversarial.Attack;
import io.reprise.baselines.adversarial.AttackTask;
import io.reprise.baselines.adversarial.BitDepthReduction;
import io.reprise.baselines.adversarial.Competition;
import io.reprise.baselines.adversarial.Defence;
import io.reprise.baselines.adversarial.DenoisedClassifier;
import io.reprise.baselines.adversarial.FastGradientSign;
import io.reprise.baselines.adversarial.FeatureClassifier;
import io.reprise.baselines.adversarial.Goal;
import io.reprise.baselines.adversarial.Guidance;
import io.reprise.baselines.adversarial.ImageClassifier;
import io.reprise.baselines.adversarial.InputGradient;
import io.reprise.baselines.adversarial.InputRandomization;
import io.reprise.baselines.adversarial.IterativeGradientSign;
import io.reprise.baselines.adversarial.JpegCompression;
import io.reprise.baselines.adversarial.MedianFilter;
import io.reprise.baselines.adversarial.PixelBatch;
import io.reprise.baselines.adversarial.SignNoise;
import io.reprise.baselines.restoration.DenoisingUNet;
import io.reprise.datasets.LabelledPictures;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Adam;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The defences of one seed; a denoiser is trained once for all variants. */
final class Defences {
  private static final List<String> DENOISING =
      List.of(
          "denoiserImages",
          "denoiserEpochs",
          "denoiserBatch",
          "denoiserRate",
          "widths",
          "down",
          "up");

  /** What the last layer's initial weights are multiplied by: a denoiser begins as the identity. */
  private static final double NEARLY_NOTHING = 0.01;

  private final Settings settings;
  private final Trial<LabelledPictures> trial;
  private final Networks networks;
  private final Pictures pictures;

  Defences(Settings settings, Trial<LabelledPictures> trial, Networks networks, Pictures pictures) {
    this.settings = settings;
    this.trial = trial;
    this.networks = networks;
    this.pictures = pictures;
  }

  Defence build(Entrant entrant) {
    if (entrant.guidance().isPresent()) {
      return Defence.of(
          new DenoisedClassifier(denoiser(entrant.guidance().get()), networks.residual()));
    }
    ImageClassifier classifier = networks.classifier(entrant.net());
    return switch (entrant.kind()) {
      case "" -> Defence.of(classifier);
      case "randomisation" ->
          new InputRandomization(
              classifier,
              new InputRandomization.Size(settings.integer("smallest"), settings.integer("full")),
              settings.integer("passes"),
              settings.flag("flips"));
      case "median" -> Defence.of(classifier).behind(new MedianFilter());
      case "bit depth" ->
          Defence.of(classifier).behind(new BitDepthReduction(settings.integer("bits")));
      case "JPEG" ->
          Defence.of(classifier).behind(new JpegCompression(settings.integer("quality")));
      default -> throw new IllegalArgumentException("defence '" + entrant.kind() + "'");
    };
  }

  /** A denoiser for the attacked residual network. */
  DenoisingUNet denoiser(Guidance guidance) {
    State state =
        trial.stage(
            "denoiser "
                + guidance
                + " "
                + Protocol.only(settings, DENOISING)
                + " for "
                + networks.work(Net.RESIDUAL),
            Networks.STATES,
            () -> train(guidance));
    DenoisingUNet denoiser = fresh();
    denoiser.load(state);
    return denoiser;
  }

  private DenoisingUNet fresh() {
    return new DenoisingUNet(
        LayerContext.root(trial.engine(), trial.seed().named("weights").named("denoiser")),
        new DenoisingUNet.Design(
            trial.data().image().dim(0), numbers("widths"), numbers("down"), numbers("up")));
  }

  private List<Integer> numbers(String setting) {
    return Arrays.stream(settings.text(setting).split(" ")).map(Integer::valueOf).toList();
  }

  private State train(Guidance guidance) {
    // Not in the scope of the training: what networks are loaded on the way outlives it.
    FeatureClassifier classifier = networks.residual();
    Versions versions = versions();
    try (Scope scope = trial.engine().scope()) {
      DenoisingUNet denoiser = fresh();
      denoiser.parameters().get("last.weight").scale(NEARLY_NOTHING);
      List<Classification.Epoch> epochs =
          Classification.train(
              denoiser,
              new Adam(denoiser.parameters(), Adam.Settings.DEFAULT),
              (pairs, labels) -> guidance.loss(denoiser, classifier, pairs),
              new AdversarialPairs(
                  versions.clean,
                  versions.adversarial,
                  settings.integer("denoiserBatch"),
                  trial.seed().named("denoisers")),
              new Classification.Plan(
                  settings.integer("denoiserEpochs"), Protocol.denoiserSchedule(settings), 0),
              new Classification.Listener() {},
              trial.checkpoints("denoiser " + guidance));
      trial.log(
          String.format(
              Locale.ROOT,
              "%s-guided denoiser: loss %.4f after the first epoch, %.4f after the last",
              guidance.name().toLowerCase(Locale.ROOT),
              epochs.get(0).loss(),
              epochs.get(epochs.size() - 1).loss()));
      return denoiser.state();
    }
  }

  /** Training images, and each of them as every attack of the training made it. */
  private record Versions(PixelBatch clean, List<PixelBatch> adversarial) {
    Snapshot save() {
      Snapshot saved = Snapshot.EMPTY.withPart("clean", clean.save());
      saved = saved.with("versions", adversarial.size());
      for (int v = 0; v < adversarial.size(); v++) {
        saved = saved.withPart("version" + v, adversarial.get(v).save());
      }
      return saved;
    }

    static Versions restore(Snapshot saved) {
      List<PixelBatch> all = new ArrayList<>();
      for (int v = 0; v < saved.number("versions"); v++) {
        all.add(PixelBatch.restore(saved.part("version" + v)));
      }
      return new Versions(PixelBatch.restore(saved.part("clean")), all);
    }
  }

  private Versions versions() {
    List<String> sources =
        Arrays.stream(Net.values()).filter(Net::source).map(networks::work).toList();
    return trial.stage(
        "denoisers' images "
            + Protocol.only(settings, List.of("denoiserImages", "attackBatch"))
            + " on "
            + sources,
        new Arena.Kept<>(Versions::save, Versions::restore),
        this::makeVersions);
  }

  /** Each version has an epsilon of its own for each batch. */
  private Versions makeVersions() {
    Seed seed = trial.seed().named("denoisers' images");
    Pictures.Batch some =
        pictures.drawn(
            networks.trainingHalf(true), settings.integer("denoiserImages"), seed.named("which"));
    List<PixelBatch> all = new ArrayList<>();
    for (Attack attack : trainingAttacks()) {
      List<PixelBatch> batches = new ArrayList<>();
      for (AttackTask task :
          Competition.tasks(
              some.images(),
              some.labels(),
              trial.data().classes(),
              settings.integer("attackBatch"),
              seed.named("version " + all.size()))) {
        batches.add(attack.perturb(trial.engine(), task));
      }
      all.add(PixelBatch.joined(batches));
    }
    return new Versions(some.images(), all);
  }

  /**
   * The authors' list: none, noise, one step on each network and on all, and two and four steps on
   * all; away from what the networks say.
   */
  private List<Attack> trainingAttacks() {
    List<Attack> all = new ArrayList<>();
    all.add((engine, task) -> task.clean());
    all.add(new SignNoise());
    for (Net net : Net.values()) {
      if (net.source()) {
        all.add(new FastGradientSign(predicted(networks.classifier(net))));
      }
    }
    InputGradient ensemble = predicted(Attacks.ensemble(networks));
    all.add(new FastGradientSign(ensemble));
    all.add(IterativeGradientSign.of(ensemble, 2));
    all.add(IterativeGradientSign.of(ensemble, 4));
    return all;
  }

  private static InputGradient predicted(ImageClassifier model) {
    return new InputGradient(model, Goal.AWAY_FROM_PREDICTION);
  }
}

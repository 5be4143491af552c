package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.AttackEntry;
import io.reprise.baselines.adversarial.Competition;
import io.reprise.baselines.adversarial.DefenceEntry;
import io.reprise.datasets.LabelledPictures;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The competition of one seed: the same batches for all variants, every attack made once for all of
 * them, and what every defence says kept for the variant that counts all together.
 */
final class Arena {
  /** The column of the images that no attack has changed. */
  static final String CLEAN = "clean";

  private static final List<String> ATTACKING =
      List.of("images", "attackBatch", "labels", "steps", "decay", "smoothedSteps", "smoothing");

  private final Settings settings;
  private final Trial<LabelledPictures> trial;
  private final Networks networks;
  private final Competition competition;
  private final Defences defences;

  Arena(Settings settings, Trial<LabelledPictures> trial) {
    this.settings = settings;
    this.trial = trial;
    this.networks = new Networks(settings, trial);
    Pictures pictures = new Pictures(trial.engine(), trial.data(), networks.shares());
    Pictures.Batch test =
        pictures.test(settings.integer("images"), trial.seed().named("test images"));
    this.competition =
        new Competition(
            trial.engine(),
            Competition.tasks(
                test.images(),
                test.labels(),
                trial.data().classes(),
                settings.integer("attackBatch"),
                trial.seed().named("competition")));
    this.defences = new Defences(settings, trial, networks, pictures);
  }

  Networks networks() {
    return networks;
  }

  Competition competition() {
    return competition;
  }

  Defences defences() {
    return defences;
  }

  /** How something that saves itself is kept in a file. */
  record Kept<T>(Function<T, Snapshot> saving, Function<Snapshot, T> restoring)
      implements Trial.Codec<T> {
    @Override
    public Snapshot save(T outcome) {
      return saving.apply(outcome);
    }

    @Override
    public T restore(Snapshot saved) {
      return restoring.apply(saved);
    }
  }

  /** The images of an attack, or the clean ones, which need no file. */
  AttackEntry images(String attack) {
    if (attack.equals(CLEAN)) {
      return competition.clean(CLEAN);
    }
    Attacks kind = Attacks.of(attack);
    return trial.stage(
        "attack " + kind + " " + Protocol.only(settings, ATTACKING) + " on " + sources(),
        new Kept<>(AttackEntry::save, AttackEntry::restore),
        () -> competition.attack(attack, kind.track(), kind.build(settings, networks)));
  }

  private List<String> sources() {
    return Arrays.stream(Net.values()).filter(Net::source).map(networks::work).toList();
  }

  /** What a defence says of the clean images and those of all attacks. */
  DefenceEntry labels(Entrant entrant) {
    return trial.stage(
        "labels of " + entrant + " " + settings.with(Protocol.DEFENCE, entrant.name()),
        new Kept<>(DefenceEntry::save, DefenceEntry::restore),
        () ->
            competition.defend(
                entrant.title(),
                defences.build(entrant),
                columns(),
                this::images,
                trial.seed().named("defences")));
  }

  /** The clean images, then the attacks. */
  static List<String> columns() {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(CLEAN), Arrays.stream(Attacks.values()).map(Attacks::title))
        .toList();
  }
}

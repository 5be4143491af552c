package io.reprise.papers.spos;

import io.reprise.baselines.ShuffleChoiceSpace;
import io.reprise.baselines.search.ChoiceParts;
import io.reprise.baselines.search.CostLimit;
import io.reprise.baselines.search.CostTable;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Parts;
import io.reprise.datasets.augmentation.ColourJitter;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Module;
import io.reprise.nn.Sgd;
import io.reprise.papers.spos.Protocol.Constraint;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** What the parts of a trial share: settings, space, data and limit. */
final class TrialContext {
  /** Draws whose median cost is the limit where no other is given. */
  private static final int DRAWS = 10_001;

  private static final Seed FIXED = new Seed(1904_00420L);

  private final Settings settings;
  private final Trial<LabelledPictures> trial;
  private final ShuffleChoiceSpace space;
  private final ChoiceParts parts;
  private final Parts heldOut;

  TrialContext(Settings settings, Trial<LabelledPictures> trial) {
    this.settings = settings;
    this.trial = trial;
    this.space = Protocol.space(settings, trial.data().image(), trial.data().classes());
    this.parts = space.parts();
    this.heldOut =
        Parts.heldOut(trial.data(), settings.integer("heldOut"), FIXED.named("held out"));
  }

  Settings settings() {
    return settings;
  }

  Trial<LabelledPictures> trial() {
    return trial;
  }

  ShuffleChoiceSpace space() {
    return space;
  }

  ChoiceParts parts() {
    return parts;
  }

  /** Training pictures, of which some are held out to choose networks by. */
  Parts heldOut() {
    return heldOut;
  }

  Constraint constraint() {
    return Constraint.valueOf(settings.text("constraint"));
  }

  /** The limit on costs of a table: the setting, or else the median over uniform paths. */
  CostLimit limit(CostTable table) {
    double limit = settings.number("limit");
    return new CostLimit(table, limit > 0 ? limit : median(table));
  }

  static double median(CostTable table) {
    UniformRandomProvider random = FIXED.named("median").generator();
    double[] costs = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      costs[i] = table.of(table.space().draw(random));
    }
    Arrays.sort(costs);
    return costs[DRAWS / 2];
  }

  /** Training batches, augmented as the scale does it. */
  ImageBatches training(LabelledPictures data, int batch, String stream) {
    return ImageBatches.training(data, batch, augmentations(), trial.seed().named(stream));
  }

  private List<Augmentation> augmentations() {
    return trial.scale() == Scale.PAPER
        ? List.of(
            new RandomResizedCrop(trial.data().image().dim(1)),
            new ColourJitter(0.4, 0.4, 0.4, 0),
            new HorizontalFlip())
        : List.of(new HorizontalFlip(), new RandomCrop(4));
  }

  /** Decays what has more than one axis, as the authors' code. */
  Sgd sgd(Module model) {
    return new Sgd(
        model.parameters(),
        new Sgd.Settings(
            settings.number("momentum"),
            false,
            settings.number("weightDecay"),
            path -> path.endsWith(".scale") || path.endsWith(".shift")));
  }
}

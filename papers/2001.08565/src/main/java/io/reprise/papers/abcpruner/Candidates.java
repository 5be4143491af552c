package io.reprise.papers.abcpruner;

import io.reprise.baselines.pruning.FilterInheritance;
import io.reprise.baselines.search.Evaluation;
import io.reprise.baselines.search.Fitness;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.Parts;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Classification;
import io.reprise.nn.DivergenceException;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Module;
import io.reprise.nn.Schedule;
import io.reprise.nn.Sgd;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Seed;
import java.util.List;

/**
 * What the search scores: a thin network with filters of the trained one, trained for an epoch or
 * two, and its accuracy in percent on images that neither saw. Filters and batches are drawn from
 * the evaluation's number, so that an evaluation gives the same network whenever it is made; the
 * weights of the winner are made again, not kept.
 */
final class Candidates implements Fitness {
  private static final int EVALUATION_BATCH = 200;

  private final Settings settings;
  private final Trial<ImageClassification> trial;
  private final Backbone backbone;
  private final Module trained;
  private final LabelledPictures judged;
  private final List<Augmentation> augmentations;
  private final FilterInheritance inheritance;

  /**
   * Nothing is trained yet.
   *
   * @param trained the whole network
   * @param inheritance what of it a thin one gets
   * @param judged its training part is for training, its test part gives the fitness
   */
  Candidates(
      Settings settings,
      Trial<ImageClassification> trial,
      Backbone backbone,
      Module trained,
      FilterInheritance inheritance,
      LabelledPictures judged,
      List<Augmentation> augmentations) {
    this.settings = settings;
    this.trial = trial;
    this.backbone = backbone;
    this.trained = trained;
    this.judged = judged;
    this.augmentations = List.copyOf(augmentations);
    this.inheritance = inheritance;
  }

  /** A network that diverges is worth nothing. */
  @Override
  public double of(int number, List<Integer> code) {
    try (Scope scope = trial.engine().scope()) {
      return accuracy(train(number, code));
    } catch (DivergenceException e) {
      trial.log("evaluation " + number + " of " + code + ": " + e.getMessage() + "; fitness 0");
      return 0;
    }
  }

  /** The network of an evaluation as it was scored, in the caller's scope. */
  Module again(Evaluation evaluation) {
    Module thin = train(evaluation.number(), evaluation.code());
    double fitness = accuracy(thin);
    if (fitness != evaluation.fitness()) {
      trial.log(
          "evaluation "
              + evaluation.number()
              + " made again: fitness "
              + fitness
              + ", it was "
              + evaluation.fitness()
              + ": this device does not give the same bits twice");
    }
    return thin;
  }

  /**
   * Trains a thin network, in the caller's scope.
   *
   * @throws DivergenceException if its loss stops being finite
   */
  Module train(int number, List<Integer> code) {
    String name = "evaluation " + number;
    List<Integer> raised = backbone.raised(code);
    if (!raised.isEmpty()) {
      trial.log(name + " of " + code + ": one channel is kept at genes " + raised);
    }
    Module thin =
        backbone
            .cut()
            .apply(LayerContext.root(trial.engine(), trial.seed().named("weights")), code);
    inheritance.copy(trained, thin, trial.seed().named("filters").named(name));
    Classification.train(
        thin,
        new Sgd(thin.parameters(), Protocol.descent(settings)),
        batches(trial.seed().named("fitness").named(name)),
        new Classification.Plan(
            settings.integer("fitnessEpochs"),
            Schedule.constant(settings.number("learningRate")),
            0),
        new Classification.Listener() {});
    return thin;
  }

  private ImageBatches batches(Seed seed) {
    int images = settings.integer("fitnessImages");
    LabelledPictures some =
        images == 0 ? judged : Parts.fewer(judged, images, trial.seed().named("fitness images"));
    return ImageBatches.training(some, settings.integer("batch"), augmentations, seed);
  }

  private double accuracy(Module net) {
    return 100
        * Classification.evaluate(net, ImageBatches.evaluation(judged, EVALUATION_BATCH)).top1();
  }
}

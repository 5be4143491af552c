package io.reprise.papers.abcpruner;

import io.reprise.baselines.pruning.ChannelGenes;
import io.reprise.baselines.pruning.FilterInheritance;
import io.reprise.baselines.pruning.FilterInheritance.Normalisations;
import io.reprise.baselines.search.ArtificialBeeColony;
import io.reprise.baselines.search.CodeSearch;
import io.reprise.baselines.search.Evaluation;
import io.reprise.baselines.search.Evaluations;
import io.reprise.baselines.search.LatencyMeter;
import io.reprise.baselines.search.SearchSpace;
import io.reprise.baselines.search.SearchTrace;
import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.experiment.ImageTraining;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import io.reprise.nn.Batch;
import io.reprise.nn.Checkpoints;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Mode;
import io.reprise.nn.Module;
import io.reprise.nn.Network;
import io.reprise.nn.Sgd;
import io.reprise.nn.Snapshot;
import io.reprise.nn.State;
import io.reprise.papers.abcpruner.Protocol.Arm;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One trial: pre-trains, searches, fine-tunes what was found, and measures it. */
final class SearchTrial {
  private static final List<Augmentation> AUGMENTATIONS =
      List.of(new HorizontalFlip(), new RandomCrop(4));

  private static final LatencyMeter METER = new LatencyMeter(64, 3, 25);

  private final Settings settings;
  private final Trial<ImageClassification> trial;
  private final Arm arm;
  private final Backbone backbone;
  private final SearchImages images;
  private final Measurements measured = new Measurements();

  private SearchTrial(Settings settings, Trial<ImageClassification> trial) {
    this.settings = settings;
    this.trial = trial;
    this.arm = Arm.valueOf(settings.text("arm"));
    this.backbone = Backbone.of(settings.text("backbone"), trial.data().train().classes());
    this.images = SearchImages.of(settings, trial.data(), trial.seed());
  }

  static Measurements run(Settings settings, Trial<ImageClassification> trial) {
    return new SearchTrial(settings, trial).run();
  }

  /** Keeps something that saves itself. */
  private record Kept<T>(Function<T, Snapshot> saving, Function<Snapshot, T> restoring)
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

  private Measurements run() {
    // What makes no sense is to fail before anything is trained.
    CodeSearch search = Protocol.search(settings, arm);
    SearchSpace space = ChannelGenes.space(backbone.widths().size(), settings.integer("most"));
    FilterInheritance inheritance = backbone.inheriting(choice());
    State preTrained =
        trial.stage(
            "pre-trained "
                + only("backbone", "pretraining", "batch", "momentum", "weightDecay", "heldOut"),
            new Kept<>(State::save, State::restore),
            this::preTrain);
    Module whole = build(backbone.whole());
    whole.load(preTrained);
    measured.put(AbcPruner.INHERITANCE_DIFFERENCE, inheritanceDifference(whole));
    if (!arm.pruned()) {
      measured.put(AbcPruner.UNTUNED_ACCURACY, testAccuracy(whole));
      if (arm == Arm.UNPRUNED_TUNED) {
        tune(whole);
      }
      return finish(whole, backbone.whole());
    }
    Candidates candidates =
        new Candidates(
            settings, trial, backbone, whole, inheritance, images.search(), AUGMENTATIONS);
    SearchTrace trace = searched(search, space, candidates);
    Evaluation winner = search.winner(trace);
    if (search instanceof ArtificialBeeColony colony
        && colony.weights(trace).number() != winner.number()) {
      trial.log(
          "official quirk: the code kept is that of evaluation "
              + winner.number()
              + ", the weights would be those of "
              + colony.weights(trace).number()
              + "; the code's own are taken");
    }
    Module thin =
        switch (arm) {
          case UNIFORM -> candidates.train(0, nearestUniform(winner.code()));
          case SCRATCH -> build(winner.code());
          default -> candidates.again(winner);
        };
    if (arm == Arm.COLONY || arm == Arm.RANDOM || arm == Arm.GREEDY) {
      tell(trace, winner);
    }
    if (arm != Arm.SCRATCH) {
      measured.put(AbcPruner.UNTUNED_ACCURACY, testAccuracy(thin));
    }
    tune(thin);
    return finish(thin, arm == Arm.UNIFORM ? nearestUniform(winner.code()) : winner.code());
  }

  /** Settings that some work depends on: those whose names begin so. */
  private Settings only(String... beginnings) {
    Settings some = Settings.none();
    for (Map.Entry<String, Object> e : settings.asMap().entrySet()) {
      for (String beginning : beginnings) {
        if (e.getKey().startsWith(beginning)) {
          some = some.with(e.getKey(), e.getValue());
        }
      }
    }
    return some;
  }

  private FilterInheritance.Choice choice() {
    FilterInheritance.Choice choice = FilterInheritance.Choice.valueOf(settings.text("filters"));
    return choice == FilterInheritance.Choice.RANDOM && settings.flag("officialQuirks")
        ? FilterInheritance.Choice.RANDOM_BUT_THE_LAST
        : choice;
  }

  private Module build(List<Integer> code) {
    return backbone
        .cut()
        .apply(LayerContext.root(trial.engine(), trial.seed().named("weights")), code);
  }

  private State preTrain() {
    try (Scope scope = trial.engine().scope()) {
      Module net = build(backbone.whole());
      train(net, "pretraining", settings.number("pretrainingRate"));
      return net.state();
    }
  }

  private void tune(Module net) {
    train(net, "tuning", settings.number("learningRate"))
        .forEach(epoch -> measured.append("training loss of fine-tuning", epoch.loss()));
  }

  private List<Classification.Epoch> train(Module net, String phase, double rate) {
    int epochs = settings.integer(phase + "Epochs");
    ImageTraining training =
        new ImageTraining(settings.with("epochs", epochs), trial, images.training());
    return training.train(
        net,
        new Sgd(net.parameters(), Protocol.descent(settings)),
        training.batches(AUGMENTATIONS, phase),
        Protocol.schedule(rate, epochs),
        new Classification.Listener() {},
        phase);
  }

  /** The search, or what it found for another arm of the same seed. */
  private SearchTrace searched(CodeSearch search, SearchSpace space, Candidates candidates) {
    Settings own =
        settings
            .with("tuningEpochs", 0)
            .with("arm", (arm == Arm.RANDOM || arm == Arm.GREEDY ? arm : Arm.COLONY).name());
    return trial.stage(
        "search " + own,
        new Kept<>(SearchTrace::save, SearchTrace::restore),
        () -> {
          Checkpoints kept = trial.checkpoints("search");
          Evaluations evaluations =
              new Evaluations(
                  space,
                  candidates,
                  kept.latest().map(SearchTrace::restore).orElse(SearchTrace.EMPTY),
                  trace -> {
                    if (kept.due()) {
                      kept.save(trace.save());
                    }
                  });
          SearchTrace trace = search.run(trial.seed().named("search"), evaluations);
          trial.log(
              String.format(
                  Locale.ROOT,
                  "%s: %d structures in %.1f s, the best is %s with fitness %.2f",
                  arm.name().toLowerCase(Locale.ROOT),
                  trace.size(),
                  trace.seconds(),
                  trace.best().code(),
                  trace.best().fitness()));
          return trace;
        });
  }

  private void tell(SearchTrace trace, Evaluation winner) {
    measured.put(AbcPruner.FITNESS, winner.fitness());
    measured.put(AbcPruner.EVALUATIONS, trace.size());
    measured.put(AbcPruner.SEARCH_SECONDS, trace.seconds());
    for (Evaluation e : trace.evaluations()) {
      measured.append("best fitness by evaluation", e.best());
    }
  }

  private List<Integer> nearestUniform(List<Integer> code) {
    Structure target = structure(code);
    List<Integer> nearest = backbone.uniform(1);
    for (int gene = 2; gene <= settings.integer("most"); gene++) {
      List<Integer> next = backbone.uniform(gene);
      if (Math.abs(structure(next).flops() - target.flops())
          < Math.abs(structure(nearest).flops() - target.flops())) {
        nearest = next;
      }
    }
    return nearest;
  }

  private Structure structure(List<Integer> code) {
    return Structure.of(at -> backbone.cut().apply(at, code), trial.data().image());
  }

  private double testAccuracy(Module net) {
    return 100 * Classification.evaluate(net, test()).top1();
  }

  private ImageBatches test() {
    return new ImageTraining(settings, trial, trial.data()).test();
  }

  private Measurements finish(Module net, List<Integer> code) {
    Classification.Accuracy accuracy = Classification.evaluate(net, test());
    Structure full = structure(backbone.whole());
    Structure own = structure(code);
    measured
        .put(Metric.TOP1_ACCURACY, 100 * accuracy.top1())
        .put(Metric.TOP5_ACCURACY, 100 * accuracy.top5())
        .put(Metric.TEST_LOSS, accuracy.loss())
        .put(AbcPruner.FLOPS_REDUCTION, Structure.saved(full.flops(), own.flops()))
        .put(AbcPruner.MACS_REDUCTION, Structure.saved(full.macs(), own.macs()))
        .put(AbcPruner.PARAMS_REDUCTION, Structure.saved(full.params(), own.params()))
        .put(AbcPruner.CHANNELS_REDUCTION, Structure.saved(full.channels(), own.channels()))
        .put(AbcPruner.MEAN_GENE, code.stream().mapToInt(g -> g).average().orElseThrow());
    code.forEach(gene -> measured.append("tenths of channels kept by place", gene));
    if (arm.pruned()) {
      List<Double> milliseconds =
          METER.medians(trial.engine(), List.of(network(backbone.whole()), network(code)));
      measured.put(AbcPruner.WHOLE_PASS_SECONDS, milliseconds.get(0) / 1000);
      measured.put(AbcPruner.PASS_SECONDS, milliseconds.get(1) / 1000);
    }
    return measured;
  }

  private Network network(List<Integer> code) {
    return Network.of(
        backbone.name(),
        code.toString(),
        trial.data().image(),
        at -> backbone.cut().apply(at, code));
  }

  /** By how much a network of all tenths that inherits everything differs on some test images. */
  private double inheritanceDifference(Module whole) {
    try (Scope scope = trial.engine().inference()) {
      Module same = build(backbone.whole());
      new FilterInheritance(FilterInheritance.Choice.RANDOM, Normalisations.ALL, true)
          .copy(whole, same, trial.seed());
      Batch batch = test().epoch(0).iterator().next();
      Tensor x = trial.engine().tensor(batch.inputs(), batch.shape());
      return whole.forward(x, Mode.EVALUATE).sub(same.forward(x, Mode.EVALUATE)).abs().max().item();
    }
  }
}

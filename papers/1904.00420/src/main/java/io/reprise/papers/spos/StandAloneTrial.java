package io.reprise.papers.spos;

import io.reprise.baselines.ShuffleChoiceNet;
import io.reprise.baselines.search.CodeSearch;
import io.reprise.baselines.search.CostLimit;
import io.reprise.baselines.search.CostTable;
import io.reprise.baselines.search.Evaluation;
import io.reprise.baselines.search.Evaluations;
import io.reprise.baselines.search.RandomLegalSearch;
import io.reprise.datasets.ImageBatches;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Settings;
import io.reprise.nn.Classification;
import io.reprise.nn.LayerContext;
import io.reprise.nn.Schedule;
import io.reprise.tensor.Scope;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Networks that are trained from scratch: without a search, or after one. */
final class StandAloneTrial {
  private static final int TEST_BATCH = 100;

  private final TrialContext context;

  StandAloneTrial(TrialContext context) {
    this.context = context;
  }

  /**
   * Trains the network of a code on all training pictures and judges it on the test pictures.
   * Networks of one seed share the order of pictures, and the initial weights where they are alike.
   */
  Classification.Accuracy train(List<Integer> code) {
    Settings s = context.settings();
    int epochs = s.integer("retrainEpochs");
    var trial = context.trial();
    try (Scope scope = trial.engine().scope()) {
      ShuffleChoiceNet net =
          new ShuffleChoiceNet(
              LayerContext.root(trial.engine(), trial.seed().named("weights")),
              context.space().design(code));
      Classification.train(
          net,
          context.sgd(net),
          context.training(trial.data(), s.integer("batch"), "training"),
          new Classification.Plan(
              epochs,
              Schedule.linear(s.number("learningRate"), epochs),
              s.number("labelSmoothing")),
          new Classification.Listener() {},
          trial.checkpoints("network " + code));
      return Classification.evaluate(net, ImageBatches.evaluation(trial.data(), TEST_BATCH));
    }
  }

  /** The network of one block. */
  Measurements oneBlock() {
    int block = context.settings().integer("block");
    int layers = context.space().layers();
    return trained(List.of(Collections.nCopies(layers, block)));
  }

  /** Several random networks that keep the limit, all different: the mean over them. */
  Measurements randomPaths() {
    CostLimit limit = context.limit(context.parts().multiplyAdds());
    CodeSearch draw = new RandomLegalSearch(limit, context.settings().integer("paths"));
    Evaluations unjudged = new Evaluations(context.space().codes(), (number, code) -> 0);
    List<List<Integer>> codes =
        draw.run(context.trial().seed().named("random paths"), unjudged).evaluations().stream()
            .map(Evaluation::code)
            .toList();
    return trained(codes)
        .put(
            SinglePathOneShot.COST_SHARE,
            codes.stream().mapToDouble(limit::share).max().orElseThrow());
  }

  /** What training these networks came to, on average. */
  Measurements trained(List<List<Integer>> codes) {
    List<Classification.Accuracy> all = codes.stream().map(this::train).toList();
    CostTable macs = context.parts().multiplyAdds();
    CostTable parameters = context.parts().parameters();
    return new Measurements()
        .put(Metric.TOP1_ACCURACY, 100 * mean(all, Classification.Accuracy::top1))
        .put(Metric.TOP5_ACCURACY, 100 * mean(all, Classification.Accuracy::top5))
        .put(Metric.TEST_LOSS, mean(all, Classification.Accuracy::loss))
        .put(SinglePathOneShot.MACS, mean(codes, macs::of) / 1e6)
        .put(SinglePathOneShot.PARAMETERS, mean(codes, parameters::of) / 1e3);
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> of) {
    return all.stream().mapToDouble(of).average().orElseThrow();
  }
}

package io.reprise.papers.spos;

import io.reprise.baselines.search.CodeSearch;
import io.reprise.baselines.search.CostLimit;
import io.reprise.baselines.search.Evaluation;
import io.reprise.baselines.search.Evaluations;
import io.reprise.baselines.search.EvolutionarySearch;
import io.reprise.baselines.search.RandomLegalSearch;
import io.reprise.baselines.search.SearchTrace;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.nn.Checkpoints;
import io.reprise.papers.spos.Protocol.Constraint;
import java.util.List;
import java.util.Optional;

/** One trial of the whole method: supernet, search under a limit, training of what was found. */
final class SearchTrial {
  private final TrialContext context;

  SearchTrial(TrialContext context) {
    this.context = context;
  }

  Measurements run() {
    Settings s = context.settings();
    Supernet supernet = new Supernet(context);
    Optional<LatencyPrediction> latency =
        context.constraint() == Constraint.LATENCY
            ? Optional.of(new LatencyPrediction(context))
            : Optional.empty();
    CostLimit limit =
        context.limit(
            latency.map(LatencyPrediction::table).orElseGet(context.parts()::multiplyAdds));
    EvolutionarySearch.Plan plan =
        new EvolutionarySearch.Plan(
            s.integer("population"),
            s.integer("generations"),
            s.integer("parents"),
            s.integer("children"),
            s.integer("children"),
            s.number("mutationProbability"));
    CodeSearch search =
        s.flag("evolution")
            ? new EvolutionarySearch(limit, plan)
            : new RandomLegalSearch(limit, plan.evaluations());
    SearchTrace trace = search(search, supernet);
    Evaluation found = search.winner(trace);

    Measurements m = new StandAloneTrial(context).trained(List.of(found.code()));
    m.put(SinglePathOneShot.INHERITED, 100 * supernet.inherited(found.code()).top1());
    m.put(SinglePathOneShot.EVALUATIONS, trace.size());
    m.put(SinglePathOneShot.SEARCH_SECONDS, trace.seconds());
    m.put(SinglePathOneShot.SUPERNET_SECONDS, supernet.seconds());
    m.put(SinglePathOneShot.COST_SHARE, largestShare(trace, limit));
    m.put(SinglePathOneShot.UNSAMPLED, UnsampledBlocks.largestChange(context));
    if (s.text("sampling").equals("uniform")) {
      m.put(SinglePathOneShot.UPDATES_Z, supernet.largestUpdateDeviation());
    }
    supernet.losses().forEach(loss -> m.append("supernet training loss", loss));
    for (Evaluation e : trace.evaluations()) {
      m.append("best inherited accuracy so far by evaluation", e.best());
      m.append("cost as a share of the limit by evaluation", limit.share(e.code()));
    }
    latency.ifPresent(prediction -> prediction.measure(found.code(), m));
    return m;
  }

  /** Every evaluated network and the one that is returned. */
  private static double largestShare(SearchTrace trace, CostLimit limit) {
    return trace.evaluations().stream().mapToDouble(e -> limit.share(e.code())).max().orElseThrow();
  }

  /** A search that was cut short goes on with the networks that it has not evaluated yet. */
  private SearchTrace search(CodeSearch search, Supernet supernet) {
    Checkpoints kept = context.trial().checkpoints("search");
    SearchTrace done = kept.latest().map(SearchTrace::restore).orElse(SearchTrace.EMPTY);
    Evaluations evaluations =
        new Evaluations(
            context.space().codes(),
            (number, code) -> supernet.fitness(code),
            done,
            trace -> {
              if (kept.due()) {
                kept.save(trace.save());
              }
            });
    return search.run(context.trial().seed().named("search"), evaluations);
  }
}

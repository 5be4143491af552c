package io.reprise.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The networks of a run that were timed both in a baseline setting and in others. Noisy times (see
 * {@link LatencyResult#noise}) decide nothing.
 *
 * @param pairs those whose times are not noisy, network by network
 * @param noisy how many more there are
 * @param unjudged why no claim about these times can be judged, if so
 */
public record LatencyComparison(List<Pair> pairs, int noisy, Optional<Finding> unjudged) {
  /**
   * One network.
   *
   * @param setting what is compared with the baseline
   * @param batch images a pass
   * @param ratio of the setting's median time to the baseline's
   */
  public record Pair(String network, String setting, int batch, double ratio) {
    /** The share of the time that the setting saves; below 0 if it is slower. */
    public double saved() {
      return 1 - ratio;
    }
  }

  /** Copies the list. */
  public LatencyComparison {
    pairs = List.copyOf(pairs);
  }

  static LatencyComparison of(Evidence evidence, List<String> settings, String baseline) {
    List<Pair> pairs = new ArrayList<>();
    int noisy = 0;
    for (LatencyResult timed : evidence.latencies()) {
      LatencyResult.Key key = timed.key();
      Optional<LatencyResult> other = evidence.latency(key.network(), baseline, key.batch());
      if (!settings.contains(key.setting()) || other.isEmpty()) {
        continue;
      }
      if (timed.noise().isPresent() || other.get().noise().isPresent()) {
        noisy++;
      } else {
        double ratio = timed.statistics().percentile(50) / other.get().statistics().percentile(50);
        pairs.add(new Pair(key.network(), key.setting(), key.batch(), ratio));
      }
    }
    String reason =
        evidence.scale() == Scale.SMOKE
            ? "scale smoke times five passes of one network, too few to judge"
            : !pairs.isEmpty()
                ? ""
                : noisy > 0
                    ? "all "
                        + noisy
                        + " comparisons are noisy: needs a machine without other programs"
                    : "no network was timed both as " + settings + " and as '" + baseline + "'";
    return new LatencyComparison(
        pairs, noisy, reason.isEmpty() ? Optional.empty() : Optional.of(Finding.notRun(reason)));
  }

  /** Reproduced if every pair is as claimed, partly if some are. */
  public Finding judge(Predicate<Pair> asClaimed, Function<Pair, String> words) {
    long agreeing = pairs.stream().filter(asClaimed).count();
    return judge(
        agreeing == pairs.size()
            ? Verdict.REPRODUCED
            : agreeing > 0 ? Verdict.PARTLY : Verdict.NOT_REPRODUCED,
        words);
  }

  /** By a rule of one's own, for times that can be judged. */
  public Finding judge(Verdict verdict, Function<Pair, String> words) {
    return unjudged.orElseGet(
        () ->
            new Finding(
                verdict,
                String.join("; ", pairs.stream().map(words).toList())
                    + (noisy > 0 ? "; " + noisy + " more are noisy and not counted" : "")));
  }
}

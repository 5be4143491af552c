package io.reprise.experiment.history;

import io.reprise.experiment.Effect;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Whether latencies of new runs differ from those of earlier runs on machines of the same class by
 * more than runs differ from each other.
 *
 * <p>A run is one value: the median of its passes. Passes of one run share the state of the
 * machine, so a test on them would call every night a change; what counts is how medians spread
 * from run to run. Whether one new value comes from where <i>n</i> earlier ones came from is asked
 * by Student's t for a further observation, <i>t = (y - mean) / (s sqrt(1 + 1/n))</i> with <i>n -
 * 1</i> degrees of freedom, on logarithms, since times vary by a share of themselves. (Welch's test
 * needs two values on each side, and ranks cannot reach the level with fewer than 39 earlier runs.)
 * It is two-sided, and corrected by Holm's method over all latencies that are tested together. No
 * percentage is fixed: a quiet machine shows smaller changes than a noisy one.
 *
 * <p>Only the latest {@link #MOST} runs are compared with, so that what was once a change becomes
 * the rule. Noisy measurements are neither judged nor compared with. A drift too slow to stand out
 * against the latest runs is not found: that is what the charts are for.
 */
public final class LatencyGate {
  /** With fewer earlier runs there is no verdict. */
  public static final int FEWEST = 5;

  /** How many of the latest earlier runs are compared with. */
  public static final int MOST = 20;

  /** The two-sided level of all tests together. */
  private static final double LEVEL = 2 * Effect.LEVEL;

  private LatencyGate() {}

  /** A run to judge and the earlier ones of its paper, in order. */
  record Case(RunRecord run, List<RunRecord> earlier) {}

  /**
   * A new time and all earlier ones, in order, of which those count that may be compared with it.
   */
  record Question(RunOutcome.Timed now, List<RunOutcome.Timed> earlier) {}

  /** Judges runs together. */
  static List<RunRecord> judge(List<Case> cases) {
    List<Question> questions = new ArrayList<>();
    for (Case c : cases) {
      List<RunOutcome.Timed> earlier =
          c.earlier.stream()
              .filter(RunRecord::complete)
              .flatMap(r -> r.outcome().latencies().stream())
              .toList();
      c.run.outcome().latencies().forEach(now -> questions.add(new Question(now, earlier)));
    }
    List<LatencyChange> all = answers(questions);
    List<RunRecord> judged = new ArrayList<>();
    int from = 0;
    for (Case c : cases) {
      int to = from + c.run.outcome().latencies().size();
      judged.add(c.run.judged(all.subList(from, to)));
      from = to;
    }
    return judged;
  }

  /** Judges times together. */
  static List<LatencyChange> answers(List<Question> questions) {
    List<LatencyChange> all =
        questions.stream().map(q -> tested(q.now, comparable(q.now, q.earlier))).toList();
    double[] adjusted =
        Effect.holm(all.stream().mapToDouble(l -> l.p() == null ? Double.NaN : l.p()).toArray());
    List<LatencyChange> corrected = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      corrected.add(corrected(all.get(i), adjusted[i]));
    }
    return corrected;
  }

  private static List<Double> comparable(RunOutcome.Timed now, List<RunOutcome.Timed> earlier) {
    List<Double> quiet =
        earlier.stream()
            .filter(l -> l.sameAs(now) && l.noise().isEmpty())
            .map(RunOutcome.Timed::milliseconds)
            .toList();
    return quiet.subList(Math.max(0, quiet.size() - MOST), quiet.size());
  }

  private static LatencyChange tested(RunOutcome.Timed now, List<Double> earlier) {
    Double before = earlier.isEmpty() ? null : StatUtils.geometricMean(array(earlier));
    Double p = null;
    LatencyChange.Found found = LatencyChange.Found.NO_CHANGE;
    if (!now.noise().isEmpty()) {
      found = LatencyChange.Found.NOISY;
    } else if (earlier.size() < FEWEST) {
      found = LatencyChange.Found.TOO_FEW;
    } else {
      p = p(earlier, now.milliseconds());
    }
    return new LatencyChange(
        now.title(), found, earlier.size(), before, now.milliseconds(), p, null);
  }

  private static LatencyChange corrected(LatencyChange l, double adjusted) {
    if (l.p() == null) {
      return l;
    }
    LatencyChange.Found found = LatencyChange.Found.NO_CHANGE;
    if (adjusted < LEVEL) {
      found = l.now() > l.before() ? LatencyChange.Found.SLOWER : LatencyChange.Found.FASTER;
    }
    return new LatencyChange(l.latency(), found, l.earlier(), l.before(), l.now(), l.p(), adjusted);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The two-sided p-value of "a new time comes from where earlier ones came from".
   *
   * @param earlier at least two, in ms, positive
   * @param now in ms, positive
   */
  static double p(List<Double> earlier, double now) {
    double[] logs = earlier.stream().mapToDouble(Math::log).toArray();
    int n = logs.length;
    double distance = Math.abs(Math.log(now) - StatUtils.mean(logs));
    double error = Math.sqrt(StatUtils.variance(logs) * (1 + 1.0 / n));
    if (error == 0) {
      // No spread to divide by: the exact test, whose smallest p is that of the one odd value out.
      return distance == 0 ? 1 : 2.0 / (n + 1);
    }
    return 2 * new TDistribution(null, n - 1.0).cumulativeProbability(-distance / error);
  }
}

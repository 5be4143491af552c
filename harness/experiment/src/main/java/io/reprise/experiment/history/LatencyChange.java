package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;

/**
 * What the benchmark gate says of one latency of a run.
 *
 * @param latency network, setting and batch
 * @param found what follows
 * @param earlier how many earlier runs it was held against
 * @param before the geometric mean of their medians in ms; null if there was none
 * @param now the median in ms
 * @param p two-sided; null if it was not tested
 * @param adjustedP the same, corrected for all latencies that were tested together
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LatencyChange(
    String latency,
    Found found,
    int earlier,
    Double before,
    double now,
    Double p,
    Double adjustedP) {
  /** What the comparison shows. */
  public enum Found {
    /** The passes of this run disturbed each other, or other programs did. */
    NOISY,
    /** There are fewer than {@link LatencyGate#FEWEST} earlier runs without noise. */
    TOO_FEW,
    NO_CHANGE,
    FASTER,
    SLOWER;

    /** For people. */
    public String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** Whether chance does not explain the difference. */
  public boolean flagged() {
    return found == Found.FASTER || found == Found.SLOWER;
  }

  /** For people. */
  public String words() {
    return switch (found) {
      case NOISY -> latency + ": noisy, not compared";
      case TOO_FEW -> String.format(Locale.ROOT, "%s: %d earlier runs", latency, earlier);
      default ->
          String.format(
              Locale.ROOT,
              "%s: %s, %.3g ms after %.3g ms in %d earlier runs (%+.1f%%, p %.2g, %.2g by Holm)",
              latency,
              found.words(),
              now,
              before,
              earlier,
              100 * (now / before - 1),
              p,
              adjustedP);
    };
  }
}

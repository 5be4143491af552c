package io.reprise.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A falsifiable statement of the paper.
 *
 * @param id short, unique in the experiment
 * @param statement what is claimed
 * @param criterion what has to come out for {@link Verdict#REPRODUCED}, fixed before results are
 *     seen
 */
public record Claim(String id, String statement, Criterion criterion) {
  /** What has to come out, in words. */
  public String margin() {
    return criterion.words();
  }

  /**
   * Judges all claims of an experiment together, since the more claims there are, the more of them
   * chance makes look true.
   *
   * @return the findings by id, in the order of the claims
   * @throws IllegalArgumentException if two claims have the same id
   */
  public static Map<String, Finding> judge(List<Claim> claims, Evidence evidence) {
    List<Criterion.Assessment> all =
        claims.stream().map(c -> c.criterion().assess(evidence)).toList();
    double[] adjusted = Effect.holm(all.stream().mapToDouble(Criterion.Assessment::p).toArray());
    Map<String, Finding> findings = new LinkedHashMap<>();
    for (int i = 0; i < adjusted.length; i++) {
      Finding finding = all.get(i).conclusion().apply(adjusted[i]);
      if (findings.put(claims.get(i).id(), finding) != null) {
        throw new IllegalArgumentException(
            "claim '" + claims.get(i).id() + "' is declared twice: expected an id for each");
      }
    }
    return findings;
  }
}

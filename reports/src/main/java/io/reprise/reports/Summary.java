package io.reprise.reports;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reprise.experiment.LatencyResult;
import io.reprise.experiment.TrialResult;
import io.reprise.experiment.Verdict;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the overview says of a paper: the content of {@code summary.json} beside its page. Public
 * for the pages' templates.
 *
 * @param paper its arXiv id
 * @param dataOrigin {@code REAL}, {@code PROCEDURAL} or {@code MIXED}
 * @param published whether this is the published protocol on the published data
 * @param claims how many claims have each verdict
 * @param numbers how many reported numbers have each verdict
 * @param lastRun when the latest result was made, to the minute in UTC; empty if there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Summary(
    String paper,
    String title,
    String venue,
    String scale,
    String engine,
    String device,
    String data,
    String dataOrigin,
    boolean published,
    int planned,
    int finished,
    int failed,
    Map<Verdict, Integer> claims,
    Map<Verdict, Integer> numbers,
    String lastRun) {

  static Summary of(Comparison c) {
    return new Summary(
        c.paper().id(),
        c.paper().title(),
        c.paper().venue(),
        c.evidence().scale().id(),
        c.evidence().engine(),
        c.evidence().device(),
        c.evidence().dataName(),
        c.evidence().origin().name(),
        c.published(),
        c.planned(),
        c.finished(),
        c.failed().size(),
        count(c.claims().stream().map(j -> j.finding().verdict())),
        count(c.reported().stream().map(r -> r.found().verdict())),
        Stream.concat(
                c.evidence().trials().stream().map(TrialResult::environment),
                c.evidence().latencies().stream().map(LatencyResult::environment))
            .map(e -> e.getOrDefault("time", ""))
            .max(Comparator.naturalOrder())
            .map(Templates::minute)
            .orElse(""));
  }

  private static Map<Verdict, Integer> count(Stream<Verdict> verdicts) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    verdicts.forEach(v -> counts.merge(v, 1, Integer::sum));
    return counts;
  }

  /** The verdicts on claims, for a template. */
  @JsonIgnore
  public List<Map<String, Object>> claimCounts() {
    return counts(claims);
  }

  /** The verdicts on reported numbers, for a template. */
  @JsonIgnore
  public List<Map<String, Object>> numberCounts() {
    return counts(numbers);
  }

  private static List<Map<String, Object>> counts(Map<Verdict, Integer> all) {
    return HtmlPage.counts(
        all.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .flatMap(e -> java.util.Collections.nCopies(e.getValue(), e.getKey()).stream()));
  }

  /** The share of claims that are reproduced, to sort by; -1 if there are no claims. */
  @JsonIgnore
  public double reproducedShare() {
    int all = claims.values().stream().mapToInt(Integer::intValue).sum();
    return all == 0 ? -1 : (double) claims.getOrDefault(Verdict.REPRODUCED, 0) / all;
  }

  String claimWords() {
    return words(claims);
  }

  String numberWords() {
    return words(numbers);
  }

  private static String words(Map<Verdict, Integer> all) {
    return Comparison.counts(
        all.entrySet().stream()
            .flatMap(e -> java.util.Collections.nCopies(e.getValue(), e.getKey()).stream()));
  }
}

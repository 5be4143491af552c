package io.reprise.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** The times of a race, in milliseconds, and the tables of them. */
final class RaceResult {
  private static final List<Peer> OWN = List.of(Peer.REPRISE_TORCH, Peer.REPRISE_ND4J);

  private final Map<Work, Map<Peer, DescriptiveStatistics>> times = new LinkedHashMap<>();
  private final Map<Work, Map<Peer, List<Double>>> rounds = new LinkedHashMap<>();
  private final Map<Work, Map<Peer, String>> failures = new LinkedHashMap<>();

  RaceResult(Race race) {
    for (Work work : race.work()) {
      times.put(work, new LinkedHashMap<>());
      rounds.put(work, new LinkedHashMap<>());
      failures.put(work, new LinkedHashMap<>());
      race.peers().forEach(peer -> times.get(work).put(peer, new DescriptiveStatistics()));
    }
  }

  /** The samples of a round. */
  void add(Work work, Peer peer, List<Double> milliseconds) {
    milliseconds.forEach(times.get(work).get(peer)::addValue);
    double[] samples = milliseconds.stream().mapToDouble(Double::doubleValue).toArray();
    rounds
        .get(work)
        .computeIfAbsent(peer, p -> new ArrayList<>())
        .add(new DescriptiveStatistics(samples).getPercentile(50));
  }

  /** Notes that a peer could not do a work, and why. */
  void fail(Work work, Peer peer, String reason) {
    failures.get(work).put(peer, reason);
  }

  boolean failed(Work work, Peer peer) {
    return failures.get(work).containsKey(peer);
  }

  boolean anyFailed() {
    return failures.values().stream().anyMatch(f -> !f.isEmpty());
  }

  /** The median of all rounds; empty if a peer was not timed. */
  OptionalDouble median(Work work, Peer peer) {
    DescriptiveStatistics t = times.get(work).get(peer);
    return t == null || t.getN() == 0 || failed(work, peer)
        ? OptionalDouble.empty()
        : OptionalDouble.of(t.getPercentile(50));
  }

  /** The median of one peer over that of another; empty if one of them was not timed. */
  OptionalDouble ratio(Work work, Peer over, Peer under) {
    OptionalDouble a = median(work, over);
    OptionalDouble b = median(work, under);
    return a.isPresent() && b.isPresent()
        ? OptionalDouble.of(a.getAsDouble() / b.getAsDouble())
        : OptionalDouble.empty();
  }

  /** A table for each work, in Markdown that can be read on a console, too. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    times.forEach(
        (work, peers) -> {
          out.append("## ").append(work.title()).append("\n\n");
          List<List<String>> rows = new ArrayList<>();
          rows.add(header());
          peers.keySet().stream()
              .filter(p -> median(work, p).isPresent())
              .forEach(p -> rows.add(row(work, p)));
          align(rows, out);
          goals(work, out);
          failures
              .get(work)
              .forEach(
                  (p, why) ->
                      out.append("- ").append(p.id()).append(" failed: ").append(why).append('\n'));
          out.append('\n');
        });
    return out.toString();
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>(List.of("peer", "median ms", "min", "max", "samples"));
    OWN.forEach(own -> header.add(own.id() + " / peer"));
    return header;
  }

  private List<String> row(Work work, Peer peer) {
    DescriptiveStatistics t = times.get(work).get(peer);
    List<String> row = new ArrayList<>(List.of(peer.id()));
    for (double v : new double[] {t.getPercentile(50), t.getMin(), t.getMax()}) {
      row.add(String.format(Locale.ROOT, "%.1f", v));
    }
    row.add(Long.toString(t.getN()));
    OWN.forEach(own -> row.add(text(ratio(work, own, peer))));
    return row;
  }

  private static String text(OptionalDouble ratio) {
    return ratio.isPresent() ? String.format(Locale.ROOT, "%.3f", ratio.getAsDouble()) : "";
  }

  private static void align(List<List<String>> rows, StringBuilder out) {
    List<Integer> widths = new ArrayList<>();
    for (int c = 0; c < rows.get(0).size(); c++) {
      int column = c;
      widths.add(rows.stream().mapToInt(r -> r.get(column).length()).max().orElse(0));
    }
    for (int r = 0; r < rows.size(); r++) {
      StringBuilder line = new StringBuilder("|");
      StringBuilder rule = new StringBuilder("|");
      for (int c = 0; c < widths.size(); c++) {
        String format = c == 0 ? " %-" + widths.get(c) + "s |" : " %" + widths.get(c) + "s |";
        line.append(String.format(Locale.ROOT, format, rows.get(r).get(c)));
        rule.append("-".repeat(widths.get(c) + 1)).append(c == 0 ? "-|" : ":|");
      }
      out.append(line).append('\n').append(r == 0 ? rule + "\n" : "");
    }
    out.append('\n');
  }

  private void goals(Work work, StringBuilder out) {
    for (Goal goal : Goal.ALL) {
      OptionalDouble ratio = ratio(work, goal.own(), goal.other());
      if (ratio.isPresent()) {
        out.append(
            String.format(
                Locale.ROOT,
                "- %s / %s: %.3f, wanted at most %.3f: %s%n",
                goal.own().id(),
                goal.other().id(),
                ratio.getAsDouble(),
                goal.atMost(),
                ratio.getAsDouble() <= goal.atMost() ? "holds" : "does not hold"));
      }
    }
  }

  /** One line a work and peer: the columns of the tables. */
  String csv() {
    StringBuilder out = new StringBuilder();
    append("work", header(), out);
    times.forEach(
        (work, peers) ->
            peers.keySet().stream()
                .filter(p -> median(work, p).isPresent())
                .forEach(p -> append(work.id(), row(work, p), out)));
    return out.toString();
  }

  /**
   * One line a work, peer and round: the median of the round, as {@code ci/reprise times} reads.
   */
  String roundsCsv() {
    StringBuilder out = new StringBuilder();
    append("network", List.of("setting", "batch", "round", "milliseconds"), out);
    rounds.forEach(
        (work, peers) ->
            peers.forEach(
                (peer, medians) -> {
                  for (int round = 0; round < medians.size() && !failed(work, peer); round++) {
                    append(
                        work.id(),
                        List.of(
                            peer.id(),
                            Integer.toString(work.network().batch()),
                            Integer.toString(round + 1),
                            Double.toString(medians.get(round))),
                        out);
                  }
                }));
    return out.toString();
  }

  private static void append(String work, List<String> row, StringBuilder out) {
    List<String> fields = new ArrayList<>(List.of(work));
    fields.addAll(row);
    out.append(CSVFormat.RFC4180.format(fields.toArray())).append('\n');
  }
}

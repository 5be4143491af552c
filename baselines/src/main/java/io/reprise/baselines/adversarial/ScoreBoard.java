package io.reprise.baselines.adversarial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The competition's scores (the organisers' {@code master.py}). A defence's is the number of right
 * classes over all attacks, targeted ones included; a non-targeted attack's the number of wrong
 * classes over all defences, a targeted one's that of target classes. A submission that failed has
 * no cell at all: it neither scores nor counts for its opponents, in no denominator either.
 */
public final class ScoreBoard {
  private final int images;
  private final List<Contender> attacks;
  private final List<String> defences;
  private final Map<String, Map<String, Outcome>> cells;

  /** An attack and what it is scored for. */
  public record Contender(String name, Track track) {}

  /**
   * A line of a ranking.
   *
   * @param rank from 1; who has the same score has the same rank, and ranks behind are left out
   * @param score images won over all opponents
   * @param normalized the same by images and opponents, in [0, 1]
   * @param worst the share of images won against the opponent that leaves the fewest, in [0, 1]
   */
  public record Standing(String name, int rank, int score, double normalized, double worst) {}

  /** Collects cells; each belongs to a defence and an attack that both did not fail. */
  public static final class Builder {
    private final int images;
    private final List<Contender> attacks;
    private final List<String> defences;
    private final Map<String, Map<String, Outcome>> cells = new LinkedHashMap<>();

    /**
     * Without any cell.
     *
     * @throws IllegalArgumentException if a name comes twice
     */
    public Builder(int images, List<Contender> attacks, List<String> defences) {
      this.images = images;
      this.attacks = List.copyOf(attacks);
      this.defences = List.copyOf(defences);
      requireDistinct(attacks.stream().map(Contender::name).toList());
      requireDistinct(defences);
    }

    private static void requireDistinct(List<String> names) {
      if (names.stream().distinct().count() != names.size()) {
        throw new IllegalArgumentException("submissions " + names + ": expected different names");
      }
    }

    /**
     * Adds a cell.
     *
     * @throws IllegalArgumentException if it is of another number of images, is there already, or
     *     names nobody who takes part
     */
    public Builder put(String defence, String attack, Outcome outcome) {
      if (!defences.contains(defence)
          || attacks.stream().noneMatch(a -> a.name.equals(attack))
          || outcome.images() != images) {
        throw new IllegalArgumentException(
            outcome
                + " of '"
                + defence
                + "' against '"
                + attack
                + "': expected "
                + images
                + " images, one of "
                + defences
                + " and one of "
                + attacks);
      }
      if (cells.computeIfAbsent(defence, d -> new LinkedHashMap<>()).put(attack, outcome) != null) {
        throw new IllegalArgumentException(
            "'" + defence + "' against '" + attack + "' was given twice");
      }
      return this;
    }

    /**
     * The scores.
     *
     * @throws IllegalArgumentException if a defence that labelled the images of one attack did not
     *     label those of another that counts
     */
    public ScoreBoard build() {
      for (String defence : cells.keySet()) {
        List<String> counting =
            attacks.stream()
                .map(Contender::name)
                .filter(a -> cells.values().stream().anyMatch(row -> row.containsKey(a)))
                .toList();
        if (!cells.get(defence).keySet().containsAll(counting)) {
          throw new IllegalArgumentException(
              "'"
                  + defence
                  + "' labelled the images of "
                  + cells.get(defence).keySet()
                  + ": expected all of "
                  + counting);
        }
      }
      return new ScoreBoard(this);
    }
  }

  private ScoreBoard(Builder builder) {
    images = builder.images;
    attacks =
        builder.attacks.stream()
            .filter(a -> builder.cells.values().stream().anyMatch(r -> r.containsKey(a.name)))
            .toList();
    defences = builder.defences.stream().filter(builder.cells::containsKey).toList();
    cells = new LinkedHashMap<>();
    builder.cells.forEach((defence, row) -> cells.put(defence, Map.copyOf(row)));
  }

  /** How many images each pair was about. */
  public int images() {
    return images;
  }

  /** The attacks that did not fail, in the order of submission: columns of the matrices. */
  public List<Contender> attacks() {
    return attacks;
  }

  /** The defences that did not fail, in the order of submission: rows of the matrices. */
  public List<String> defences() {
    return defences;
  }

  /**
   * A cell of the matrices.
   *
   * @throws IllegalArgumentException if one of both failed or takes no part
   */
  public Outcome outcome(String defence, String attack) {
    Outcome found = cells.getOrDefault(defence, Map.of()).get(attack);
    if (found == null) {
      throw new IllegalArgumentException(
          "no outcome of '" + defence + "' against '" + attack + "': one failed or takes no part");
    }
    return found;
  }

  /** The defences by score, the best first. */
  public List<Standing> defenceRanking() {
    Map<String, List<Integer>> won = new LinkedHashMap<>();
    for (String d : defences) {
      won.put(d, attacks.stream().map(a -> outcome(d, a.name).correct()).toList());
    }
    return ranking(won);
  }

  /** The attacks of a track by score, the best first. */
  public List<Standing> attackRanking(Track track) {
    ToIntFunction<Outcome> counted = track == Track.TARGETED ? Outcome::hitTarget : Outcome::error;
    Map<String, List<Integer>> won = new LinkedHashMap<>();
    for (Contender a : attacks) {
      if (a.track == track) {
        won.put(
            a.name, defences.stream().map(d -> counted.applyAsInt(outcome(d, a.name))).toList());
      }
    }
    return ranking(won);
  }

  /** Names decide the order of equal scores, so that the order of submission does not. */
  private List<Standing> ranking(Map<String, List<Integer>> won) {
    Map<String, Integer> scores = new TreeMap<>();
    won.forEach((name, each) -> scores.put(name, each.stream().mapToInt(n -> n).sum()));
    List<Standing> lines = new ArrayList<>();
    for (Map.Entry<String, Integer> e : scores.entrySet()) {
      List<Integer> each = won.get(e.getKey());
      long better = scores.values().stream().filter(s -> s > e.getValue()).count();
      lines.add(
          new Standing(
              e.getKey(),
              1 + Math.toIntExact(better),
              e.getValue(),
              (double) e.getValue() / ((long) each.size() * images),
              (double) each.stream().mapToInt(n -> n).min().orElse(0) / images));
    }
    lines.sort(Comparator.comparingInt(Standing::rank).thenComparing(Standing::name));
    return List.copyOf(lines);
  }
}

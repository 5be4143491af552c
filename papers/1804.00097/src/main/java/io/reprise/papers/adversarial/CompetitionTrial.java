package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.Attack;
import io.reprise.baselines.adversarial.AttackEntry;
import io.reprise.baselines.adversarial.AttackTask;
import io.reprise.baselines.adversarial.Competition;
import io.reprise.baselines.adversarial.DefenceEntry;
import io.reprise.baselines.adversarial.FastGradientSign;
import io.reprise.baselines.adversarial.InputGradient;
import io.reprise.baselines.adversarial.IterativeGradientSign;
import io.reprise.baselines.adversarial.MomentumGradientSign;
import io.reprise.baselines.adversarial.ScoreBoard;
import io.reprise.baselines.adversarial.ScoreBoard.Standing;
import io.reprise.baselines.adversarial.Track;
import io.reprise.datasets.LabelledPictures;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Settings;
import io.reprise.experiment.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** All defences against all attacks: the matrices, the scores, and what must hold exactly. */
final class CompetitionTrial {
  private final Settings settings;
  private final Trial<LabelledPictures> trial;
  private final Arena arena;

  CompetitionTrial(Settings settings, Trial<LabelledPictures> trial, Arena arena) {
    this.settings = settings;
    this.trial = trial;
    this.arena = arena;
  }

  Measurements run() {
    Competition competition = arena.competition();
    List<AttackEntry> attacks =
        Arrays.stream(Attacks.values()).map(a -> arena.images(a.title())).toList();
    List<DefenceEntry> defences = Arrays.stream(Entrant.values()).map(arena::labels).toList();
    attacks.stream().filter(a -> !a.counts()).forEach(a -> tellFailure(a.name(), a.failure()));
    defences.stream().filter(d -> !d.counts()).forEach(d -> tellFailure(d.name(), d.failure()));
    ScoreBoard board = competition.score(attacks, defences);
    Measurements measured = new Measurements();
    for (Track track : Track.values()) {
      tell(track.name().toLowerCase(Locale.ROOT).replace('_', '-'), board.attackRanking(track));
    }
    tell("defence", board.defenceRanking());
    attacks.forEach(this::tellTime);
    measured.put(Measured.BROKEN_IDENTITIES, (double) broken(board, attacks, defences));
    identities(measured);
    new CompetitionFigures(arena, board, trial).add(measured);
    return measured;
  }

  private void tellFailure(String name, String failure) {
    trial.log("'" + name + "' failed and counts for nobody: " + failure);
  }

  private void tell(String track, List<Standing> ranking) {
    for (Standing line : ranking) {
      trial.log(
          String.format(
              Locale.ROOT,
              "%s %d. %s: %d images, normalised %.3f, worst case %.3f",
              track,
              line.rank(),
              line.name(),
              line.score(),
              line.normalized(),
              line.worst()));
    }
  }

  private void tellTime(AttackEntry attack) {
    if (attack.counts()) {
      trial.log(
          String.format(
              Locale.ROOT,
              "%s: %.3f s a batch in the median",
              attack.name(),
              DefenceTrial.median(attack.seconds())));
    }
  }

  /**
   * How many identities do not hold: that right and wrong classes of each pair are all images and
   * are those of a second count; that each score is the sum of its cells; that the order in which
   * submissions come changes no rank.
   */
  private long broken(ScoreBoard board, List<AttackEntry> attacks, List<DefenceEntry> defences) {
    long broken = 0;
    for (DefenceEntry defence : defences) {
      for (AttackEntry attack : attacks) {
        if (defence.counts() && attack.counts()) {
          broken += agrees(board, defence, attack.name()) ? 0 : 1;
        }
      }
    }
    for (Standing line : board.defenceRanking()) {
      int sum =
          board.attacks().stream()
              .mapToInt(a -> board.outcome(line.name(), a.name()).correct())
              .sum();
      broken += sum == line.score() ? 0 : 1;
    }
    for (Track track : Track.values()) {
      for (Standing line : board.attackRanking(track)) {
        int sum =
            board.defences().stream()
                .map(d -> board.outcome(d, line.name()))
                .mapToInt(o -> track == Track.TARGETED ? o.hitTarget() : o.error())
                .sum();
        broken += sum == line.score() ? 0 : 1;
      }
    }
    ScoreBoard other = arena.competition().score(reversed(attacks), reversed(defences));
    broken += other.defenceRanking().equals(board.defenceRanking()) ? 0 : 1;
    for (Track track : Track.values()) {
      broken += other.attackRanking(track).equals(board.attackRanking(track)) ? 0 : 1;
    }
    return broken;
  }

  private boolean agrees(ScoreBoard board, DefenceEntry defence, String attack) {
    List<Integer> said = defence.classes().get(attack);
    List<Integer> truth = arena.competition().labels();
    int right = 0;
    int wrong = 0;
    for (int i = 0; i < said.size(); i++) {
      if (said.get(i).intValue() == truth.get(i).intValue()) {
        right++;
      } else {
        wrong++;
      }
    }
    var cell = board.outcome(defence.name(), attack);
    return right == cell.correct()
        && wrong == cell.error()
        && cell.correct() + cell.error() == arena.competition().images();
  }

  private static <T> List<T> reversed(List<T> list) {
    List<T> copy = new ArrayList<>(list);
    Collections.reverse(copy);
    return copy;
  }

  /** On the first batch: what attacks become without momentum, and with one step. */
  private void identities(Measurements measured) {
    InputGradient gradient = Attacks.away(settings, arena.networks().classifier(Net.RESIDUAL));
    int steps = settings.integer("steps");
    measured.put(
        Measured.WITHOUT_MOMENTUM,
        differences(
            new MomentumGradientSign(gradient, steps, 0),
            IterativeGradientSign.of(gradient, steps)));
    Attack oneStep = new FastGradientSign(gradient);
    measured.put(
        Measured.ONE_STEP,
        differences(new MomentumGradientSign(gradient, 1, settings.number("decay")), oneStep)
            + differences(IterativeGradientSign.of(gradient, 1), oneStep));
  }

  private double differences(Attack one, Attack other) {
    AttackTask task = arena.competition().tasks().get(0);
    return one.perturb(trial.engine(), task).differences(other.perturb(trial.engine(), task));
  }
}

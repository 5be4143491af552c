package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.Competition;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Settings;
import java.util.Collections;

/** Which of this module's numbers answers which printed one. */
final class CompetitionTables {
  private CompetitionTables() {}

  static Reproduction reproduce(Reported row) {
    Settings published = Protocol.common(Scale.PAPER);
    return switch (row.metric()) {
      case "epsilon" ->
          Reproduction.exact(
              row.setting().startsWith("smallest")
                  ? Collections.min(Competition.EPSILONS)
                  : Collections.max(Competition.EPSILONS),
              row,
              "what batches are attacked with at every scale");
      case "iterations" ->
          Reproduction.exact(
              published.integer("steps"),
              row,
              "steps of I-FGSM and MI-FGSM at scales quick and paper");
      case "momentum" ->
          Reproduction.exact(
              published.number("decay"), row, "decay of MI-FGSM's gradients at every scale");
      case "passes" ->
          Reproduction.exact(
              published.integer("passes"), row, "passes of the randomisation at scale paper");
      case "images" ->
          row.setting().equals("size") && row.dataset().endsWith("DEV")
              ? Reproduction.exact(
                  published.integer("images"), row, "validation images at scale paper")
              : Reproduction.notRun("scale paper takes as many images as the DEV set has");
      case "time_limit" ->
          Reproduction.notRun("times are measured for each batch; nothing is stopped");
      case "teams" -> Reproduction.notRun("counts the people who took part");
      case "rank" ->
          Reproduction.notRun(
              "a rank among all teams' submissions, of which this suite has six methods");
      case "normalised_attack_score", "normalised_target_hit_score", "normalised_defence_score" ->
          Reproduction.notRun(
              "needs the submissions of all teams, their trained networks, and the images of the"
                  + " competition");
      default ->
          throw new IllegalArgumentException(
              "metric '" + row.metric() + "' of " + row.title() + ": expected a known one");
    };
  }
}

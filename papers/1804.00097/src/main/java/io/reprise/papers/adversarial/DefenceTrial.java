package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.AttackEntry;
import io.reprise.baselines.adversarial.AttackTask;
import io.reprise.baselines.adversarial.Competition;
import io.reprise.baselines.adversarial.DefenceEntry;
import io.reprise.baselines.adversarial.Guidance;
import io.reprise.baselines.adversarial.Outcome;
import io.reprise.baselines.adversarial.PixelBatch;
import io.reprise.baselines.restoration.DenoisingUNet;
import io.reprise.experiment.Measurements;
import io.reprise.nn.Mode;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Scope;
import io.reprise.tensor.Tensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One defence against all attacks: a row of the competition. */
final class DefenceTrial {
  private final Arena arena;
  private final Entrant entrant;
  private final Engine engine;
  private final Measurements measured = new Measurements();

  DefenceTrial(Arena arena, Entrant entrant, Engine engine) {
    this.arena = arena;
    this.entrant = entrant;
    this.engine = engine;
  }

  Measurements run() {
    DefenceEntry labels = arena.labels(entrant);
    if (!labels.counts()) {
      throw new IllegalStateException(entrant.title() + " failed: " + labels.failure());
    }
    Competition competition = arena.competition();
    measured.put(Measured.CLEAN_ERROR, competition.outcome(labels, Arena.CLEAN).errorRate());
    Map<Attacks, Outcome> row = new EnumMap<>(Attacks.class);
    for (Attacks attack : Attacks.values()) {
      Outcome outcome = competition.outcome(labels, attack.title());
      row.put(attack, outcome);
      measured.append("error by attack", outcome.errorRate());
    }
    Measured.JUDGED.forEach(a -> measured.put(Measured.error(a), row.get(a).errorRate()));
    List<Double> shares =
        row.values().stream().map(o -> (double) o.correct() / o.images()).toList();
    measured
        .put(Measured.SCORE, shares.stream().mapToDouble(s -> s).average().orElseThrow())
        .put(Measured.WORST, shares.stream().mapToDouble(s -> s).min().orElseThrow());
    compare(row);
    byEpsilon(labels);
    entrant.guidance().ifPresent(this::pixelErrors);
    return measured
        .put(Measured.BATCH_SECONDS, median(labels.seconds()))
        .put(Measured.OUT_OF_REACH, (double) outOfReach());
  }

  private void compare(Map<Attacks, Outcome> row) {
    double oneStep = row.get(Attacks.FGSM).errorRate();
    double steps = row.get(Attacks.I_FGSM).errorRate();
    double momentum = row.get(Attacks.MI_FGSM).errorRate();
    measured
        .put(Measured.MOMENTUM_GAIN, momentum - steps)
        .put(Measured.ITERATION_GAIN, steps - oneStep)
        .put(Measured.MOMENTUM_STEPS_GAIN, momentum - oneStep)
        .put(Measured.ENSEMBLE_GAIN, row.get(Attacks.MI_FGSM_ENSEMBLE).errorRate() - momentum)
        .put(Measured.WHITE_BOX_EXCESS, steps - row.get(Attacks.MI_FGSM_OTHER).errorRate());
  }

  /** The strongest transfer attack by how far it may go: 4, 8, 12, 16 levels. */
  private void byEpsilon(DefenceEntry labels) {
    List<Integer> said = labels.classes().get(Attacks.MI_FGSM_ENSEMBLE.title());
    List<Integer> truth = arena.competition().labels();
    arena
        .competition()
        .byEpsilon()
        .forEach(
            (epsilon, places) -> {
              long wrong = places.stream().filter(i -> !said.get(i).equals(truth.get(i))).count();
              measured.append(
                  "error under MI-FGSM on ensemble by epsilon in fours",
                  100.0 * wrong / places.size());
            });
  }

  private void pixelErrors(Guidance guidance) {
    DenoisingUNet denoiser = arena.defences().denoiser(guidance);
    AttackEntry images = arena.images(Attacks.FGSM.title());
    double before = 0;
    double after = 0;
    List<AttackTask> tasks = arena.competition().tasks();
    for (int b = 0; b < tasks.size(); b++) {
      try (Scope scope = engine.inference()) {
        Tensor clean = tasks.get(b).clean().shares(engine);
        Tensor adversarial = images.images().get(b).shares(engine);
        double share = (double) tasks.get(b).clean().size() / arena.competition().images();
        before += share * distance(adversarial, clean);
        after += share * distance(denoiser.forward(adversarial, Mode.EVALUATE), clean);
      }
    }
    measured.put(Measured.PIXEL_ERROR_BEFORE, before).put(Measured.PIXEL_ERROR, after);
  }

  private static double distance(Tensor a, Tensor b) {
    return a.sub(b).abs().mean().item();
  }

  /** What the harness had to move, and what is beyond epsilon all the same. */
  private long outOfReach() {
    long values = 0;
    List<AttackTask> tasks = arena.competition().tasks();
    for (Attacks attack : Attacks.values()) {
      AttackEntry entry = arena.images(attack.title());
      values += entry.outOfReach();
      for (int b = 0; b < tasks.size(); b++) {
        PixelBatch clean = tasks.get(b).clean();
        values += entry.images().get(b).beyond(clean, tasks.get(b).epsilon());
      }
    }
    return values;
  }

  /** The middle one, or the mean of both. */
  static double median(List<Double> seconds) {
    List<Double> sorted = new ArrayList<>(seconds);
    sorted.sort(null);
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }
}

package io.reprise.baselines.adversarial;

import java.util.List;

/**
 * What one defence said of one attack's images: one cell of the competition's three matrices.
 *
 * @param correct how many got their true class
 * @param error how many got another
 * @param hitTarget how many got the target class
 */
public record Outcome(int correct, int error, int hitTarget) {
  /** Checks the counts: a target is never the true class, so a hit is an error. */
  public Outcome {
    if (correct < 0 || error < 0 || hitTarget < 0 || hitTarget > error) {
      throw new IllegalArgumentException(
          correct
              + " correct, "
              + error
              + " errors, "
              + hitTarget
              + " on target: expected none negative and no more hits than errors");
    }
  }

  /** Counts; the lists are of one entry an image. */
  static Outcome of(List<Integer> said, List<Integer> labels, List<Integer> targets) {
    if (said.size() != labels.size() || said.size() != targets.size()) {
      throw new IllegalArgumentException(
          said.size()
              + " classes, "
              + labels.size()
              + " labels, "
              + targets.size()
              + " targets: expected as many");
    }
    int correct = 0;
    int hits = 0;
    for (int i = 0; i < said.size(); i++) {
      correct += said.get(i).equals(labels.get(i)) ? 1 : 0;
      hits += said.get(i).equals(targets.get(i)) ? 1 : 0;
    }
    return new Outcome(correct, said.size() - correct, hits);
  }

  /** How many images there are. */
  public int images() {
    return correct + error;
  }

  /** In percent. */
  public double errorRate() {
    return 100.0 * error / images();
  }

  /** In percent. */
  public double hitRate() {
    return 100.0 * hitTarget / images();
  }
}

package io.reprise.baselines.adversarial;

import io.reprise.tensor.Tensor;
import java.util.List;

/**
 * Several classifiers as one, whose logits are the weighted mean of theirs: {@code sum_k w_k l_k /
 * sum_k w_k} (arXiv 1710.06081, section 3.3).
 */
public record LogitEnsemble(List<Member> members) implements ImageClassifier {
  /**
   * A classifier and its share.
   *
   * @param weight above 0; only ratios matter
   */
  public record Member(ImageClassifier classifier, double weight) {
    /** Checks the weight. */
    public Member {
      if (!(weight > 0 && Double.isFinite(weight))) {
        throw new IllegalArgumentException(
            "weight " + weight + " in an ensemble: expected a finite number above 0");
      }
    }
  }

  /** Copies the list. */
  public LogitEnsemble {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("ensemble of 0 classifiers: expected at least 1");
    }
  }

  /** Of classifiers that all have the same weight. */
  public static LogitEnsemble of(List<? extends ImageClassifier> classifiers) {
    return new LogitEnsemble(classifiers.stream().map(c -> new Member(c, 1)).toList());
  }

  @Override
  public Tensor logits(Tensor images) {
    double total = members.stream().mapToDouble(Member::weight).sum();
    return members.stream()
        .map(m -> m.classifier.logits(images).mul(m.weight / total))
        .reduce(Tensor::add)
        .orElseThrow();
  }
}

package io.reprise.papers.adversarial;

import io.reprise.baselines.adversarial.Guidance;
import java.util.Optional;

/** The defences that take part, each a variant: what stands in front of which network. */
enum Entrant {
  RESIDUAL(Net.RESIDUAL, "", "no defence"),
  PLAIN(Net.PLAIN, "", "no defence"),
  INCEPTION(Net.INCEPTION, "", "no defence"),
  UNSEEN(Net.UNSEEN, "", "no defence"),
  RESISTANT(Net.RESISTANT, "", "adversarial training"),
  RESISTANT_RANDOMIZED(Net.RESISTANT, "randomisation", "training, randomisation"),
  RANDOMIZED(Net.RESIDUAL, "randomisation", "randomisation"),
  PIXEL_GUIDED(Net.RESIDUAL, "PIXEL", "pixel-guided denoiser"),
  FEATURE_GUIDED(Net.RESIDUAL, "FEATURE", "feature-guided denoiser"),
  LOGIT_GUIDED(Net.RESIDUAL, "LOGIT", "logit-guided denoiser"),
  MEDIAN(Net.RESIDUAL, "median", "median of 3x3"),
  BIT_DEPTH(Net.RESIDUAL, "bit depth", "bit depth"),
  JPEG(Net.RESIDUAL, "JPEG", "JPEG");

  private final Net net;
  private final String kind;
  private final String title;

  Entrant(Net net, String kind, String title) {
    this.net = net;
    this.kind = kind;
    this.title = title;
  }

  /** What classifies. */
  Net net() {
    return net;
  }

  /** What is done to images before; empty for nothing. */
  String kind() {
    return kind;
  }

  /** What guides its denoiser, if it has one. */
  Optional<Guidance> guidance() {
    for (Guidance g : Guidance.values()) {
      if (g.name().equals(kind)) {
        return Optional.of(g);
      }
    }
    return Optional.empty();
  }

  /** What a variant and its row of the matrices are called. */
  String title() {
    return net.title() + ", " + title;
  }

  /** Only what is done, for {@code reported.csv} and the columns of a report. */
  String method() {
    return title;
  }
}

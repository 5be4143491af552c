package io.reprise.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is timed: a training step or an inference of one of the networks. */
record Work(Pass pass, Network network) {
  /** The kinds of pass. */
  enum Pass {
    TRAIN("training step"),
    INFER("inference");

    private final String title;

    Pass(String title) {
      this.title = title;
    }
  }

  /** All there are, the default race. */
  static List<Work> all() {
    return Network.all().stream()
        .flatMap(n -> Arrays.stream(Pass.values()).map(p -> new Work(p, n)))
        .toList();
  }

  /**
   * The work of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  static Work named(String name) {
    return all().stream()
        .filter(w -> w.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "work '"
                        + name
                        + "' is unknown: expected some of "
                        + all().stream().map(Work::id).toList()));
  }

  /** For example {@code train-resnet20}. */
  String id() {
    return pass.name().toLowerCase(Locale.ROOT) + "-" + network.id();
  }

  /** For example {@code ResNet-20 training step, batch 64 of 32x32}. */
  String title() {
    return String.format(
        Locale.ROOT,
        "%s %s, batch %d of %dx%d",
        network.title(),
        pass.title,
        network.batch(),
        network.pixels(),
        network.pixels());
  }

  /** Does it once. */
  Object run(PeerNetwork net) {
    if (pass == Pass.INFER) {
      return net.infer();
    }
    net.train();
    return net;
  }
}

package io.reprise.peers;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A library that races. Two of them never share a JVM: their native libraries clash.
 *
 * @param id the name that a user asks for
 * @param updateRule what a training step does to the weights
 * @param options of a JVM in which this peer, and no other, can be opened; {@code %d} stands for
 *     the threads
 * @param opener builds the network from {@link InitialWeights}
 */
record Peer(
    String id, UpdateRule updateRule, List<String> options, Function<Task, PeerNetwork> opener) {
  private static final List<String> ND4J_WITH_ONEDNN =
      List.of(
          "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2",
          "-Dorg.bytedeco.javacpp.maxbytes=8g",
          "-Dorg.bytedeco.javacpp.maxphysicalbytes=12g");

  /** Its natives are artefacts of the build: they are unpacked below it, never downloaded. */
  private static final List<String> DJL_OFFLINE =
      List.of(
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          "-DDJL_CACHE_DIR=target/djl",
          "-Dai.djl.pytorch.num_threads=%d");

  /** This suite on libtorch. */
  static final Peer REPRISE_TORCH = reprise("torch", List.of());

  /** This suite on ND4J. */
  static final Peer REPRISE_ND4J = reprise("nd4j", List.of());

  /** JavaCPP's presets of libtorch by hand, images row-major in memory. */
  static final Peer RAW_TORCH = rawTorch("raw-torch", false);

  /** The same with images and filters channels-last in memory. */
  static final Peer RAW_TORCH_CHANNELS_LAST = rawTorch("raw-torch-channels-last", true);

  /** DJL on its PyTorch engine. */
  static final Peer DJL = new Peer("djl", UpdateRule.HEAVY_BALL, DJL_OFFLINE, DjlNetwork::new);

  /** DL4J on ND4J. */
  static final Peer DL4J =
      new Peer("dl4j", UpdateRule.NESTEROV_NORMS_UNDECAYED, ND4J_WITH_ONEDNN, Dl4jNetwork::new);

  /** All there are. */
  static List<Peer> all() {
    return List.of(REPRISE_TORCH, REPRISE_ND4J, RAW_TORCH, RAW_TORCH_CHANNELS_LAST, DJL, DL4J);
  }

  private static Peer reprise(String engine, List<String> options) {
    UpdateRule rule = UpdateRule.NESTEROV;
    return new Peer(
        "reprise-" + engine, rule, options, task -> new RepriseNetwork(engine, rule, task));
  }

  private static Peer rawTorch(String id, boolean channelsLast) {
    return new Peer(
        id, UpdateRule.NESTEROV, List.of(), task -> new RawTorchNetwork(channelsLast, task));
  }

  /**
   * The peer of that name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  static Peer named(String name) {
    return all().stream()
        .filter(p -> p.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "peer '"
                        + name
                        + "' is unknown: expected some of "
                        + all().stream().map(Peer::id).toList()));
  }

  /** The options with the threads filled in. */
  List<String> jvmOptions(int threads) {
    return options.stream().map(o -> String.format(Locale.ROOT, o, threads)).toList();
  }

  /** Builds the network from {@link InitialWeights}. */
  PeerNetwork open(Task task) {
    return opener.apply(task);
  }
}

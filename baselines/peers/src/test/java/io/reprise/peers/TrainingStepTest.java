package io.reprise.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every peer computes what this suite computes on libtorch from the same weights, under the peer's
 * update rule. Each library runs in a JVM of its own, with the options that the race gives it.
 */
class TrainingStepTest {
  private static final double LOGIT_TOLERANCE = 1e-4;

  /**
   * Relative, for the loss of the initial weights and the loss after one update: an update without
   * Nesterov's momentum, without decay, or with decay on other parameters changes the second more.
   */
  private static final double LOSS_TOLERANCE = 5e-5;

  /** Relative: activations at a kink of ReLU fall on either side, and training amplifies that. */
  private static final double LATER_LOSS_TOLERANCE = 2e-3;

  /** Besides, DL4J's running variance is the biased one, and a channel has as few as 16 values. */
  private static final double TRAINED_LOGIT_TOLERANCE = 0.1;

  @TempDir static Path own;

  @TempDir Path theirs;

  @BeforeAll
  static void recordThisSuite() throws Exception {
    record(own, Peer.REPRISE_TORCH, own.toString());
  }

  static Stream<String> peers() {
    return Peer.all().stream().map(Peer::id).filter(id -> !id.equals("reprise-torch"));
  }

  @ParameterizedTest
  @MethodSource("peers")
  void aPeerDoesTheSameWork(String id) throws Exception {
    Peer peer = Peer.named(id);
    record(theirs, peer, theirs.toString(), id);
    for (Network network : Network.all()) {
      Outcome expected = Outcome.read(Outcome.file(own, network, peer.updateRule()));
      Outcome actual = Outcome.read(Outcome.file(theirs, network, peer.updateRule()));
      assertSameLogits(expected.before(), actual.before(), LOGIT_TOLERANCE, network);
      assertSameLosses(expected.losses(), actual.losses(), network);
      assertSameLogits(expected.after(), actual.after(), TRAINED_LOGIT_TOLERANCE, network);
    }
  }

  /** Logarithms of probabilities differ as logits do, but for what softmax drops. */
  private static void assertSameLogits(
      List<Double> expected, List<Double> actual, double tolerance, Network network) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      int at = i;
      assertEquals(
          Math.log(expected.get(i)),
          Math.log(actual.get(i)),
          tolerance,
          () -> network.title() + ": logarithm of probability " + at);
    }
  }

  private static void assertSameLosses(
      List<Double> expected, List<Double> actual, Network network) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      int step = i;
      double tolerance = i <= 1 ? LOSS_TOLERANCE : LATER_LOSS_TOLERANCE;
      assertEquals(
          expected.get(i),
          actual.get(i),
          tolerance * expected.get(i),
          () -> network.title() + ": loss of step " + step);
    }
  }

  private static void record(Path folder, Peer peer, String... arguments)
      throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx2g");
    command.addAll(peer.jvmOptions(PeerRecorder.THREADS));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add(PeerRecorder.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertEquals(0, process.waitFor(), () -> read(log));
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

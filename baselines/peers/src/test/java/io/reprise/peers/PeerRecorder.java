package io.reprise.peers;

import java.io.IOException;
import java.nio.file.Path;

/** Runs every network in this JVM, on this suite's torch or on one peer, and keeps the outcomes. */
public final class PeerRecorder {
  static final int THREADS = 2;

  /** Small images save time; ResNet-18 still has several pixels in every stage. */
  private static final int PIXELS = 64;

  private static final int SIZE = 4;

  /** So large that a few steps show what it is applied to. */
  private static final double WEIGHT_DECAY = 1;

  private PeerRecorder() {}

  /** Arguments: the folder, and the name of a peer, or none for this suite under every rule. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    for (Network network : Network.all()) {
      Batch batch = Batch.of(network, SIZE, Math.min(network.pixels(), PIXELS));
      Task task = new Task(network, batch, WEIGHT_DECAY, THREADS);
      if (args.length > 1) {
        Peer peer = Peer.named(args[1]);
        record(folder, network, peer.updateRule(), peer.open(task));
      } else {
        for (UpdateRule rule : UpdateRule.ALL) {
          record(folder, network, rule, new RepriseNetwork("torch", rule, task));
        }
      }
    }
  }

  private static void record(Path folder, Network network, UpdateRule rule, PeerNetwork net)
      throws IOException {
    try (net) {
      Outcome.write(Outcome.file(folder, network, rule), net);
    }
  }
}

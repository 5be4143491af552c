package io.reprise.peers;

import java.util.List;

/**
 * A ratio of medians that this suite wants to keep.
 *
 * @param own this suite on one engine
 * @param other what it is compared with
 * @param atMost the bound of own time over the other's
 */
record Goal(Peer own, Peer other, double atMost) {
  static final List<Goal> ALL =
      List.of(
          new Goal(Peer.REPRISE_TORCH, Peer.RAW_TORCH, 1.15),
          new Goal(Peer.REPRISE_TORCH, Peer.RAW_TORCH_CHANNELS_LAST, 1.15),
          new Goal(Peer.REPRISE_TORCH, Peer.DJL, 1),
          new Goal(Peer.REPRISE_ND4J, Peer.DL4J, 0.1),
          new Goal(Peer.REPRISE_ND4J, Peer.REPRISE_TORCH, 2.5));
}

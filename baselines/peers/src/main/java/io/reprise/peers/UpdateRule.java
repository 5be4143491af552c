package io.reprise.peers;

import java.util.List;

/**
 * Stochastic gradient descent on the mean cross entropy, with momentum and with weight decay added
 * to the gradient. The libraries differ in two points that their users cannot choose.
 *
 * @param nesterov whether the momentum is Nesterov's
 * @param normsDecayed whether scales and shifts of batch normalisation decay, too
 */
record UpdateRule(boolean nesterov, boolean normsDecayed) {
  static final double RATE = 0.002;
  static final double MOMENTUM = 0.9;

  /** PyTorch's. */
  static final UpdateRule NESTEROV = new UpdateRule(true, true);

  /** DL4J's: normalisation layers take no part in regularisation. */
  static final UpdateRule NESTEROV_NORMS_UNDECAYED = new UpdateRule(true, false);

  /** DJL's: its Nesterov optimiser has no implementation on the PyTorch engine. */
  static final UpdateRule HEAVY_BALL = new UpdateRule(false, true);

  /** All there are. */
  static final List<UpdateRule> ALL = List.of(NESTEROV, NESTEROV_NORMS_UNDECAYED, HEAVY_BALL);
}

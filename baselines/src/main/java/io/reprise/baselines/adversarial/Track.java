package io.reprise.baselines.adversarial;

/** What an attack of the competition is scored for. */
public enum Track {
  /** That defences see another class than the true one. */
  NON_TARGETED,
  /** That defences see the target class. */
  TARGETED
}

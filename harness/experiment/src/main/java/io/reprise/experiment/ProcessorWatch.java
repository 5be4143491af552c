package io.reprise.experiment;

import java.util.Optional;

/** Sees how much of the machine other programs take from now on. */
public final class ProcessorWatch {
  private final Optional<ProcessorTime> start = ProcessorTime.now();

  /**
   * The share of the machine's processor time that programs other than this process and its ended
   * children have taken since this was made; NaN where the system does not tell.
   */
  public double others() {
    Optional<ProcessorTime> now = ProcessorTime.now();
    return start.isPresent() && now.isPresent() ? now.get().othersSince(start.get()) : Double.NaN;
  }
}

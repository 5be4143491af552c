package io.reprise.tensor.cuda;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of a machine's GPUs CUDA lets this process see, and in which order: all, or those that
 * {@code CUDA_VISIBLE_DEVICES} lists. A device's index counts these.
 *
 * @param listed the numbers or names that the variable lists; empty if it is not set
 */
public record VisibleGpus(Optional<List<String>> listed) {
  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";

  /** Copies the list. */
  public VisibleGpus {
    listed = listed.map(List::copyOf);
  }

  /** Those of this process. */
  public static VisibleGpus here() {
    return of(System.getenv(VARIABLE));
  }

  /**
   * Reads the variable as CUDA does: what follows an entry that is no GPU is not seen.
   *
   * @param value null if it is not set
   */
  static VisibleGpus of(String value) {
    if (value == null) {
      return new VisibleGpus(Optional.empty());
    }
    List<String> listed = new ArrayList<>();
    for (String entry : value.split(",", -1)) {
      if (!entry.strip().matches("\\d{1,4}|(GPU|MIG)-.+")) {
        break;
      }
      listed.add(entry.strip());
    }
    return new VisibleGpus(Optional.of(listed));
  }

  /** How many there are on a machine with so many. */
  public int count(int installed) {
    return listed.map(l -> Math.min(l.size(), installed)).orElse(installed);
  }

  /** What {@code nvidia-smi} calls the GPU of an index. */
  public String id(int index) {
    return listed
        .filter(l -> index < l.size())
        .map(l -> l.get(index))
        .orElse(Integer.toString(index));
  }
}

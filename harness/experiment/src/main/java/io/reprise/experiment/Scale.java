package io.reprise.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How much of the published protocol is run. */
public enum Scale {
  /** Seconds: shows that everything works. */
  SMOKE(1),
  /** Minutes on two cores: small networks or little data, several seeds. */
  QUICK(3),
  /** The published protocol: full data, full networks. */
  PAPER(3);

  private final int defaultSeeds;

  Scale(int defaultSeeds) {
    this.defaultSeeds = defaultSeeds;
  }

  /** Seeds a variant is run with unless the user says otherwise. */
  public int defaultSeeds() {
    return defaultSeeds;
  }

  /** The word a user types. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@code smoke}, {@code quick} or {@code paper}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Scale parse(String text) {
    return Arrays.stream(values())
        .filter(s -> s.id().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scale '"
                        + text
                        + "' is unknown: expected "
                        + Arrays.stream(values())
                            .map(Scale::id)
                            .collect(Collectors.joining(", "))));
  }
}

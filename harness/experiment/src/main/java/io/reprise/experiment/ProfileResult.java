package io.reprise.experiment;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.reprise.nn.Profile;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where the time of one network's forward pass went, as its result file holds it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ProfileResult(Key key, List<Profile.Row> rows, Map<String, String> environment) {
  /** Copies the rows; a file that lacks them or the key is no profile. */
  public ProfileResult {
    Objects.requireNonNull(key, "key");
    rows = List.copyOf(rows);
  }

  /**
   * What was profiled, and how.
   *
   * @param warmups passes before the timed ones
   * @param passes timed passes, of which each operation's median counts
   */
  public record Key(
      String paper,
      int experimentVersion,
      String network,
      String setting,
      int batch,
      String engine,
      String device,
      int threads,
      String cpu,
      int warmups,
      int passes) {}

  /** The rows with what follows from them. */
  public Profile profile() {
    return new Profile(rows);
  }
}

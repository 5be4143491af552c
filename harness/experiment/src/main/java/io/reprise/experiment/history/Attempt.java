package io.reprise.experiment.history;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Objects;

/**
 * One night's share of a run. Times are ISO 8601 in UTC.
 *
 * @param night the night's name
 * @param end null until it has ended, and for ever if it was killed
 * @param dirty {@code true} if the code was not what the commit says
 * @param had a digest of the files that the run had when this began: the next attempt tells by it
 *     whether this one got anywhere
 * @param ending null until it has ended
 * @param message why it ended so; empty if it is complete
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempt(
    String night,
    String start,
    String end,
    String commit,
    String dirty,
    String had,
    Ending ending,
    String message) {
  /** How a night's share of a run ended. */
  public enum Ending {
    COMPLETE,
    /** The time was up: it goes on the next time. */
    CUT,
    /** The run could not be made, or its process died. */
    ERROR
  }

  /** Names what has to be there. */
  public Attempt {
    Objects.requireNonNull(night, "night");
    Objects.requireNonNull(start, "start");
  }

  /** One that begins. */
  public static Attempt begun(String night, String start, String commit, String dirty, String had) {
    return new Attempt(night, start, null, commit, dirty, had, null, "");
  }

  Attempt ended(String at, Ending how, String why) {
    return new Attempt(night, start, at, commit, dirty, had, how, why);
  }
}

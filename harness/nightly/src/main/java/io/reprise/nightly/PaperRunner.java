package io.reprise.nightly;

import io.reprise.experiment.history.Attempt;
import io.reprise.experiment.history.RunOutcome;
import io.reprise.experiment.history.RunRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Runs papers one at a time, until they are complete or their time is up. */
public interface PaperRunner {
  /**
   * How it ended.
   *
   * @param outcome if it is complete
   * @param message why not, if it is not
   */
  record Ending(Attempt.Ending kind, Optional<RunOutcome> outcome, String message) {
    static Ending complete(RunOutcome outcome) {
      return new Ending(Attempt.Ending.COMPLETE, Optional.of(outcome), "");
    }

    static Ending cut(String why) {
      return new Ending(Attempt.Ending.CUT, Optional.empty(), why);
    }

    static Ending error(String why) {
      return new Ending(Attempt.Ending.ERROR, Optional.empty(), why);
    }
  }

  /**
   * Runs what has no result, and writes the paper's page.
   *
   * @param results the run's folder
   * @param deadline when it is ended, whatever it is at; empty for never
   * @throws io.reprise.tensor.DeviceUnavailableException if the engine cannot use the device
   */
  Ending run(RunRecord run, Path results, Optional<Instant> deadline);

  /**
   * Writes the page of what there is of a run that is not complete.
   *
   * @return why it could not be written in time; empty if it was
   */
  Optional<String> page(RunRecord run, Path results, Instant deadline);
}

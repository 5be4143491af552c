package io.reprise.experiment;

import io.reprise.datasets.Dataset;
import io.reprise.nn.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One paper's reproduction: it declares, the harness does the rest. Found by {@link
 * java.util.ServiceLoader}; {@code reported.csv} lies beside the class.
 *
 * @param <D> the data its trials use
 */
public interface Experiment<D extends Dataset> {
  Paper paper();

  /** Goes up with every change that may change a trial's outcome; part of each result's key. */
  int version();

  /** The full-size published networks; costs and latency come from these. */
  List<Network> networks();

  /** Costs that are no network's, such as formulas with continuous widths. */
  default List<Cost> formulaCosts() {
    return List.of();
  }

  /** Which networks' latency is measured at a scale, all in the same run. */
  List<Network> timed(Scale scale);

  /** The rows of the comparison at a scale, in the order in which they are to be run. */
  List<Variant> variants(Scale scale);

  /**
   * The data of a scale: the published set where it is, else an honest stand-in.
   *
   * @param root the folder of data sets
   * @throws IOException if the data is there but cannot be read or is damaged
   */
  D data(Scale scale, Path root) throws IOException;

  /**
   * The part of the data that a variant's trials use, for experiments whose variants use different
   * ones: its name, origin and checksum stand in their results. The same object every time.
   */
  default Dataset dataOf(Variant variant, D data) {
    return data;
  }

  /** What trials of this experiment measure. */
  List<Metric> metrics();

  /**
   * Runs one trial.
   *
   * @throws Exception whatever went wrong; the trial's result is then a failure
   */
  Measurements run(Variant variant, Trial<D> trial) throws Exception;

  List<Claim> claims();

  /** What was found for a reported number. */
  Reproduction reproduce(Reported row, Evidence evidence);

  /** The numbers the paper reported. */
  default List<Reported> reported() {
    return Reported.of(getClass());
  }
}

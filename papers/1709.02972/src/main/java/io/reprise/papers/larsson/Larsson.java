package io.reprise.papers.larsson;

import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import java.nio.file.Path;
import java.util.List;

/**
 * Which modules of Larsson's functor are irreducible (arXiv 1709.02972): theorem and computation.
 */
public final class Larsson implements Experiment<CaseSet> {
  static final String ID = "1709.02972";

  /** Modules that were decided. */
  static final Metric VERDICTS =
      new Metric("verdicts", Metric.DIMENSIONLESS, Metric.Direction.NEITHER);

  /** Those of them that came out as predicted. */
  static final Metric CONFIRMED =
      new Metric("verdicts_confirmed", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** The share of these, for reading: claims count. */
  static final Metric ACCURACY =
      new Metric("verdict_accuracy", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  /** Verdicts, dimensions and numbers of components that are not as predicted. */
  static final Metric DIFFERENCES =
      new Metric("differences", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** Random pairs that do not act as their bracket does. */
  static final Metric BRACKET_ERRORS =
      new Metric("bracket_errors", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** Random triples that break the core lemma. */
  static final Metric CORE_LEMMA_ERRORS =
      new Metric("core_lemma_errors", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** Basis vectors that a certificate asks for. */
  static final Metric MEMBERSHIPS_ASKED =
      new Metric("memberships_asked", Metric.DIMENSIONLESS, Metric.Direction.NEITHER);

  /** Those that were found. */
  static final Metric MEMBERSHIPS =
      new Metric("memberships_found", Metric.DIMENSIONLESS, Metric.Direction.HIGHER);

  static final Metric CONTROLS =
      new Metric("controls", Metric.DIMENSIONLESS, Metric.Direction.NEITHER);

  /** Negative controls that did not do what they had to. */
  static final Metric CONTROLS_FAILED =
      new Metric("controls_failed", Metric.DIMENSIONLESS, Metric.Direction.LOWER);

  /** The mean time of a verdict, from the check of the action to the comparison. */
  static final Metric VERDICT_SECONDS = new Metric("verdict_seconds", "s", Metric.Direction.LOWER);

  static final Metric SLOWEST_SECONDS =
      new Metric("slowest_verdict_seconds", "s", Metric.Direction.LOWER);

  @Override
  public Paper paper() {
    return new Paper(
        ID,
        "Irreducible modules over the divergence zero algebras and their q-analogues",
        "arXiv 2017",
        "");
  }

  @Override
  public int version() {
    return 1;
  }

  /** None: the models are modules of Lie algebras. */
  @Override
  public List<Network> networks() {
    return List.of();
  }

  @Override
  public List<Network> timed(Scale scale) {
    return List.of();
  }

  @Override
  public CaseSet data(Scale scale, Path root) {
    return CaseSet.of(Protocol.variants(scale));
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        VERDICTS,
        CONFIRMED,
        ACCURACY,
        DIFFERENCES,
        BRACKET_ERRORS,
        CORE_LEMMA_ERRORS,
        MEMBERSHIPS_ASKED,
        MEMBERSHIPS,
        CONTROLS,
        CONTROLS_FAILED,
        VERDICT_SECONDS,
        SLOWEST_SECONDS);
  }

  @Override
  public Measurements run(Variant variant, Trial<CaseSet> trial) {
    return LarssonTrial.run(variant.settings(), trial.seed(), trial::log);
  }

  @Override
  public List<Claim> claims() {
    return LarssonClaims.all(this);
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return LarssonTables.reproduce(row, evidence);
  }
}

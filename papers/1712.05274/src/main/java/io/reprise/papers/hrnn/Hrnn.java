package io.reprise.papers.hrnn;

import io.reprise.baselines.costs.HrnnNetworks;
import io.reprise.experiment.Claim;
import io.reprise.experiment.Evidence;
import io.reprise.experiment.Experiment;
import io.reprise.experiment.Measurements;
import io.reprise.experiment.Metric;
import io.reprise.experiment.Metric.Direction;
import io.reprise.experiment.Paper;
import io.reprise.experiment.Reported;
import io.reprise.experiment.Reproduction;
import io.reprise.experiment.Scale;
import io.reprise.experiment.Trial;
import io.reprise.experiment.Variant;
import io.reprise.nn.Network;
import io.reprise.papers.hrnn.Level.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** HRNN (arXiv 1712.05274): bars, beats and notes by a recurrent network each. */
public final class Hrnn implements Experiment<HrnnData> {
  static final String ID = "1712.05274";

  /** Of a test melody, by all levels together: comparable between hierarchies. */
  static final Metric BITS = new Metric("bits_per_melody", "bits", Direction.LOWER);

  /** What each level adds to it, given those above. */
  static final Map<Kind, Metric> LEVEL_BITS =
      Map.of(
          Kind.BAR, new Metric("bar_bits", "bits", Direction.NEITHER),
          Kind.BEAT, new Metric("beat_bits", "bits", Direction.NEITHER),
          Kind.NOTE, new Metric("note_bits", "bits", Direction.NEITHER));

  /** How far rhythm self-similarity of generated melodies is from that of test melodies. */
  static final Metric STRUCTURE_ERROR = ratio("structure_error", Direction.LOWER);

  static final Metric LOG_STRUCTURE_ERROR = ratio("structure_error_log2", Direction.LOWER);

  /** Generated bars whose beats make the bar asked for. */
  static final Metric BEATS_FOLLOW = ratio("beats_follow_bars", Direction.HIGHER);

  /** The same of test melodies: what clusters that merge rhythms leave to reach. */
  static final Metric BEATS_FOLLOW_DATA = ratio("beats_follow_bars_in_data", Direction.NEITHER);

  /** Generated beats whose notes have the profile asked for. */
  static final Metric NOTES_FOLLOW = ratio("notes_follow_beats", Direction.HIGHER);

  /** Generated melodies that are most alike to a composed one; 50 if there is no difference. */
  static final Metric PASS_FOR_COMPOSED =
      new Metric("pass_for_composed", "percent", Direction.HIGHER);

  static final Metric PARAMETERS = ratio("parameters", Direction.NEITHER);

  /** From the formula. */
  static final Metric PARAMETER_DIFFERENCE = ratio("parameter_difference", Direction.LOWER);

  /** By how much the start of a melody takes more bits than the chain says, at most. */
  static final Metric CHAIN_EXCESS = new Metric("chain_excess", "bits", Direction.LOWER);

  /** By how much later events change a logit. */
  static final Metric FUTURE_LEAK = ratio("future_leak", Direction.LOWER);

  /** Of logits from carried states and from one forward pass. */
  static final Metric CARRY_DIFFERENCE = ratio("carry_difference", Direction.LOWER);

  /** Frequent rhythms that are not their own profile. */
  static final Metric UNSTABLE_PROFILES = ratio("unstable_profiles", Direction.LOWER);

  /** Rhythms of beats and bars that k-means puts into one profile with others. */
  static final Metric MERGED_RHYTHMS = ratio("merged_rhythms", Direction.NEITHER);

  private static Metric ratio(String name, Direction better) {
    return new Metric(name, Metric.DIMENSIONLESS, better);
  }

  @Override
  public Paper paper() {
    return new Paper(
        ID,
        "A Hierarchical Recurrent Neural Network for Symbolic Melody Generation",
        "IEEE Transactions on Cybernetics 2020",
        "");
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public List<Network> networks() {
    return new HrnnNetworks().networks();
  }

  @Override
  public List<Network> timed(Scale scale) {
    return networks().stream()
        .filter(n -> n.setting().equals(scale == Scale.SMOKE ? "quick" : "full size"))
        .toList();
  }

  @Override
  public HrnnData data(Scale scale, Path root) throws IOException {
    return HrnnData.of(scale, root);
  }

  @Override
  public List<Variant> variants(Scale scale) {
    return Protocol.variants(scale);
  }

  @Override
  public List<Metric> metrics() {
    return List.of(
        BITS,
        LEVEL_BITS.get(Kind.BAR),
        LEVEL_BITS.get(Kind.BEAT),
        LEVEL_BITS.get(Kind.NOTE),
        STRUCTURE_ERROR,
        LOG_STRUCTURE_ERROR,
        BEATS_FOLLOW,
        BEATS_FOLLOW_DATA,
        NOTES_FOLLOW,
        PASS_FOR_COMPOSED,
        PARAMETERS,
        PARAMETER_DIFFERENCE,
        CHAIN_EXCESS,
        FUTURE_LEAK,
        CARRY_DIFFERENCE,
        UNSTABLE_PROFILES,
        MERGED_RHYTHMS);
  }

  @Override
  public Measurements run(Variant variant, Trial<HrnnData> trial) {
    return new HrnnTrial(variant.settings(), trial).run();
  }

  @Override
  public List<Claim> claims() {
    return HrnnClaims.all();
  }

  @Override
  public Reproduction reproduce(Reported row, Evidence evidence) {
    return Reproduction.notRun(
        "asks human listeners; the nearest objective statistic is pass_for_composed: "
            + HrnnClaims.passForComposed(evidence));
  }
}

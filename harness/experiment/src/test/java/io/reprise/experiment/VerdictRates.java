package io.reprise.experiment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * How often the rule of {@link Verdict} is right and wrong, measured on simulated trials of two
 * variants: each seed has noise of each variant's own, and what both share cancels. Everything is
 * seeded, so the numbers are the same on every machine.
 */
final class VerdictRates {
  static final List<Integer> SEEDS = List.of(2, 3, 5, 10);
  static final int FAMILIES = 2000;
  static final int CLAIMS = 10;
  private static final long ROOT = 20261121;

  private VerdictRates() {}

  /** Shapes of noise, of standard deviation 1. */
  enum Noise {
    NORMAL("normal") {
      @Override
      double difference(RandomGenerator random) {
        double one = random.nextGaussian();
        return one - random.nextGaussian();
      }
    },
    /** A long tail to the bad side, as of trainings that now and then go wrong. */
    SKEWED("skewed") {
      @Override
      double difference(RandomGenerator random) {
        double one = collapse(random);
        return one - collapse(random);
      }
    },
    /** As of few test images: many differences are equal. */
    ROUNDED("rounded to whole sd") {
      @Override
      double difference(RandomGenerator random) {
        double seed = random.nextGaussian();
        double one = Math.rint(seed + random.nextGaussian());
        return one - Math.rint(seed + random.nextGaussian());
      }
    },
    /** The t-test's weak side: means are equal, but one variant goes wrong now and then. */
    SKEWED_ONCE("skewed, of one variant only") {
      @Override
      double difference(RandomGenerator random) {
        return collapse(random);
      }
    };

    private final String title;

    Noise(String title) {
      this.title = title;
    }

    /** The difference of one seed of two variants with equal means. */
    abstract double difference(RandomGenerator random);

    private static double collapse(RandomGenerator random) {
      return 1 + Math.log(1 - random.nextDouble());
    }
  }

  /**
   * Shares of verdicts on claims without an effect, in percent.
   *
   * @param alone claims judged one by one, by verdict
   * @param anyUncorrected families of {@link #CLAIMS} in which one is reproduced without Holm
   * @param any the same with Holm's correction
   */
  record Null(
      Noise noise, int seeds, Map<Verdict, Double> alone, double anyUncorrected, double any) {}

  /**
   * Shares of reproduced claims with an effect, in percent.
   *
   * @param effect in standard deviations of the difference of one seed
   * @param among beside nine claims without an effect
   */
  record Power(int seeds, int effect, double alone, double among) {}

  /**
   * Shares of reproduced equivalences, in percent.
   *
   * @param band in standard deviations of one seed
   * @param edge where the true value lies at the edge of the band
   * @param centre where it is the reported one
   */
  record Equivalent(int seeds, int band, double edge, double centre) {}

  static List<Null> withoutEffect() {
    return Stream.of(Noise.values())
        .flatMap(noise -> SEEDS.stream().map(seeds -> withoutEffect(noise, seeds)))
        .toList();
  }

  private static Null withoutEffect(Noise noise, int seeds) {
    RandomGenerator random = new Well19937c(ROOT + 100L * noise.title.length() + seeds);
    Map<Verdict, Double> alone = new EnumMap<>(Verdict.class);
    int anyUncorrected = 0;
    int any = 0;
    for (int family = 0; family < FAMILIES; family++) {
      List<Effect> effects = effects(noise, seeds, random);
      List<Verdict> one = effects.stream().map(e -> verdict(e, e.pAbove(0))).toList();
      one.forEach(v -> alone.merge(v, 100.0 / (FAMILIES * CLAIMS), Double::sum));
      if (one.contains(Verdict.REPRODUCED)) {
        anyUncorrected++;
        // A corrected p is never smaller, so only here can a claim be reproduced with it.
        any += together(effects).contains(Verdict.REPRODUCED) ? 1 : 0;
      }
    }
    return new Null(noise, seeds, alone, percent(anyUncorrected), percent(any));
  }

  private static List<Effect> effects(Noise noise, int seeds, RandomGenerator random) {
    List<Effect> effects = new ArrayList<>();
    for (int claim = 0; claim < CLAIMS; claim++) {
      effects.add(
          Effect.paired(
              new Sample(
                  IntStream.range(0, seeds).mapToObj(i -> noise.difference(random)).toList())));
    }
    return effects;
  }

  private static Verdict verdict(Effect effect, double p) {
    return Ruling.superiority(effect, 0, p).verdict();
  }

  private static double[] holm(List<Effect> effects) {
    return Effect.holm(effects.stream().mapToDouble(e -> e.pAbove(0)).toArray());
  }

  private static List<Verdict> together(List<Effect> effects) {
    double[] p = holm(effects);
    return IntStream.range(0, p.length).mapToObj(i -> verdict(effects.get(i), p[i])).toList();
  }

  private static double percent(int families) {
    return 100.0 * families / FAMILIES;
  }

  static List<Power> power() {
    return SEEDS.stream()
        .flatMap(seeds -> IntStream.rangeClosed(1, 3).mapToObj(effect -> power(seeds, effect)))
        .toList();
  }

  private static Power power(int seeds, int effect) {
    RandomGenerator random = new Well19937c(ROOT + 1000L * effect + seeds);
    double shift = effect * Math.sqrt(2);
    int alone = 0;
    int among = 0;
    for (int family = 0; family < FAMILIES; family++) {
      List<Effect> effects = effects(Noise.NORMAL, seeds, random);
      effects.set(0, effects.get(0).minus(-shift));
      Effect real = effects.get(0);
      alone += verdict(real, real.pAbove(0)) == Verdict.REPRODUCED ? 1 : 0;
      among += verdict(real, holm(effects)[0]) == Verdict.REPRODUCED ? 1 : 0;
    }
    return new Power(seeds, effect, percent(alone), percent(among));
  }

  static List<Equivalent> equivalence() {
    return SEEDS.stream()
        .flatMap(seeds -> IntStream.rangeClosed(1, 3).mapToObj(band -> equivalence(seeds, band)))
        .toList();
  }

  private static Equivalent equivalence(int seeds, int band) {
    RandomGenerator random = new Well19937c(ROOT + 10000L * band + seeds);
    int edge = 0;
    int centre = 0;
    for (int trial = 0; trial < FAMILIES; trial++) {
      Effect gap =
          Effect.paired(
              new Sample(IntStream.range(0, seeds).mapToObj(i -> random.nextGaussian()).toList()));
      edge += shown(gap.minus(band), band) + shown(gap.minus(-band), band);
      centre += shown(gap, band);
    }
    return new Equivalent(seeds, band, percent(edge) / 2, percent(centre));
  }

  private static int shown(Effect gap, int band) {
    Ruling ruling = Ruling.equivalence(gap, band, Metric.Direction.HIGHER, gap.pWithin(band));
    return ruling.verdict() == Verdict.REPRODUCED ? 1 : 0;
  }

  /** The table of {@code harness/README.md} on claims without an effect. */
  static String table(List<Null> rates) {
    return "| noise | seeds | reproduced | partly | not reproduced | unclear | any of 10 | any of 10"
        + " without Holm |\n|---|---|---|---|---|---|---|---|\n"
        + rates.stream()
            .map(
                r ->
                    row(
                        r.noise().title,
                        r.seeds(),
                        r.alone().getOrDefault(Verdict.REPRODUCED, 0.0),
                        r.alone().getOrDefault(Verdict.PARTLY, 0.0),
                        r.alone().getOrDefault(Verdict.NOT_REPRODUCED, 0.0),
                        r.alone().getOrDefault(Verdict.NOT_RUN, 0.0),
                        r.any(),
                        r.anyUncorrected()))
            .collect(Collectors.joining());
  }

  /** The table of {@code harness/README.md} on claims with an effect and on equivalences. */
  static String table(List<Power> powers, List<Equivalent> equivalents) {
    StringBuilder table =
        new StringBuilder(
            "| seeds | effect or band, sd | reproduced alone | among 10 | equivalent at the centre |"
                + " at the edge |\n|---|---|---|---|---|---|\n");
    for (int i = 0; i < powers.size(); i++) {
      Power p = powers.get(i);
      Equivalent e = equivalents.get(i);
      table.append(row(p.seeds(), p.effect(), p.alone(), p.among(), e.centre(), e.edge()));
    }
    return table.toString();
  }

  private static String row(Object... cells) {
    return Stream.of(cells)
        .map(c -> c instanceof Double d ? String.format(Locale.ROOT, "%.1f%%", d) : c.toString())
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}

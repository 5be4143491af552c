package io.reprise.baselines.hashing;

import io.reprise.datasets.retrieval.LabelledFeatures;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * MIHash (Cakir et al., ICCV 2017): each sample ascends on the mutual information between its
 * distance to the samples of a reservoir and whether they share a class with it. Distances are of
 * codes relaxed by a logistic function and counted in bins with triangular shares, so that the
 * information has a gradient. Samples are learned from once the reservoir is a tenth full.
 *
 * <p>Features are to be centred and of unit length, see {@link CentredUnitLength}.
 *
 * @param bins of distances from 0 to the number of bits; 64 in the released framework
 * @param steepness of the logistic function, 10 there
 * @param rate step size, 1 there
 * @param reservoir how many samples it holds, 1000 there
 */
public record MutualInformationHash(int bins, double steepness, double rate, int reservoir)
    implements OnlineHash {
  private static final int READY = 10;

  /** Checks the settings. */
  public MutualInformationHash {
    OnlineHash.requirePositive("MIHash steepness", steepness);
    OnlineHash.requirePositive("MIHash rate", rate);
    if (bins < 1 || reservoir < READY) {
      throw new IllegalArgumentException(
          "MIHash with "
              + bins
              + " bins and a reservoir of "
              + reservoir
              + ": expected at least 1 and "
              + READY);
    }
  }

  @Override
  public Learner start(LinearHash first, Seed seed) {
    return new Informed(first, seed.named("reservoir").generator());
  }

  /** A sample that is kept, with its projections under the function as it is now. */
  private static final class Kept {
    private final float[] x;
    private final LabelledFeatures batch;
    private final int number;
    private double[] projected;

    Kept(float[] x, LabelledFeatures batch, int number) {
      this.x = x;
      this.batch = batch;
      this.number = number;
    }
  }

  private final class Informed implements Learner {
    private final LinearHash first;
    private final Hyperplanes planes;
    private final UniformRandomProvider random;
    private final List<Kept> kept = new ArrayList<>();
    private long seen;

    Informed(LinearHash first, UniformRandomProvider random) {
      this.first = first;
      this.planes = Hyperplanes.of(first);
      this.random = random;
    }

    @Override
    public void update(LabelledFeatures batch) {
      OnlineHash.requireFits(batch, first);
      // Projections follow each step by its own change, which adds up rounding: made anew.
      kept.forEach(k -> k.projected = planes.project(k.x));
      for (int i = 0; i < batch.size(); i++) {
        float[] x = batch.features().row(i);
        if (kept.size() >= reservoir / READY) {
          learn(x, batch, i);
        }
        keep(new Kept(x, batch, i));
      }
    }

    /** Each sample seen so far is in the reservoir with the same probability. */
    private void keep(Kept sample) {
      sample.projected = planes.project(sample.x);
      seen++;
      if (kept.size() < reservoir) {
        kept.add(sample);
        return;
      }
      long place = random.nextLong(seen);
      if (place < reservoir) {
        kept.set((int) place, sample);
      }
    }

    private void learn(float[] x, LabelledFeatures batch, int number) {
      int bits = planes.bits();
      double[] own = new double[bits];
      double[] projected = planes.project(x);
      for (int j = 0; j < bits; j++) {
        own[j] = logistic(projected[j]);
      }
      Distances distances = new Distances(bits, kept.size());
      double[][] codes = new double[kept.size()][bits];
      for (int r = 0; r < codes.length; r++) {
        Kept other = kept.get(r);
        double product = 0;
        for (int j = 0; j < bits; j++) {
          codes[r][j] = 2 * logistic(other.projected[j]) - 1;
          product += codes[r][j] * (2 * own[j] - 1);
        }
        distances.add((bits - product) / 2, batch.similar(number, other.batch, other.number));
      }
      double[] steps = new double[bits];
      for (int r = 0; r < codes.length; r++) {
        double slope = distances.slope(r);
        for (int j = 0; j < bits; j++) {
          steps[j] += slope * codes[r][j];
        }
      }
      for (int j = 0; j < bits; j++) {
        steps[j] *= rate * steepness * own[j] * (1 - own[j]);
      }
      planes.add(x, steps);
      for (Kept other : kept) {
        double product = 0;
        for (int k = 0; k < x.length; k++) {
          product += (double) x[k] * other.x[k];
        }
        for (int j = 0; j < bits; j++) {
          other.projected[j] += product * steps[j];
        }
      }
    }

    @Override
    public LinearHash hash() {
      return planes.hash();
    }
  }

  private double logistic(double v) {
    return 1 / (1 + Math.exp(-steepness * v));
  }

  /** How relaxed distances of relevant and of other samples are distributed over bins. */
  private final class Distances {
    private final double width;
    private final double[] places;
    private final boolean[] relevant;
    private final double[] with = new double[bins + 2];
    private final double[] without = new double[bins + 2];
    private int size;
    private int relevantSamples;

    Distances(int bits, int samples) {
      this.width = (double) bits / bins;
      this.places = new double[samples];
      this.relevant = new boolean[samples];
    }

    void add(double distance, boolean isRelevant) {
      double place = Math.max(0, Math.min(bins, distance / width));
      int lower = (int) place;
      double[] counts = isRelevant ? with : without;
      counts[lower] += 1 - (place - lower);
      counts[lower + 1] += place - lower;
      places[size] = place;
      relevant[size] = isRelevant;
      size++;
      relevantSamples += isRelevant ? 1 : 0;
    }

    /** What the negative information, in bits, changes by with the distance of a sample. */
    double slope(int sample) {
      double[] own = relevant[sample] ? with : without;
      int lower = (int) places[sample];
      return (surprise(own, lower + 1) - surprise(own, lower)) / (width * size);
    }

    /** log of a bin's share of all samples over its share of those of one kind. */
    private double surprise(double[] own, int bin) {
      int kind = own == with ? relevantSamples : size - relevantSamples;
      return own[bin] > 0
          ? Math.log((with[bin] + without[bin]) / size / own[bin] * kind) / Math.log(2)
          : 0;
    }
  }
}

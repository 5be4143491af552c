package io.reprise.baselines.pruning;

import io.reprise.nn.BatchNorm2d;
import io.reprise.nn.Conv2d;
import io.reprise.nn.Linear;
import io.reprise.nn.Module;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Tensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Gives a thin network filters of a trained one that has the same layers but wider (arXiv
 * 2001.08565). Of each narrowed convolution some filters are chosen; the convolution that reads it
 * takes the weights of just these channels. Whatever is not copied keeps its fresh initial values.
 *
 * <p>A convolution with fewer inputs than in the trained network has to read the one before it in
 * {@link Module#modules()}, as in VGG, inside a residual block and in a branch of GoogLeNet.
 *
 * @param choice which filters
 * @param normalisations which batch normalisations are copied
 * @param classifier whether linear layers are copied
 */
public record FilterInheritance(Choice choice, Normalisations normalisations, boolean classifier) {
  /** How the filters of a narrowed convolution are chosen. */
  public enum Choice {
    /** Drawn without replacement. */
    RANDOM,
    /** As drawn by the authors' code, which by mistake never takes the last filter. */
    RANDOM_BUT_THE_LAST,
    /** Those with the largest sums of absolute weights; of equal ones the first. */
    LARGEST_L1
  }

  /** Which batch normalisations are copied, each with its statistics. */
  public enum Normalisations {
    /** None. */
    FRESH,
    /** Those of convolutions that keep all filters. */
    OF_WHOLE_LAYERS,
    /** All, of narrowed ones the chosen channels. */
    ALL
  }

  /** Which channels a layer puts out, of how many. */
  private static final class Channels {
    private final int[] chosen;
    private final int all;

    Channels(int[] chosen, int all) {
      this.chosen = chosen;
      this.all = all;
    }

    static Channels everything(int all) {
      return new Channels(IntStream.range(0, all).toArray(), all);
    }

    boolean whole() {
      return chosen.length == all;
    }
  }

  /**
   * Copies in place.
   *
   * @param seed of random choices, with a stream for each layer's path
   * @throws IllegalArgumentException if the trained network lacks a layer of the thin one, a layer
   *     is wider in the thin one, a convolution is grouped, or a narrowed input does not come from
   *     the convolution before; the message names the layer
   * @throws IllegalStateException if filters are to be compared and one is not finite
   */
  public void copy(Module trained, Module thin, Seed seed) {
    Map<String, Module> originals = trained.modules();
    Channels before = Channels.everything(0);
    for (Map.Entry<String, Module> e : thin.modules().entrySet()) {
      String path = e.getKey();
      if (e.getValue() instanceof Conv2d conv) {
        before = convolution(path, original(originals, path, conv), conv, before, seed);
      } else if (e.getValue() instanceof BatchNorm2d norm) {
        BatchNorm2d original = original(originals, path, norm);
        if (normalisations == Normalisations.ALL
            || (normalisations == Normalisations.OF_WHOLE_LAYERS && before.whole())) {
          normalisation(path, original, norm, before);
        }
      } else if (e.getValue() instanceof Linear linear && classifier) {
        linear(path, original(originals, path, linear), linear, before);
      }
    }
  }

  private static <M extends Module> M original(Map<String, Module> originals, String path, M thin) {
    Module found = originals.get(path);
    if (found == null || found.getClass() != thin.getClass()) {
      throw new IllegalArgumentException(
          "the trained network has no "
              + thin.getClass().getSimpleName()
              + " '"
              + path
              + "' to inherit from: expected one of the same layers");
    }
    @SuppressWarnings("unchecked")
    M same = (M) found;
    return same;
  }

  private Channels convolution(String path, Conv2d from, Conv2d to, Channels before, Seed seed) {
    if (to.options().groups() != 1) {
      throw new IllegalArgumentException(
          path + ": convolution of " + to.options().groups() + " groups: expected 1");
    }
    Channels in = inputs(path, from.weight().shape().dim(1), to.weight().shape().dim(1), before, 1);
    Channels out = outputs(path, from.weight(), to.weight().shape().dim(0), seed);
    gather(from.weight(), to.weight(), out.chosen, in.chosen);
    Tensor bias = to.parameters().get("bias");
    if (bias != null) {
      gather(from.parameters().get("bias"), bias, out.chosen, new int[] {0});
    }
    return out;
  }

  private Channels outputs(String path, Tensor weight, int kept, Seed seed) {
    int all = weight.shape().dim(0);
    requireNarrower(path, "filters", all, kept);
    if (kept == all) {
      return Channels.everything(all);
    }
    int[] order =
        switch (choice) {
          case RANDOM -> seed.named(path).permutation(all);
          case RANDOM_BUT_THE_LAST -> seed.named(path).permutation(all - 1);
          case LARGEST_L1 -> byNorm(path, weight);
        };
    return new Channels(Arrays.stream(order).limit(kept).sorted().toArray(), all);
  }

  private static int[] byNorm(String path, Tensor weight) {
    double[] norms = FilterSelection.norms(path, weight, 1);
    return IntStream.range(0, norms.length)
        .boxed()
        .sorted(Comparator.comparingDouble(f -> -norms[f]))
        .mapToInt(f -> f)
        .toArray();
  }

  /**
   * The inputs that a layer reads.
   *
   * @param each how many neighbouring inputs a channel has
   */
  private static Channels inputs(String path, int all, int kept, Channels before, int each) {
    requireNarrower(path, "inputs", all, kept);
    if (kept == all) {
      return Channels.everything(all);
    }
    if (before.all * each != all || before.chosen.length * each != kept) {
      throw new IllegalArgumentException(
          path
              + ": reads "
              + kept
              + " of "
              + all
              + " inputs, the convolution before it puts out "
              + before.chosen.length
              + " of "
              + before.all
              + " channels: expected these");
    }
    return new Channels(
        Arrays.stream(before.chosen)
            .flatMap(c -> IntStream.range(c * each, (c + 1) * each))
            .toArray(),
        all);
  }

  private static void requireNarrower(String path, String what, int all, int kept) {
    if (kept > all) {
      throw new IllegalArgumentException(
          path + ": " + kept + " " + what + ": expected at most the " + all + " trained ones");
    }
  }

  private static void normalisation(
      String path, BatchNorm2d from, BatchNorm2d to, Channels channels) {
    int all = from.scale().shape().dim(0);
    int kept = to.scale().shape().dim(0);
    int[] chosen = inputs(path, all, kept, channels, 1).chosen;
    int[] one = {0};
    gather(from.scale(), to.scale(), chosen, one);
    gather(from.shift(), to.shift(), chosen, one);
    gather(from.runningMean(), to.runningMean(), chosen, one);
    gather(from.runningVariance(), to.runningVariance(), chosen, one);
  }

  private static void linear(String path, Linear from, Linear to, Channels before) {
    Tensor source = from.parameters().get("weight");
    Tensor target = to.parameters().get("weight");
    int all = source.shape().dim(1);
    int each = before.all > 0 && all % before.all == 0 ? all / before.all : 1;
    int[] ins = inputs(path, all, target.shape().dim(1), before, each).chosen;
    gather(source, target, IntStream.range(0, target.shape().dim(0)).toArray(), ins);
    Tensor bias = to.parameters().get("bias");
    if (bias != null) {
      Module.set(bias, from.parameters().get("bias").toFloats());
    }
  }

  /** Copies the chosen rows and columns; what lies behind the second axis goes along whole. */
  private static void gather(Tensor source, Tensor target, int[] rows, int[] columns) {
    float[] from = source.toFloats();
    int allColumns = source.shape().rank() == 1 ? 1 : source.shape().dim(1);
    int size = from.length / (source.shape().dim(0) * allColumns);
    float[] to = new float[rows.length * columns.length * size];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        System.arraycopy(
            from,
            (rows[r] * allColumns + columns[c]) * size,
            to,
            (r * columns.length + c) * size,
            size);
      }
    }
    Module.set(target, to);
  }
}

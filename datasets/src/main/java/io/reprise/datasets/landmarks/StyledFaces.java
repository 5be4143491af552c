package io.reprise.datasets.landmarks;

import io.reprise.datasets.IntensityStyle;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Faces of any source, each in a style of its own, the same whenever it is asked for. */
public final class StyledFaces implements FaceSource {
  private final FaceSource source;
  private final List<IntensityStyle> styles;
  private final Seed seed;

  /**
   * How often a style is.
   *
   * @param share of the faces, at least 0
   */
  public record Share(IntensityStyle style, double share) {}

  /**
   * Faces with given styles.
   *
   * @param styles of each face
   * @param seed of the noise; face {@code i} draws from {@code seed.named("face i")}
   * @throws IllegalArgumentException if there are not as many styles as faces
   */
  public StyledFaces(FaceSource source, List<IntensityStyle> styles, Seed seed) {
    if (styles.size() != source.size()) {
      throw new IllegalArgumentException(
          styles.size() + " styles for " + source.size() + " faces: expected one each");
    }
    this.source = source;
    this.styles = List.copyOf(styles);
    this.seed = seed;
  }

  /** All faces in one style. */
  public static StyledFaces of(FaceSource source, IntensityStyle style, Seed seed) {
    return new StyledFaces(
        source, IntStream.range(0, source.size()).mapToObj(i -> style).toList(), seed);
  }

  /**
   * A mixture with exact shares, in random order: each style has the whole part of its share of the
   * faces, and what is left goes to the largest fractions.
   *
   * @throws IllegalArgumentException if a share is negative or they do not add up to 1
   */
  public static StyledFaces mixed(FaceSource source, List<Share> shares, Seed seed) {
    List<IntensityStyle> inOrder = new ArrayList<>();
    int[] counts = counts(source.size(), shares);
    for (int s = 0; s < counts.length; s++) {
      for (int i = 0; i < counts[s]; i++) {
        inOrder.add(shares.get(s).style);
      }
    }
    int[] order = seed.named("styles").permutation(inOrder.size());
    return new StyledFaces(source, IntStream.of(order).mapToObj(inOrder::get).toList(), seed);
  }

  private static int[] counts(int n, List<Share> shares) {
    double sum = shares.stream().mapToDouble(Share::share).sum();
    if (shares.stream().anyMatch(s -> !(s.share >= 0)) || Math.abs(sum - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "shares " + shares + ": expected at least 0 each, and 1 together");
    }
    double[] exact = shares.stream().mapToDouble(s -> n * s.share).toArray();
    int[] counts = new int[exact.length];
    int left = n;
    for (int s = 0; s < exact.length; s++) {
      // A product such as 100 * 0.29 may lie just below its whole number.
      counts[s] = (int) Math.floor(exact[s] + 1e-9);
      left -= counts[s];
    }
    for (; left > 0; left--) {
      int most = 0;
      for (int s = 1; s < exact.length; s++) {
        if (exact[s] - counts[s] > exact[most] - counts[most]) {
          most = s;
        }
      }
      counts[most]++;
    }
    return counts;
  }

  /** The style of a face. */
  public IntensityStyle style(int i) {
    return styles.get(i);
  }

  @Override
  public int size() {
    return styles.size();
  }

  @Override
  public List<FaceCrop> faces(int from, int count) throws IOException {
    List<FaceCrop> plain = source.faces(from, count);
    List<FaceCrop> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FaceCrop face = plain.get(i);
      int number = from + i;
      all.add(
          new FaceCrop(
              styles.get(number).applied(face.picture(), seed.named("face " + number)),
              face.landmarks(),
              face.map(),
              face.normalizer()));
    }
    return all;
  }
}

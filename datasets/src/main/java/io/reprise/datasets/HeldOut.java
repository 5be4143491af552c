package io.reprise.datasets;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A data set for choosing between networks: training pictures alone, of which some are held out to
 * judge by. The test pictures of the whole set stay unseen.
 */
public final class HeldOut implements LabelledPictures {
  private final LabelledPictures whole;
  private final Part train;
  private final Part test;

  /**
   * Holds out pictures that are drawn uniformly; both parts keep the set's order.
   *
   * @param n how many to hold out
   * @throws IllegalArgumentException if {@code n} is below 1 or leaves nothing to learn from
   */
  public HeldOut(LabelledPictures whole, int n, Seed seed) {
    int size = whole.train().size();
    if (n < 1 || n >= size) {
      throw new IllegalArgumentException(
          "holding out "
              + n
              + " of "
              + size
              + " training pictures of "
              + whole.name()
              + ": expected from 1 to "
              + (size - 1));
    }
    int[] order = seed.permutation(size);
    this.whole = whole;
    this.test = new Part(whole.train(), sorted(order, 0, n));
    this.train = new Part(whole.train(), sorted(order, n, size));
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] some = Arrays.copyOfRange(order, from, to);
    Arrays.sort(some);
    return some;
  }

  /** Some pictures of a source, by their numbers there. */
  private static final class Part implements PictureSource {
    private final PictureSource all;
    private final int[] numbers;

    Part(PictureSource all, int[] numbers) {
      this.all = all;
      this.numbers = numbers;
    }

    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public int label(int i) {
      return all.label(numbers[i]);
    }

    @Override
    public Picture picture(int i) throws IOException {
      return all.picture(numbers[i]);
    }

    @Override
    public String nameOf(int i) {
      return all.nameOf(numbers[i]);
    }
  }

  /** The training pictures that are left. */
  @Override
  public PictureSource train() {
    return train;
  }

  /** The training pictures that are held out. */
  @Override
  public PictureSource test() {
    return test;
  }

  @Override
  public int classes() {
    return whole.classes();
  }

  @Override
  public Shape image() {
    return whole.image();
  }

  @Override
  public Normalisation normalisation() {
    return whole.normalisation();
  }

  @Override
  public List<Augmentation> testing() {
    return whole.testing();
  }

  @Override
  public String name() {
    return whole.name();
  }

  @Override
  public Origin origin() {
    return whole.origin();
  }

  /** That of the whole set. */
  @Override
  public String checksum() {
    return whole.checksum();
  }
}

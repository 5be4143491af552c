package io.reprise.datasets;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;

/**
 * A data set with other pictures to learn from or to be judged on; all else is as in the whole one.
 *
 * @param train of the whole set's classes
 * @param test of the whole set's classes
 */
public record Parts(LabelledPictures whole, PictureSource train, PictureSource test)
    implements LabelledPictures {
  /**
   * For choosing between networks: training pictures alone, of which some are held out to judge by.
   * They are drawn uniformly, both parts keep the set's order, and the test pictures stay unseen.
   *
   * @param n how many to hold out
   * @throws IllegalArgumentException if {@code n} is below 1 or leaves nothing to learn from
   */
  public static Parts heldOut(LabelledPictures whole, int n, Seed seed) {
    int[] order = order(whole, "holding out", n, seed);
    PictureSource all = whole.train();
    return new Parts(whole, all.chosen(order, n, all.size()), all.chosen(order, 0, n));
  }

  /**
   * For quick trainings: fewer training pictures, drawn uniformly, in the set's order.
   *
   * @param n how many to keep
   * @throws IllegalArgumentException if {@code n} is below 1 or not fewer than there are
   */
  public static Parts fewer(LabelledPictures whole, int n, Seed seed) {
    int[] order = order(whole, "keeping", n, seed);
    return new Parts(whole, whole.train().chosen(order, 0, n), whole.test());
  }

  private static int[] order(LabelledPictures whole, String doing, int n, Seed seed) {
    int size = whole.train().size();
    if (n < 1 || n >= size) {
      throw new IllegalArgumentException(
          doing
              + " "
              + n
              + " of "
              + size
              + " training pictures of "
              + whole.name()
              + ": expected from 1 to "
              + (size - 1));
    }
    return seed.permutation(size);
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

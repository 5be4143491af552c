package io.reprise.papers.adversarial;

import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureSource;
import java.io.IOException;
import java.util.Arrays;

/** Some pictures of a source, in its order. */
final class PictureChoice implements PictureSource {
  private final PictureSource all;
  private final int[] numbers;

  private PictureChoice(PictureSource all, int... numbers) {
    this.all = all;
    this.numbers = numbers;
    Arrays.sort(numbers);
  }

  /** Those at some places of an order, from {@code from} to below {@code to}. */
  static PictureChoice of(PictureSource all, int[] order, int from, int to) {
    if (from >= to || to > order.length) {
      throw new IllegalArgumentException(
          "pictures "
              + from
              + " to "
              + to
              + " of "
              + order.length
              + ": expected at least one, of those that there are");
    }
    return new PictureChoice(all, Arrays.copyOfRange(order, from, to));
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

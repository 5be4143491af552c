package io.reprise.datasets;

import java.io.IOException;

/** Some pictures of a source, by their numbers there. */
final class SomePictures implements PictureSource {
  private final PictureSource all;
  private final int[] numbers;

  SomePictures(PictureSource all, int... numbers) {
    if (numbers.length == 0) {
      throw new IllegalArgumentException("some pictures: none named, expected at least one");
    }
    for (int i : numbers) {
      if (i < 0 || i >= all.size()) {
        throw new IllegalArgumentException(
            "picture " + i + ": expected from 0 to " + (all.size() - 1));
      }
    }
    this.all = all;
    this.numbers = numbers.clone();
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

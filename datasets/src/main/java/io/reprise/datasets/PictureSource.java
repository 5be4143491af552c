package io.reprise.datasets;

import java.io.IOException;
import java.util.Arrays;

/** Labelled pictures, in memory or in files. Safe for use by several threads. */
public interface PictureSource {
  /** How many there are, at least 1. */
  int size();

  /** The class of a picture, counted from 0. */
  int label(int i);

  /**
   * A picture, read anew if it lies in a file.
   *
   * @throws IOException naming the file, if it cannot be read
   */
  Picture picture(int i) throws IOException;

  /** What a message calls a picture, for example its file. */
  String nameOf(int i);

  /**
   * Some of them, in the order given; files are still read when they are asked for.
   *
   * @throws IllegalArgumentException if none is named, or one that is not there
   */
  default PictureSource only(int... numbers) {
    return new SomePictures(this, numbers);
  }

  /**
   * Those at some places of an order, such as a random one; they keep the order they have here.
   *
   * @param from the first place
   * @param to the place after the last
   * @throws IllegalArgumentException if that is none, or more than there are
   */
  default PictureSource chosen(int[] order, int from, int to) {
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
    int[] numbers = Arrays.copyOfRange(order, from, to);
    Arrays.sort(numbers);
    return only(numbers);
  }
}

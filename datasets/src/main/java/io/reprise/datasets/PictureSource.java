package io.reprise.datasets;

import java.io.IOException;

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
}

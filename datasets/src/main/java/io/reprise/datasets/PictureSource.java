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
}

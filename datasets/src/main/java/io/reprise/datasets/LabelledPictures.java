package io.reprise.datasets;

import io.reprise.tensor.Shape;
import java.util.List;

/**
 * What a classifier learns from and is judged on, in memory or in files, and how its pictures
 * become inputs.
 */
public interface LabelledPictures extends Dataset {
  /** What networks learn from. */
  PictureSource train();

  /** What they are judged on. */
  PictureSource test();

  int classes();

  /** The shape of every input, {@code [C, H, W]}. */
  Shape image();

  /** What pixel values become. */
  Normalisation normalisation();

  /**
   * What is done to a test picture before that, so that it has the shape of an input; none of it
   * draws random numbers.
   */
  List<Augmentation> testing();
}

package io.reprise.experiment.figures;

import io.reprise.datasets.Normalisation;
import io.reprise.datasets.Picture;
import io.reprise.tensor.Shape;

/** An image as a network gets it, as a picture again. */
public final class InputPicture {
  private InputPicture() {}

  /**
   * Undoes the normalisation of one image of a batch: {@code (value * deviation + mean) * 255},
   * rounded; what is below 0 or above 255 then, as attacks and augmentation make it, is cut.
   *
   * @param values of the batch, image by image, plane by plane
   * @param index of the image in the batch, from 0
   * @param image {@code [C, H, W]}, C 1 or 3
   * @throws IllegalArgumentException if the values are no whole number of such images or have no
   *     such image, the normalisation is of another number of channels, or a value is not finite
   */
  public static Picture of(float[] values, int index, Shape image, Normalisation normalisation) {
    int size = Math.toIntExact(image.elements());
    if (image.rank() != 3 || size < 1 || image.dim(0) != normalisation.channels()) {
      throw new IllegalArgumentException(
          "image of shape "
              + image
              + " and normalisation of "
              + normalisation.channels()
              + " channels: expected [C, H, W] with as many channels");
    }
    if (values.length % size != 0 || index < 0 || index >= values.length / size) {
      throw new IllegalArgumentException(
          "image "
              + index
              + " of "
              + values.length
              + " values: expected a whole number of images of "
              + size
              + " values, and one of them");
    }
    int plane = size / image.dim(0);
    byte[] pixels = new byte[size];
    for (int i = 0; i < size; i++) {
      float value = values[index * size + i];
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "image " + index + " holds " + value + " at " + i + ": expected finite values");
      }
      int c = i / plane;
      double share = value * normalisation.standardDeviation().get(c) + normalisation.mean().get(c);
      pixels[i] = (byte) Math.round(Math.max(0, Math.min(255, share * 255)));
    }
    return new Picture(image, pixels);
  }
}

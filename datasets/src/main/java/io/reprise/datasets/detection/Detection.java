package io.reprise.datasets.detection;

import io.reprise.datasets.Box;

/**
 * One object that a model found.
 *
 * @param image the name or number of the image
 * @param score how sure the model is; only the order counts
 */
public record Detection(String image, Box box, double score) {
  public Detection {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException(
          "detection in " + image + ": score NaN: expected a number");
    }
  }
}

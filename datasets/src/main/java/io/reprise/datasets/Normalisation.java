package io.reprise.datasets;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean and the standard deviation of each channel, as shares of the largest pixel value 255.
 */
public record Normalisation(List<Double> mean, List<Double> standardDeviation) {
  /** Copies the lists. */
  public Normalisation {
    mean = List.copyOf(mean);
    standardDeviation = List.copyOf(standardDeviation);
  }

  /** Those over all pixels of all images, computed exactly up to the last rounding. */
  public static Normalisation of(ImageSet images) {
    int channels = images.image().dim(0);
    int plane = images.image().dim(1) * images.image().dim(2);
    List<Double> mean = new ArrayList<>();
    List<Double> deviation = new ArrayList<>();
    double n = (double) images.size() * plane;
    for (int c = 0; c < channels; c++) {
      long sum = 0;
      long squares = 0;
      for (int i = 0; i < images.size(); i++) {
        for (int p = c * plane; p < (c + 1) * plane; p++) {
          int value = images.pixel(i, p);
          sum += value;
          squares += (long) value * value;
        }
      }
      mean.add(sum / n / 255);
      deviation.add(Math.sqrt(squares / n - sum / n * (sum / n)) / 255);
    }
    return new Normalisation(mean, deviation);
  }
}

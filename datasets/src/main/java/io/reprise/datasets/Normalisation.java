package io.reprise.datasets;

import java.util.ArrayList;
import java.util.List;

/**
 * What each of the 256 pixel values of each channel becomes: {@code (p / 255 - mean) / deviation}.
 */
public final class Normalisation {
  /** Mean and standard deviation over ImageNet's training set, as every model zoo uses them. */
  public static final Normalisation IMAGENET =
      new Normalisation(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  private final List<Double> mean;
  private final List<Double> standardDeviation;
  private final float[][] table;

  /**
   * Prepares the values.
   *
   * @param mean of each channel, as a share of the largest pixel value 255, to subtract
   * @param standardDeviation of each channel, in the same unit, to divide by
   * @throws IllegalArgumentException if their numbers differ, or they are not finite and the
   *     deviations positive
   */
  public Normalisation(List<Double> mean, List<Double> standardDeviation) {
    String found = "mean " + mean + " and standard deviation " + standardDeviation;
    if (mean.isEmpty() || mean.size() != standardDeviation.size()) {
      throw new IllegalArgumentException(found + ": expected one each for every channel");
    }
    if (!mean.stream().allMatch(Double::isFinite)
        || !standardDeviation.stream().allMatch(s -> s > 0 && Double.isFinite(s))) {
      throw new IllegalArgumentException(found + ": expected finite numbers and deviations > 0");
    }
    this.mean = List.copyOf(mean);
    this.standardDeviation = List.copyOf(standardDeviation);
    table = new float[mean.size()][256];
    for (int c = 0; c < table.length; c++) {
      for (int p = 0; p < 256; p++) {
        table[c][p] = (float) ((p / 255.0 - mean.get(c)) / standardDeviation.get(c));
      }
    }
  }

  /** That over all pixels of all images, computed exactly up to the last rounding. */
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

  /** Of each channel, as a share of the largest pixel value 255. */
  public List<Double> mean() {
    return mean;
  }

  /** Of each channel, in the same unit. */
  public List<Double> standardDeviation() {
    return standardDeviation;
  }

  /** How many channels an image must have. */
  public int channels() {
    return table.length;
  }

  /**
   * Writes the normalised values of a picture.
   *
   * @param to where the first goes in {@code inputs}; the others follow, plane by plane
   * @throws IllegalArgumentException if the picture has another number of channels
   */
  public void write(Picture picture, float[] inputs, int to) {
    if (picture.channels() != table.length) {
      throw new IllegalArgumentException(
          picture + " normalised as " + table.length + " channels: expected as many");
    }
    byte[] pixels = picture.values();
    int plane = pixels.length / table.length;
    for (int c = 0; c < table.length; c++) {
      float[] values = table[c];
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        inputs[to + i] = values[pixels[i] & 0xff];
      }
    }
  }
}

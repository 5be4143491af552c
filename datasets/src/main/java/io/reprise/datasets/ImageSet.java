package io.reprise.datasets;

import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.IntStream;

/** Labelled images of one shape with 8 bits a channel, in Java memory. Immutable. */
public final class ImageSet implements PictureSource {
  private final Shape image;
  private final int classes;
  private final int stride;
  private final byte[] pixels;
  private final int[] labels;

  /**
   * Takes over the arrays without a copy (CIFAR-10 is 184 MB): do not change them afterwards.
   *
   * @param image the shape of one image, {@code [C, H, W]}
   * @param classes at least 1
   * @param pixels unsigned, image after image, each channel plane by channel plane and row by row
   * @param labels one an image, each from 0 and below {@code classes}
   * @throws IllegalArgumentException if there is no image, the sizes disagree or a label is out of
   *     range
   */
  public ImageSet(Shape image, int classes, byte[] pixels, int[] labels) {
    if (image.rank() != 3 || image.elements() < 1) {
      throw new IllegalArgumentException(
          "image set: image shape " + image + ": expected [C, H, W] with every extent >= 1");
    }
    if (classes < 1) {
      throw new IllegalArgumentException("image set: " + classes + " classes: expected at least 1");
    }
    if (labels.length == 0 || pixels.length != labels.length * image.elements()) {
      throw new IllegalArgumentException(
          "image set: "
              + pixels.length
              + " pixel values and "
              + labels.length
              + " labels: expected at least one image, and "
              + image.elements()
              + " values of shape "
              + image
              + " for each label");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "image set: label "
                + labels[i]
                + " of image "
                + i
                + ": expected from 0 to "
                + (classes - 1));
      }
    }
    this.image = image;
    this.classes = classes;
    this.stride = Math.toIntExact(image.elements());
    this.pixels = pixels;
    this.labels = labels;
  }

  /** How many images there are, at least 1. */
  @Override
  public int size() {
    return labels.length;
  }

  /** The shape of one image, {@code [C, H, W]}. */
  public Shape image() {
    return image;
  }

  public int classes() {
    return classes;
  }

  /** The class of an image, counted from 0. */
  @Override
  public int label(int i) {
    return labels[i];
  }

  /**
   * One value of one image, from 0 to 255.
   *
   * @param offset in row-major order over {@code [C, H, W]}
   */
  public int pixel(int i, int offset) {
    return Byte.toUnsignedInt(pixels[i * stride + Objects.checkIndex(offset, stride)]);
  }

  /** A copy of an image. */
  @Override
  public Picture picture(int i) {
    return new Picture(image, Arrays.copyOfRange(pixels, i * stride, (i + 1) * stride));
  }

  @Override
  public String nameOf(int i) {
    return "image " + i;
  }

  /** How many images each class has. */
  public int[] imagesPerClass() {
    int[] counts = new int[classes];
    for (int i = 0; i < size(); i++) {
      counts[label(i)]++;
    }
    return counts;
  }

  /**
   * A random choice of images, in the order they have here, whose counts per class differ by at
   * most 1. The classes that have one more are random too.
   *
   * @throws IllegalArgumentException if {@code n} is below 1 or more than a balanced choice can
   *     give
   */
  public ImageSet subset(int n, Seed seed) {
    boolean[] chosen = chosen(n, seed);
    return only(IntStream.range(0, size()).filter(i -> chosen[i]).toArray());
  }

  /**
   * The images that {@link #subset} leaves out, in the order they have here.
   *
   * @throws IllegalArgumentException if {@code n} is below 1, more than a balanced choice can give,
   *     or all images
   */
  public ImageSet rest(int n, Seed seed) {
    boolean[] chosen = chosen(n, seed);
    return only(IntStream.range(0, size()).filter(i -> !chosen[i]).toArray());
  }

  private boolean[] chosen(int n, Seed seed) {
    int most = largestBalancedSubset();
    if (n < 1 || n > most) {
      throw new IllegalArgumentException(
          "subset of "
              + n
              + " images: expected from 1 to "
              + most
              + ", the most that is balanced over "
              + classes
              + " classes; images per class: "
              + Arrays.toString(imagesPerClass()));
    }
    int[] wanted = countsOfBalancedSubset(n, seed.named("remainder"));
    boolean[] chosen = new boolean[size()];
    for (int i : seed.named("images").permutation(size())) {
      if (wanted[label(i)] > 0) {
        wanted[label(i)]--;
        chosen[i] = true;
      }
    }
    return chosen;
  }

  /**
   * Some of the images.
   *
   * @param numbers of at least one image, in the order they are to have
   * @throws IllegalArgumentException if there is none, or no image of such a number
   */
  @Override
  public ImageSet only(int... numbers) {
    byte[] somePixels = new byte[Math.multiplyExact(numbers.length, stride)];
    int[] someLabels = new int[numbers.length];
    for (int to = 0; to < numbers.length; to++) {
      int i = numbers[to];
      if (i < 0 || i >= size()) {
        throw new IllegalArgumentException(
            "image set: image " + i + ": expected from 0 to " + (size() - 1));
      }
      System.arraycopy(pixels, i * stride, somePixels, to * stride, stride);
      someLabels[to] = labels[i];
    }
    return new ImageSet(image, classes, somePixels, someLabels);
  }

  private int largestBalancedSubset() {
    int[] counts = imagesPerClass();
    int fewest = Arrays.stream(counts).min().orElseThrow();
    return fewest * classes + (int) Arrays.stream(counts).filter(c -> c > fewest).count();
  }

  private int[] countsOfBalancedSubset(int n, Seed seed) {
    int[] available = imagesPerClass();
    int[] counts = new int[classes];
    Arrays.fill(counts, n / classes);
    int left = n % classes;
    for (int c : seed.permutation(classes)) {
      if (left > 0 && available[c] > counts[c]) {
        counts[c]++;
        left--;
      }
    }
    return counts;
  }

  /**
   * SHA-256 over the shape of an image, the labels (a byte each for up to 256 classes, else four)
   * and the pixels, in hexadecimal.
   */
  public String checksum() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      ByteBuffer extents = ByteBuffer.allocate(3 * Integer.BYTES);
      for (int extent : image.toArray()) {
        extents.putInt(extent);
      }
      sha.update(extents.array());
      sha.update(labelBytes());
      return HexFormat.of().formatHex(sha.digest(pixels));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private byte[] labelBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(size() * (classes <= 256 ? 1 : Integer.BYTES));
    for (int label : labels) {
      if (classes <= 256) {
        bytes.put((byte) label);
      } else {
        bytes.putInt(label);
      }
    }
    return bytes.array();
  }
}

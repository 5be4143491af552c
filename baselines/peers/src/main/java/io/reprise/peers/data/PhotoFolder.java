package io.reprise.peers.data;

import io.reprise.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A folder of JPEGs whose size and detail are those of photographs: sums of random waves of all
 * lengths, with noise, at quality 0.9. ImageNet has about 110 kB an image of 500 x 375.
 */
final class PhotoFolder {
  private static final int WAVES = 60;
  private static final double NOISE = 12;

  private PhotoFolder() {}

  /** Writes {@code n} images of each of two classes below a new folder. */
  static Path write(int n, int width, int height) throws IOException {
    Path folder = Files.createTempDirectory("photos");
    for (int i = 0; i < 2 * n; i++) {
      Path of = Files.createDirectories(folder.resolve(i % 2 == 0 ? "even" : "odd"));
      UniformRandomProvider random = new Seed(i).generator();
      write(draw(width, height, random), of.resolve(i + ".JPEG"));
    }
    return folder;
  }

  private static BufferedImage draw(int width, int height, UniformRandomProvider random) {
    double[] values = new double[3 * width * height];
    for (int wave = 0; wave < WAVES; wave++) {
      double length = 4 * StrictMath.pow(width / 4.0, random.nextDouble());
      double angle = 2 * Math.PI * random.nextDouble();
      double phase = 2 * Math.PI * random.nextDouble();
      double across = 2 * Math.PI / length * StrictMath.cos(angle);
      double down = 2 * Math.PI / length * StrictMath.sin(angle);
      double strength = 25 * Math.sqrt(length / width);
      double[] colour = {random.nextDouble(), random.nextDouble(), random.nextDouble()};
      for (int i = 0; i < width * height; i++) {
        int row = i / width;
        double value = strength * StrictMath.sin(across * (i % width) + down * row + phase);
        for (int c = 0; c < 3; c++) {
          values[3 * i + c] += colour[c] * value;
        }
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      double noise = NOISE * (random.nextDouble() + random.nextDouble() - 1);
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        double value = 128 + values[3 * i + c] + noise;
        rgb = rgb << 8 | (int) Math.min(255, Math.max(0, value));
      }
      image.setRGB(i % width, i / width, rgb);
    }
    return image;
  }

  private static void write(BufferedImage image, Path file) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      ImageWriteParam quality = writer.getDefaultWriteParam();
      quality.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      quality.setCompressionQuality(0.9f);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), quality);
    } finally {
      writer.dispose();
    }
  }
}

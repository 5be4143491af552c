package io.reprise.datasets.procedural;

import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;

/** The 10 classes of {@link Shapes}. */
public final class ShapesExhibit implements Exhibit {
  @Override
  public String title() {
    return "Shapes, 10 classes";
  }

  @Override
  public String caption() {
    return "Two images of each class at 32x32, enlarged 3 times. A column is a class: disc, square,"
        + " triangle, cross and ring, each with bars that follow each other along one axis and"
        + " then along the other. Colour, place, size, clutter and noise tell nothing.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    return pictures(Shapes.generate(20, 1, seed).train(), 3);
  }

  static List<Picture> pictures(ImageSet images, int scale) {
    int values = Math.toIntExact(images.image().elements());
    return IntStream.range(0, images.size())
        .mapToObj(
            i -> {
              byte[] pixels = new byte[values];
              for (int p = 0; p < values; p++) {
                pixels[p] = (byte) images.pixel(i, p);
              }
              return Canvas.of(new Picture(images.image(), pixels), scale).picture();
            })
        .toList();
  }
}

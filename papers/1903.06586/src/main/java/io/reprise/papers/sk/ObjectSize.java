package io.reprise.papers.sk;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Preparation;
import io.reprise.datasets.augmentation.CentreCrop;
import io.reprise.datasets.augmentation.Resize;
import io.reprise.datasets.procedural.glyphs.ScaledGlyphs;
import java.util.List;
import java.util.Locale;

/**
 * How large the objects of some images are: glyphs as they were drawn, or other objects enlarged in
 * the paper's way, by cutting out the middle of each image.
 *
 * @param factor of the length
 * @param drawn whether images of that size were drawn
 */
record ObjectSize(double factor, boolean drawn) {
  /** The paper's. */
  static final List<ObjectSize> ENLARGED =
      List.of(new ObjectSize(1, false), new ObjectSize(1.5, false), new ObjectSize(2, false));

  /** Those of {@link ScaledGlyphs}. */
  static final List<ObjectSize> DRAWN =
      ScaledGlyphs.SCALES.stream().map(q -> new ObjectSize(q, true)).toList();

  private static final int EVALUATION_BATCH = 100;

  /** In names of metrics. */
  String id() {
    return drawn
        ? String.format(Locale.ROOT, "glyphs_of_%.0f_pixels", 4 * factor)
        : String.format(Locale.ROOT, "enlarged_%.1fx", factor);
  }

  /** For people. */
  String title() {
    return drawn
        ? String.format(Locale.ROOT, "glyphs of %.0f pixels", 4 * factor)
        : String.format(Locale.ROOT, "%.1fx", factor);
  }

  /** Test images with objects of this size. */
  ImageSet images(SkData data, Protocol.Source source) {
    return drawn ? data.requireGlyphs().testOfScale((int) factor) : data.of(source).test();
  }

  /** Some images of {@link #images}, with the objects in this size, normalised. */
  ImageBatches batches(ImageSet images, ImageClassification set) {
    return ImageBatches.evaluation(
        images,
        new Preparation(set.train().image(), enlarging(images), set.normalisation()),
        EVALUATION_BATCH);
  }

  /** Cuts out the middle, the image's side over the factor, and resizes it to the side. */
  List<Augmentation> enlarging(ImageSet images) {
    if (drawn || factor == 1) {
      return List.of();
    }
    int side = images.image().dim(1);
    return List.of(new CentreCrop((int) Math.round(side / factor)), new Resize(side));
  }
}

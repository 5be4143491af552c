package io.reprise.papers.sk;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageCollection;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.glyphs.ScaledGlyphs;
import java.util.Optional;

/**
 * What trials train on: CIFAR or what stands in for it, and glyphs of known scale, since objects in
 * CIFAR have no known size.
 *
 * @param glyphs not at scale {@code paper}, which has nothing but the published protocol
 */
record SkData(ImageCollection images, Optional<ScaledGlyphs> glyphs) implements Dataset {
  /**
   * The glyphs.
   *
   * @throws IllegalArgumentException if the scale has none
   */
  ScaledGlyphs requireGlyphs() {
    return glyphs.orElseThrow(
        () ->
            new IllegalArgumentException(
                "no scaled glyphs at this scale: expected smoke or quick"));
  }

  /** The set that a variant trains on. */
  ImageClassification of(Protocol.Source source) {
    return source == Protocol.Source.GLYPHS
        ? requireGlyphs().images()
        : images.ofClasses(source.classes());
  }

  /** Of the glyphs it says what they are where the images are published ones. */
  @Override
  public String name() {
    String kind = origin() == Origin.MIXED ? " (procedural)" : "";
    return images.name() + glyphs.map(g -> " and " + g.name() + kind).orElse("");
  }

  @Override
  public Origin origin() {
    return images.origin() == Origin.REAL && glyphs.isPresent() ? Origin.MIXED : images.origin();
  }

  @Override
  public String checksum() {
    Checksum sum = new Checksum().add(images.checksum());
    glyphs.ifPresent(g -> sum.add(g.checksum()));
    return sum.hex();
  }
}

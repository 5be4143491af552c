package io.reprise.papers.sge;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.MaskedImages;

/**
 * Pictures on which accuracies are compared, and images of which it is known where the object is:
 * no published set for classification says that, so these are procedural at every scale.
 *
 * @param pictures photos, or procedural ones where none are at hand
 */
record SgeData(LabelledPictures pictures, MaskedImages clutter) implements Dataset {
  /** Of the clutter it says what it is where the pictures are published ones. */
  @Override
  public String name() {
    String kind = origin() == Origin.REAL ? " (procedural)" : "";
    return pictures.name() + " and " + clutter.name() + kind;
  }

  /** That of the pictures, which the paper's numbers are about. */
  @Override
  public Origin origin() {
    return pictures.origin();
  }

  @Override
  public String checksum() {
    return new Checksum().add(pictures.checksum()).add(clutter.checksum()).hex();
  }
}

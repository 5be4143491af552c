package io.reprise.papers.sge;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.LabelledPictures;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.MaskedImages;
import io.reprise.experiment.Settings;

/**
 * Pictures on which accuracies are compared, and images of which it is known where the object is:
 * no published set for classification says that, so these are procedural at every scale.
 *
 * @param pictures photos, or procedural ones where none are at hand
 */
record SgeData(LabelledPictures pictures, MaskedImages clutter) implements Dataset {
  /** What trials of some settings train on and are tested on. */
  Dataset of(Settings settings) {
    return Protocol.Data.valueOf(settings.text("data")) == Protocol.Data.CLUTTER
        ? clutter
        : pictures;
  }

  /** Of the clutter it says what it is where the pictures are published ones. */
  @Override
  public String name() {
    String kind = origin() == Origin.MIXED ? " (procedural)" : "";
    return pictures.name() + " and " + clutter.name() + kind;
  }

  @Override
  public Origin origin() {
    return pictures.origin() == Origin.REAL ? Origin.MIXED : Origin.PROCEDURAL;
  }

  @Override
  public String checksum() {
    return new Checksum().add(pictures.checksum()).add(clutter.checksum()).hex();
  }
}

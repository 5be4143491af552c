package io.reprise.papers.sk;

import io.reprise.datasets.Augmentation;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Picture;
import io.reprise.nn.LayerContext;
import io.reprise.nn.State;
import java.util.ArrayList;
import java.util.List;

/** Single test images in each size of their objects, with what a trained network selects. */
final class SelectionExamples {
  private static final int CLASSES = 4;

  private final LayerContext at;
  private final Model model;
  private final State trained;
  private final ImageClassification set;
  private final List<ObjectSize> sizes;
  private final List<List<Example>> rows = new ArrayList<>();

  /**
   * One image in one size.
   *
   * @param picture as the network gets it, but for the normalisation
   * @param selection for this image alone
   */
  record Example(Picture picture, Selection selection) {}

  /** One image of each of the first classes, in every size. */
  SelectionExamples(
      LayerContext at, Model model, State trained, SkData data, Protocol.Source source) {
    this.at = at;
    this.model = model;
    this.trained = trained;
    set = data.of(source);
    sizes = source == Protocol.Source.GLYPHS ? ObjectSize.DRAWN : ObjectSize.ENLARGED;
    for (int label = 0; label < CLASSES; label++) {
      List<Example> row = new ArrayList<>();
      for (ObjectSize size : sizes) {
        ImageSet images = size.images(data, source);
        row.add(example(images.only(firstOf(label, images)), size));
      }
      rows.add(row);
    }
  }

  private static int firstOf(int label, ImageSet images) {
    for (int i = 0; i < images.size(); i++) {
      if (images.label(i) == label) {
        return i;
      }
    }
    return 0; // at scale smoke a class may be missing
  }

  private Example example(ImageSet one, ObjectSize size) {
    Picture picture = one.picture(0);
    for (Augmentation a : size.enlarging(one)) {
      picture = a.apply(picture, at.seed().generator()); // which none of them draws from
    }
    return new Example(
        picture, Selection.of(at, model, set.train().classes(), trained, size.batches(one, set)));
  }

  List<ObjectSize> sizes() {
    return sizes;
  }

  /** A row of examples for each of some classes, from the smallest size. */
  List<List<Example>> rows() {
    return rows.stream().map(List::copyOf).toList();
  }
}

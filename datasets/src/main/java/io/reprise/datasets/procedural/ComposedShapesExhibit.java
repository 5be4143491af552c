package io.reprise.datasets.procedural;

import io.reprise.datasets.Picture;
import io.reprise.tensor.Seed;
import java.util.List;

/** The 100 classes of {@link Shapes}. */
public final class ComposedShapesExhibit implements Exhibit {
  @Override
  public String title() {
    return "Shapes, 100 classes";
  }

  @Override
  public String caption() {
    return "One image of each class at 96x96, in the order of the classes: the arrangement (single,"
        + " row, column, diagonal) changes every 25 images, the outline every 5, and the texture"
        + " (bars along one axis or the other, checks, circles, chevrons) with each.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    return ShapesExhibit.pictures(Shapes.generate(100, 96, 100, 1, seed).train(), 1);
  }
}

package io.reprise.datasets.procedural.clutter;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.datasets.procedural.MaskedImages;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** {@link PartsInClutter}, with and without the answer. */
public final class ClutterExhibit implements Exhibit {
  private static final int SCALE = 3;
  private static final int ORANGE = 0xe69f00;

  @Override
  public String title() {
    return "Parts in clutter";
  }

  @Override
  public String caption() {
    return "Two images of each of 8 classes at 32x32, enlarged 3 times, then the same with the"
        + " object outlined. A class is a pair of glyphs of 5x5 cells that lie diagonally; each"
        + " glyph belongs to two classes. Around them are pieces of 3x3 cells of any glyphs, and"
        + " noise.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    MaskedImages data = PartsInClutter.generate(ClutterForm.GREY, 16, 1, seed);
    List<Picture> all = new ArrayList<>();
    for (int i = 0; i < data.train().size(); i++) {
      all.add(Canvas.of(data.images().train().picture(i), SCALE).picture());
    }
    for (int i = 0; i < data.train().size(); i++) {
      Canvas canvas = Canvas.of(data.images().train().picture(i), SCALE);
      canvas.outline(data.train(), i, SCALE, ORANGE);
      all.add(canvas.picture());
    }
    return all;
  }
}

package io.reprise.datasets.procedural.glyphs;

import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** {@link ScaledGlyphs}, a row for each scale. */
public final class GlyphsExhibit implements Exhibit {
  private static final int DRAWN = 240;
  private static final int EACH = 8;
  private static final int ENLARGED = 4;

  @Override
  public String title() {
    return "Scaled glyphs";
  }

  @Override
  public String caption() {
    return "Images of 32x32 pixels, enlarged 4 times; a row is a scale: cells of 1, 2 and 3 pixels."
        + " Each holds three copies of its class's glyph of 4x4 cells, of one size, over six upper"
        + " halves of other glyphs in any size, under noise. To tell the class takes a view as"
        + " large as a glyph, 4, 8 or 12 pixels.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    ScaledGlyphs glyphs = ScaledGlyphs.generate(1, DRAWN, seed);
    List<Picture> pictures = new ArrayList<>();
    for (int scale : ScaledGlyphs.SCALES) {
      ImageSet images = glyphs.testOfScale(scale);
      for (int i = 0; i < EACH; i++) {
        pictures.add(Canvas.of(images.picture(i), ENLARGED).picture());
      }
    }
    return pictures;
  }
}

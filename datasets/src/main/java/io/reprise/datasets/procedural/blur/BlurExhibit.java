package io.reprise.datasets.procedural.blur;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.List;

/** {@link MotionBlurPairs} with their flow. */
public final class BlurExhibit implements Exhibit {
  private static final int SCALE = 5;
  private static final int GAP = 6;

  @Override
  public String title() {
    return "Motion blur pairs";
  }

  @Override
  public String caption() {
    return "A pair a row of 64x64 pixels, enlarged 5 times: the blurred picture, the sharp one"
        + " of the middle of the exposure, and the flow, a line from where a place is at the start"
        + " of the exposure to where it is at its end. Discs in front move by themselves, and the"
        + " camera turns a little.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    return MotionBlurPairs.generate(BlurForm.DEFAULT, 3, 1, seed).train().stream()
        .map(BlurExhibit::row)
        .toList();
  }

  private static Picture row(BlurPair pair) {
    int side = pair.sharp().height() * SCALE;
    Canvas canvas = new Canvas(side, 3 * side + 2 * GAP, 0xd0d0d0);
    canvas.put(Canvas.of(pair.blurred(), SCALE).picture(), 0, 0);
    canvas.put(Canvas.of(pair.sharp(), SCALE).picture(), side + GAP, 0);
    canvas.put(flow(pair), 2 * (side + GAP), 0);
    return canvas.picture();
  }

  private static Picture flow(BlurPair pair) {
    int side = pair.sharp().height();
    Canvas canvas = new Canvas(side * SCALE, side * SCALE, 0xffffff);
    for (int y = 4; y < side; y += 8) {
      for (int x = 4; x < side; x += 8) {
        Point f = pair.flow(y, x);
        double cx = (x + 0.5) * SCALE;
        double cy = (y + 0.5) * SCALE;
        double dx = f.x() * SCALE / 2;
        double dy = f.y() * SCALE / 2;
        canvas.line(cx - dx, cy - dy, cx + dx, cy + dy, 0x0b5394);
        canvas.fill((int) (cx + dx) - 1, (int) (cy + dy) - 1, 3, 3, 0xd55e00);
      }
    }
    return canvas.picture();
  }
}

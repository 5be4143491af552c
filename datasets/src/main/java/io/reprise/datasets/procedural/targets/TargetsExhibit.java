package io.reprise.datasets.procedural.targets;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Exhibit;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;

/** {@link MovingTargets}, with and without the answer. */
public final class TargetsExhibit implements Exhibit {
  private static final int SCALE = 3;
  private static final int REACH = 5;

  @Override
  public String title() {
    return "Small moving targets";
  }

  @Override
  public String caption() {
    return "A row is a sequence: frames 1, 7, 13 and 19 of 64x64 pixels, enlarged 3 times, and the"
        + " last of them again with the answer: the target in an orange frame at the end of its"
        + " path, and in blue what looks like a target but moves with the background.";
  }

  @Override
  public List<Picture> pictures(Seed seed) {
    List<Picture> all = new ArrayList<>();
    for (TargetSequence s : MovingTargets.generate(TargetForm.DEFAULT, 3, 1, seed).train()) {
      for (int t = 0; t < s.frames().size(); t += 6) {
        all.add(Canvas.of(s.frames().get(t), SCALE).picture());
      }
      all.add(answer(s, 18));
    }
    return all;
  }

  private static Picture answer(TargetSequence s, int frame) {
    Canvas canvas = Canvas.of(s.frames().get(frame), SCALE);
    for (Point p : s.distractors().get(frame)) {
      mark(canvas, p, 0x56b4e9);
    }
    for (int t = 1; t <= frame; t++) {
      Point from = s.path().get(t - 1);
      Point to = s.path().get(t);
      canvas.line(at(from.x()), at(from.y()), at(to.x()), at(to.y()), 0xe69f00);
    }
    mark(canvas, s.path().get(frame), 0xe69f00);
    return canvas.picture();
  }

  private static double at(double place) {
    return (place + 0.5) * SCALE;
  }

  private static void mark(Canvas canvas, Point p, int colour) {
    int side = (2 * REACH + 1) * SCALE / 2 * 2;
    canvas.frame(
        (int) (at(p.x()) - side / 2.0), (int) (at(p.y()) - side / 2.0), side, side, colour);
  }
}

package io.reprise.datasets.procedural.targets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.Examples;
import io.reprise.datasets.procedural.Learner;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovingTargetsTest {
  private static final int REACH = 6;
  private static final int PATCH = 2 * REACH + 1;

  /** A change of this value changes every result that rests on the data. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    TargetForm shaken = new TargetForm(6, 48, 80, 2, 3, 1.5);
    assertEquals(
        "e1f0393310b619263f1527846e53d166096fa151842b0f2e62a1932bc3c03f62",
        MovingTargets.generate(TargetForm.DEFAULT, 3, 2, new Seed(7)).checksum());
    assertEquals(
        "1b0a67d9db2f15e2d49a121e33d7ebebd57336ba74e1ca104b610cf7ae8fd7e9",
        MovingTargets.generate(shaken, 3, 2, new Seed(7)).checksum());
  }

  @Test
  void startsALongerSetWithTheSequencesOfAShorterOneAndDiffersBySeedAndPart() {
    MovingTargets small = MovingTargets.generate(TargetForm.DEFAULT, 2, 2, new Seed(1));
    MovingTargets large = MovingTargets.generate(TargetForm.DEFAULT, 3, 2, new Seed(1));
    assertEquals(small.train().get(1).path(), large.train().get(1).path());
    assertNotEquals(small.train().get(0).path(), small.test().get(0).path());
    assertNotEquals(
        small.checksum(), MovingTargets.generate(TargetForm.DEFAULT, 2, 2, new Seed(2)).checksum());
  }

  @Test
  void theTargetStaysInsideAndMovesByItsSpeed() {
    for (TargetSequence s :
        MovingTargets.generate(TargetForm.DEFAULT, 30, 1, new Seed(1)).train()) {
      assertEquals(20, s.frames().size());
      assertTrue(s.diameter() >= 1 && s.diameter() <= 5, "diameter " + s.diameter());
      for (int t = 0; t < 20; t++) {
        Point p = s.path().get(t);
        assertTrue(p.x() >= 4 && p.x() <= 59 && p.y() >= 4 && p.y() <= 59, "at " + p);
        if (t > 0) {
          double step = p.distance(s.path().get(t - 1));
          assertTrue(step >= 0.6 - 1e-9 && step < 1.8 + 1e-9, "step of " + step);
        }
      }
    }
  }

  /** Without the noise and the clutter, the centre of what stands out is where the path says. */
  @Test
  void theTargetIsWhereThePathSays() {
    TargetForm large = new TargetForm(2, 32, 32, 5, 5, 0);
    int found = 0;
    List<TargetSequence> all = MovingTargets.generate(large, 100, 1, new Seed(3)).train();
    for (TargetSequence s : all) {
      Point p = s.path().get(0);
      double inside = ring(s.frames().get(0), p, 0, 2);
      double outside = ring(s.frames().get(0), p, 3.5, 5.5);
      found += Math.abs(inside - outside) > 20 ? 1 : 0;
    }
    assertTrue(found > 70, found + " of 100 stand out from what is around them");
  }

  private static double ring(Picture frame, Point p, double from, double to) {
    double sum = 0;
    int n = 0;
    for (int y = 0; y < frame.height(); y++) {
      for (int x = 0; x < frame.width(); x++) {
        double d = p.distance(new Point(x, y));
        if (d >= from && d <= to) {
          sum += frame.at(0, y, x);
          n++;
        }
      }
    }
    return sum / n;
  }

  @Test
  void aNetworkThatSeesMotionTellsTargetsAndOneThatSeesAFrameDoesNot() {
    TargetForm form = new TargetForm(3, 64, 64, 2, 5, 0);
    MovingTargets data = MovingTargets.generate(form, 1_200, 400, new Seed(1));
    try (Learner learner = new Learner()) {
      double still = accuracy(learner, data, 1, true);
      double linear = accuracy(learner, data, 3, false);
      double network = accuracy(learner, data, 3, true);
      String found =
          "targets: one frame " + still + ", linear " + linear + ", three frames " + network;
      assertTrue(still < 0.58, found);
      assertTrue(linear < 0.58, found);
      assertTrue(network > 0.62 && network < 0.95, found);
    }
  }

  private static double accuracy(Learner learner, MovingTargets data, int frames, boolean deep) {
    Examples train = patches(data.train(), frames, new Seed(5)).training(frames, PATCH, PATCH);
    Examples test = patches(data.test(), frames, new Seed(6)).evaluation(frames, PATCH, PATCH);
    return deep
        ? learner.accuracy(learner.convolutional(frames, List.of(16, 32), 2), train, test, 8, 1e-2)
        : learner.accuracy(learner.linear(frames * PATCH * PATCH, 2), train, test, 4, 1e-3);
  }

  /** Around each target, and around a speck of the background that is as far from the edge. */
  private static Examples.Collector patches(List<TargetSequence> all, int frames, Seed seed) {
    RandomStream random = new RandomStream(seed);
    Examples.Collector patches = new Examples.Collector();
    for (TargetSequence s : all) {
      int last = s.frames().size() - 1;
      List<Point> inside = new ArrayList<>(s.distractors().get(last));
      inside.removeIf(p -> p.x() < 4 || p.x() > 59 || p.y() < 4 || p.y() > 59);
      if (!inside.isEmpty()) {
        patches.add(patch(s, s.path().get(last), frames), 1);
        patches.add(patch(s, random.pick(inside), frames), 0);
      }
    }
    return patches;
  }

  private static float[] patch(TargetSequence s, Point centre, int frames) {
    float[] x = new float[frames * PATCH * PATCH];
    int at = 0;
    for (Picture frame : s.frames().subList(s.frames().size() - frames, s.frames().size())) {
      for (int dy = -REACH; dy <= REACH; dy++) {
        for (int dx = -REACH; dx <= REACH; dx++) {
          int row = (int) Math.round(centre.y()) + dy;
          int column = (int) Math.round(centre.x()) + dx;
          boolean inside = row >= 0 && row < 64 && column >= 0 && column < 64;
          x[at++] = inside ? (frame.at(0, row, column) - 128) / 40f : 0;
        }
      }
    }
    return x;
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        "target sequences of 1 frames of 64x64: expected at least 2 frames of at least 24x24",
        assertThrows(IllegalArgumentException.class, () -> new TargetForm(1, 64, 64, 1, 5, 0))
            .getMessage());
    assertEquals(
        "targets of 1.0 to 6.0 pixels: expected from 1 to 5",
        assertThrows(IllegalArgumentException.class, () -> new TargetForm(2, 64, 64, 1, 6, 0))
            .getMessage());
    assertEquals(
        "camera shake -1.0: expected from 0 to 5 pixels",
        assertThrows(IllegalArgumentException.class, () -> new TargetForm(2, 64, 64, 1, 5, -1))
            .getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new TargetSequence(List.of(), List.of(new Point(0, 0)), List.of(), 1));
  }
}

package io.reprise.datasets.procedural.blur;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.RandomStream;
import io.reprise.tensor.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionBlurPairsTest {
  private static final int BORDER = 12;

  /** A change of this value changes every result that rests on the data. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    assertEquals(
        "0c281d1fc51dccd96618777dc93e9a21da6f4f97acbfecb7fb31572076600cab",
        MotionBlurPairs.generate(BlurForm.DEFAULT, 2, 1, new Seed(7)).checksum());
  }

  @Test
  void startsALongerSetWithThePairsOfAShorterOneAndDiffersBySeedAndPart() {
    BlurForm small = new BlurForm(32, 5, 4, 0, 1);
    MotionBlurPairs two = MotionBlurPairs.generate(small, 2, 1, new Seed(1));
    MotionBlurPairs three = MotionBlurPairs.generate(small, 3, 1, new Seed(1));
    assertEquals(two.train().get(1).path(), three.train().get(1).path());
    assertNotEquals(two.train().get(0).path(), two.test().get(0).path());
    assertNotEquals(two.checksum(), MotionBlurPairs.generate(small, 2, 1, new Seed(2)).checksum());
  }

  @Test
  void theFlowOfAShiftIsThatOfItsPathEverywhere() {
    BlurPair pair = MotionBlurPairs.generate(BlurForm.UNIFORM, 1, 1, new Seed(1)).train().get(0);
    Point first = pair.path().get(0);
    Point last = pair.path().get(16);
    assertEquals(new Point(0, 0), pair.path().get(8));
    for (int p = 0; p < 64; p++) {
      assertEquals(last.x() - first.x(), pair.flow(p, 63 - p).x(), 1e-4);
      assertEquals(last.y() - first.y(), pair.flow(p, 63 - p).y(), 1e-4);
    }
  }

  @Test
  void objectsAndTurnsHaveAFlowOfTheirOwn() {
    BlurPair pair = MotionBlurPairs.generate(BlurForm.DEFAULT, 1, 1, new Seed(4)).train().get(0);
    long different = 0;
    Point corner = pair.flow(0, 0);
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 64; x++) {
        different += pair.flow(y, x).distance(corner) > 1 ? 1 : 0;
      }
    }
    assertTrue(different > 200, different + " pixels move unlike the corner");
  }

  @Test
  void aTurnIsUndoneByItsReverse() {
    Motion motion = Motion.draw(BlurForm.DEFAULT, 5, 0.3, new RandomStream(new Seed(1)));
    Point at = new Point(10, 50);
    for (int t = 0; t < 17; t++) {
      assertEquals(0, at.distance(motion.origin(motion.moved(at, t), t)), 1e-9);
    }
    assertEquals(0, at.distance(motion.moved(at, 8)), 1e-9);
    assertTrue(at.distance(motion.moved(at, 0)) > 2);
  }

  @Test
  void blursNothingThatDoesNotMove() {
    BlurForm still = new BlurForm(32, 3, 1e-9, 0, 0);
    BlurPair pair = MotionBlurPairs.generate(still, 1, 1, new Seed(1)).train().get(0);
    byte[] sharp = pair.sharp().pixels();
    byte[] blurred = pair.blurred().pixels();
    int same = 0;
    for (int i = 0; i < sharp.length; i++) {
      same += sharp[i] == blurred[i] ? 1 : 0;
    }
    assertTrue(same > 0.99 * sharp.length, same + " of " + sharp.length);
  }

  /** The sharp picture, shifted along the path and averaged, gives the blurred one. */
  @Test
  void blursInLinearLight() {
    assertEquals(0.5, Gamma.value(Gamma.light(0.5)), 1e-12);
    assertEquals((byte) 186, Gamma.stored(0.5));
    double inLight = 0;
    double inValues = 0;
    for (BlurPair pair : MotionBlurPairs.generate(BlurForm.UNIFORM, 1, 4, new Seed(1)).test()) {
      double[] light = light(pair.sharp());
      double[] values = Arrays.stream(light).map(Gamma::value).toArray();
      double[] truth = light(pair.blurred());
      double[] again =
          Arrays.stream(Deconvolution.blur(values, 64, pair.path())).map(Gamma::light).toArray();
      inLight += psnr(truth, Deconvolution.blur(light, 64, pair.path())) / 4;
      inValues += psnr(truth, again) / 4;
    }
    assertTrue(inLight > 35, "in light: " + inLight + " dB");
    assertTrue(inValues < inLight - 3, "in values: " + inValues + " dB, in light " + inLight);
  }

  /** Of the light of six pictures with 8 bits, against the best that 8 bits allow. */
  @Test
  void aKnownKernelUndoesPartOfTheBlur() {
    List<BlurPair> pairs = MotionBlurPairs.generate(BlurForm.UNIFORM, 1, 6, new Seed(1)).test();
    double identity = 0;
    double restored = 0;
    for (BlurPair pair : pairs) {
      double[] truth = light(pair.sharp());
      double[] blurred = light(pair.blurred());
      identity += psnr(truth, blurred) / pairs.size();
      restored += psnr(truth, Deconvolution.restore(blurred, 64, pair.path(), 30)) / pairs.size();
    }
    String found = "blur: identity " + identity + " dB, restored " + restored + " dB";
    assertTrue(identity > 15 && identity < 27, found);
    assertTrue(restored > identity + 3 && restored < 40, found);
  }

  /** Of green, the one channel that is judged. */
  private static double[] light(Picture picture) {
    double[] light = new double[picture.height() * picture.width()];
    Arrays.setAll(
        light, i -> Gamma.light(picture.at(1, i / picture.width(), i % picture.width()) / 255.0));
    return light;
  }

  /** Of stored values from 0 to 1, away from the border, beyond which nothing is known. */
  private static double psnr(double[] truth, double[] guess) {
    double sum = 0;
    int n = 0;
    for (int y = BORDER; y < 64 - BORDER; y++) {
      for (int x = BORDER; x < 64 - BORDER; x++) {
        double g = Math.max(0, Math.min(1, guess[y * 64 + x]));
        double d = Gamma.value(truth[y * 64 + x]) - Gamma.value(g);
        sum += d * d;
        n++;
      }
    }
    return -10 * Math.log10(sum / n);
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        "blur pairs of side 64 from 4 instants: expected a side of at least 32, and an odd number"
            + " from 3",
        assertThrows(IllegalArgumentException.class, () -> new BlurForm(64, 4, 9, 0, 0))
            .getMessage());
    assertEquals(
        "blur path of 40.0 pixels, turn of 0.0, 0 objects: expected a path above 0 and up to half"
            + " the side, a turn from 0 to 1, and 0 objects or more",
        assertThrows(IllegalArgumentException.class, () -> new BlurForm(64, 3, 40, 0, 0))
            .getMessage());
    assertEquals(
        "blur: 0 pairs: expected at least 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> MotionBlurPairs.generate(BlurForm.DEFAULT, 0, 1, new Seed(1)))
            .getMessage());
  }
}

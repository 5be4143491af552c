package io.reprise.datasets.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.IntensityStyle;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StyledFacesTest {
  private static final IntensityStyle NORMAL = IntensityStyle.normal(0);
  private static final IntensityStyle DARK = IntensityStyle.dark(0);
  private static final IntensityStyle WASHED_OUT = IntensityStyle.washedOut(0);

  private static FaceSource plain(int n) {
    return FaceSource.of(
        IntStream.range(0, n)
            .mapToObj(
                i ->
                    FaceCrop.of(
                        picture(0, 51, 255, 102 + i),
                        Landmarks.of(List.of(new Point(i, 1))),
                        2 + i))
            .toList());
  }

  private static Picture picture(int... levels) {
    byte[] pixels = new byte[levels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) levels[i];
    }
    return new Picture(Shape.of(1, 2, 2), pixels);
  }

  @Test
  void levelsFollowTheMapOfTheirStyle() {
    Picture picture = picture(0, 51, 255, 102);
    assertEquals(picture, NORMAL.applied(picture, new Seed(1)));
    // 255 (0.05 + 0.5 v^2.5) for v of 0, 0.2, 1, 0.4.
    assertEquals(picture(13, 15, 140, 26), DARK.applied(picture, new Seed(1)));
    // 255 (0.45 + 0.5 v^0.6).
    assertEquals(picture(115, 163, 242, 188), WASHED_OUT.applied(picture, new Seed(1)));
  }

  @Test
  void noiseHasItsDeviationAndComesFromTheSeed() {
    Picture grey = new Picture(Shape.of(1, 100, 100), bytes(10_000, 128));
    IntensityStyle noisy = IntensityStyle.normal(0.03);
    Picture once = noisy.applied(grey, new Seed(1));
    assertEquals(once, noisy.applied(grey, new Seed(1)));
    assertNotEquals(once, noisy.applied(grey, new Seed(2)));
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 10_000; i++) {
      double d = (once.at(0, i / 100, i % 100) - 128) / 255.0;
      sum += d;
      squares += d * d;
    }
    assertEquals(0, sum / 10_000, 0.001);
    assertEquals(0.03, Math.sqrt(squares / 10_000), 0.001);
  }

  private static byte[] bytes(int n, int value) {
    byte[] all = new byte[n];
    java.util.Arrays.fill(all, (byte) value);
    return all;
  }

  @Test
  void aMixtureHasExactSharesAndLeavesTheRestToTheLargestFractions() throws IOException {
    List<StyledFaces.Share> shares =
        List.of(
            new StyledFaces.Share(NORMAL, 0.62),
            new StyledFaces.Share(DARK, 0.08),
            new StyledFaces.Share(WASHED_OUT, 0.3));
    StyledFaces mixed = StyledFaces.mixed(plain(24), shares, new Seed(3));
    List<String> names = IntStream.range(0, 24).mapToObj(i -> mixed.style(i).name()).toList();
    // 14.88, 1.92 and 7.2 of 24.
    assertEquals(15, Collections.frequency(names, "normal"));
    assertEquals(2, Collections.frequency(names, "dark"));
    assertEquals(7, Collections.frequency(names, "washed-out"));
    assertNotEquals(names.stream().sorted().toList(), names);
    for (int i = 0; i < 24; i++) {
      assertEquals(
          mixed.style(i).applied(plain(24).face(i).picture(), new Seed(0)),
          mixed.face(i).picture());
    }
  }

  @Test
  void landmarksStayWhereTheyAreAndAFaceIsTheSameAloneAndAmongOthers() throws IOException {
    StyledFaces faces = StyledFaces.of(plain(3), IntensityStyle.dark(0.03), new Seed(3));
    FaceCrop alone = faces.face(2);
    assertEquals(alone, faces.faces(0, 3).get(2));
    assertEquals(plain(3).face(2).landmarks(), alone.landmarks());
    assertEquals(4, alone.normalizer());
  }

  @Test
  void sharesAndStylesThatCannotBeAreRefused() {
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    StyledFaces.mixed(
                        plain(2), List.of(new StyledFaces.Share(DARK, 0.5)), new Seed(1)))
            .getMessage()
            .contains("expected at least 0 each, and 1 together"));
    assertThrows(
        IllegalArgumentException.class,
        () -> new StyledFaces(plain(2), List.of(DARK), new Seed(1)));
    assertThrows(
        IllegalArgumentException.class, () -> new IntensityStyle("bright", 0.6, 0.5, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new IntensityStyle("inverted", 1, -1, 1, 0));
  }
}

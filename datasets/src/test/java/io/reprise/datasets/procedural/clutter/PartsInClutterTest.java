package io.reprise.datasets.procedural.clutter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.ImageBatches;
import io.reprise.datasets.ImageClassification;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.Canvas;
import io.reprise.datasets.procedural.Learner;
import io.reprise.datasets.procedural.MaskedImages;
import io.reprise.datasets.procedural.ObjectMasks;
import io.reprise.nn.Batches;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PartsInClutterTest {
  private static final ClutterForm CLEAN = new ClutterForm(1, 32, 8, 0, 0);

  private static MaskedImages draw(ClutterForm form, int train, int test) {
    return PartsInClutter.generate(form, train, test, new Seed(7));
  }

  /** A change of these values changes every result that rests on the data. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    assertEquals(
        "0a12e7bf682777a4c595eddd3057b857327f194d98db36ce99187adb5bee826b",
        draw(ClutterForm.GREY, 50, 20).checksum());
    assertEquals(
        "19a480165bcde6772c7b4265641f7373ad04b6d587c1a9002ab59e2d437ca6e4",
        draw(new ClutterForm(3, 40, 12, 9, 0.2), 20, 10).checksum());
  }

  @Test
  void glyphsDifferInNineCellsAndNoneIsToldByItsBrightness() {
    List<Glyph> bank = Glyph.bank(PartsInClutter.GLYPHS, new Seed(3));
    assertEquals(PartsInClutter.GLYPHS, bank.stream().distinct().count());
    for (Glyph a : bank) {
      int lit = Integer.bitCount(a.cells());
      assertTrue(lit >= 10 && lit <= 15, "lit " + lit);
      for (Glyph b : bank) {
        assertTrue(a.equals(b) || a.distance(b) >= 9, a + " and " + b);
      }
    }
    assertEquals(2, new Glyph(0b11).distance(new Glyph(0)));
    assertTrue(new Glyph(1 << 7).lit(1, 2));
  }

  @Test
  void theMaskIsTheSquaresOfBothPartsAndHoldsAllThatIsLitWithoutClutter() {
    MaskedImages data = draw(CLEAN, 64, 1);
    ImageSet images = data.images().train();
    for (int i = 0; i < images.size(); i++) {
      int inside = 0;
      for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 32; x++) {
          boolean object = data.train().inside(i, y, x);
          inside += object ? 1 : 0;
          boolean lit = images.pixel(i, y * 32 + x) > 86;
          assertTrue(object || !lit, "image " + i + " is lit outside its mask");
        }
      }
      // Two squares of 25, which overlap in no cell since they are 5 to 7 apart along both axes.
      assertEquals(50, inside, "image " + i);
    }
  }

  @Test
  void imagesOfAClassShareBothPartsAndNeighbouringClassesOne() {
    MaskedImages data = draw(CLEAN, 16, 1);
    for (int c = 0; c < 8; c++) {
      List<List<Boolean>> parts = parts(data, c);
      assertEquals(parts, parts(data, c + 8), "class " + c);
      List<List<Boolean>> next = parts(data, (c + 1) % 8);
      assertEquals(1, parts.stream().filter(next::contains).count(), "class " + c);
    }
  }

  /** What the two squares of an image hold, in an order that does not depend on their places. */
  private static List<List<Boolean>> parts(MaskedImages data, int i) {
    List<List<Boolean>> parts = new ArrayList<>();
    for (int y = 0; y < 32; y++) {
      for (int x = 0; x < 32; x++) {
        boolean corner =
            data.train().inside(i, y, x)
                && (x == 0 || !data.train().inside(i, y, x - 1))
                && (y == 0 || !data.train().inside(i, y - 1, x));
        if (corner) {
          Boolean[] cells = new Boolean[25];
          for (int k = 0; k < 25; k++) {
            cells[k] = data.images().train().pixel(i, (y + k / 5) * 32 + x + k % 5) > 86;
          }
          parts.add(Arrays.asList(cells));
        }
      }
    }
    assertEquals(2, parts.size(), "corners of squares");
    parts.sort(Comparator.comparing(Object::toString));
    return parts;
  }

  @Test
  void becomesTheCardsValuesByItsNormalisation() {
    ImageClassification data = draw(CLEAN, 8, 1).images();
    float[] x = ImageBatches.evaluation(data, data.train(), 8).epoch(0).iterator().next().inputs();
    // The background of brightness 0 is (0 - 0.25) / 0.5, a lit cell from 0.6 to 1.
    for (float v : x) {
      assertTrue(Math.abs(v + 0.5) < 0.02 || (v > 0.68 && v < 1.52), "value " + v);
    }
  }

  @Test
  void inColourIsTheSameGreyThreeTimes() {
    ImageSet grey = draw(ClutterForm.GREY, 10, 5).images().train();
    MaskedImages colour = draw(ClutterForm.GREY.inColour(), 10, 5);
    assertEquals(Shape.of(3, 32, 32), colour.images().train().image());
    for (int i = 0; i < 10; i++) {
      assertEquals(grey.picture(i).inColour(), colour.images().train().picture(i));
    }
  }

  @Test
  void startsALongerSetWithTheImagesOfAShorterOneAndDiffersBySeedAndPart() {
    MaskedImages small = draw(ClutterForm.GREY, 10, 5);
    MaskedImages large = draw(ClutterForm.GREY, 30, 5);
    assertEquals(small.images().train().picture(9), large.images().train().picture(9));
    assertEquals(small.test().checksum(), large.test().checksum());
    assertNotEquals(small.images().train().picture(0), small.images().test().picture(0));
    assertNotEquals(
        small.checksum(), PartsInClutter.generate(ClutterForm.GREY, 10, 5, new Seed(8)).checksum());
  }

  @Test
  void aMaskOnACoarserGridIsSetWhereAnyPixelIs() {
    byte[] inside = new byte[32];
    inside[16 + 5] = 1;
    ObjectMasks masks = new ObjectMasks(4, 4, inside);
    assertEquals(2, masks.size());
    assertArrayEquals(new boolean[] {true, false, false, false}, masks.coarse(1, 2, 2));
    assertArrayEquals(new boolean[4], masks.coarse(0, 2, 2));
    assertArrayEquals(new boolean[] {false, true, false, false}, masks.coarse(1, 1, 4));
  }

  @Test
  void anObjectIsOutlinedJustOutsideItsPixels() {
    ObjectMasks masks = new ObjectMasks(3, 3, new byte[] {0, 0, 0, 0, 1, 0, 0, 0, 0});
    Canvas canvas = new Canvas(6, 6, 0);
    canvas.outline(masks, 0, 2, 0xffffff);
    Picture drawn = canvas.picture();
    StringBuilder rows = new StringBuilder();
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        rows.append(drawn.at(0, y, x) > 0 ? '#' : '.');
      }
      rows.append('\n');
    }
    assertEquals("......\n..##..\n.#..#.\n.#..#.\n..##..\n......\n", rows.toString());
  }

  @Test
  void aNetworkLearnsTheClassesAndALinearModelDoesNot() {
    ImageClassification data = draw(ClutterForm.GREY, 4_000, 1_000).images();
    Batches train = ImageBatches.training(data, 64, List.of(), new Seed(2));
    Batches test = ImageBatches.evaluation(data, data.test(), 250);
    try (Learner learner = new Learner()) {
      double linear = learner.accuracy(learner.linear(1_024, 8), train, test, 2, 1e-3);
      double network =
          learner.accuracy(learner.convolutional(1, List.of(8, 16, 32), 8), train, test, 8, 1e-2);
      String found = "parts in clutter: linear " + linear + ", network " + network;
      assertTrue(linear < 0.2, found);
      assertTrue(network > 0.35 && network < 0.95, found);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertEquals(
        "parts in clutter: 2 channels: expected 1 or 3",
        message(() -> new ClutterForm(2, 32, 8, 6, 0)));
    assertEquals(
        "parts in clutter: side of 23: expected at least 24",
        message(() -> new ClutterForm(1, 23, 8, 6, 0)));
    assertEquals(
        "parts in clutter: 13 classes: expected from 3 to 12",
        message(() -> new ClutterForm(1, 32, 13, 6, 0)));
    assertEquals(
        "parts in clutter: -1 distractors: expected at least 0",
        message(() -> new ClutterForm(1, 32, 8, -1, 0)));
    assertEquals(
        "parts in clutter: noise 0.3: expected from 0 to 0.25",
        message(() -> new ClutterForm(1, 32, 8, 6, 0.3)));
    assertEquals(
        "parts in clutter: 0 images: expected at least 1",
        message(() -> draw(ClutterForm.GREY, 1, 0)));
    assertEquals(
        "object masks of 2x2 from 5 values: expected one for each pixel of at least one mask",
        message(() -> new ObjectMasks(2, 2, new byte[5])));
    assertEquals(
        "object mask 1 holds 2 at pixel 0: expected 0 or 1",
        message(() -> new ObjectMasks(1, 1, new byte[] {1, 2})));
    assertEquals(
        "object mask of 2x2 on a grid of 3x1: expected divisors of both",
        message(() -> new ObjectMasks(2, 2, new byte[4]).coarse(0, 3, 1)));
    MaskedImages data = draw(ClutterForm.GREY, 2, 1);
    assertEquals(
        "Parts in clutter, training part: 1 masks of 32x32: expected 2 for images of shape [1, 32,"
            + " 32]",
        message(() -> new MaskedImages(data.images(), data.test(), data.test())));
  }

  private static String message(Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }
}

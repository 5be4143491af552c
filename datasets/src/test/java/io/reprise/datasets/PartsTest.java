package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.Shapes;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartsTest {
  private static final ImageClassification WHOLE = Shapes.generate(10, 32, 30, 10, new Seed(4));

  private static List<Picture> all(PictureSource pictures) {
    return IntStream.range(0, pictures.size())
        .mapToObj(
            i -> {
              try {
                return pictures.picture(i);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  @Test
  void theTwoPartsAreTheTrainingPicturesAndNoOthersInTheirOrder() {
    Parts parts = Parts.heldOut(WHOLE, 8, new Seed(1));
    assertEquals(8, parts.test().size());
    List<Picture> whole = all(WHOLE.train());
    List<Picture> left = new ArrayList<>(whole);
    assertTrue(left.removeAll(all(parts.test())));
    assertEquals(left, all(parts.train()));
    assertEquals(22, left.size());
    left.clear();
    left.addAll(whole);
    left.removeAll(all(parts.train()));
    assertEquals(left, all(parts.test()));
  }

  @Test
  void theSameSeedHoldsOutTheSamePictures() {
    List<Picture> one = all(Parts.heldOut(WHOLE, 8, new Seed(1)).test());
    assertEquals(one, all(Parts.heldOut(WHOLE, 8, new Seed(1)).test()));
    assertNotEquals(one, all(Parts.heldOut(WHOLE, 8, new Seed(2)).test()));
  }

  @Test
  void fewerTrainingPicturesAreJudgedOnTheSameTestPictures() {
    Parts parts = Parts.fewer(WHOLE, 8, new Seed(1));
    assertEquals(all(Parts.heldOut(WHOLE, 8, new Seed(1)).test()), all(parts.train()));
    assertEquals(WHOLE.test(), parts.test());
    assertEquals(
        "keeping 30 of 30 training pictures of Shapes: expected from 1 to 29",
        assertThrows(IllegalArgumentException.class, () -> Parts.fewer(WHOLE, 30, new Seed(1)))
            .getMessage());
  }

  @Test
  void whatLeavesNothingIsRefusedWithTheNumbers() {
    for (int n : new int[] {0, 30}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Parts.heldOut(WHOLE, n, new Seed(1)))
              .getMessage();
      assertEquals(
          "holding out " + n + " of 30 training pictures of Shapes: expected from 1 to 29",
          message);
    }
  }

  @Test
  void picturesThatAreNotThereAreRefused() {
    PictureSource pictures = new SomePictures(WHOLE.train(), 3, 1);
    assertEquals(List.of(all(WHOLE.train()).get(1)), all(pictures.only(1)));
    assertEquals(WHOLE.train().nameOf(1), pictures.nameOf(1));
    assertEquals(
        "picture 2: expected from 0 to 1",
        assertThrows(IllegalArgumentException.class, () -> pictures.only(2)).getMessage());
    assertThrows(IllegalArgumentException.class, pictures::only);
    assertEquals(
        "pictures 1 to 3 of 2: expected at least one, of those that there are",
        assertThrows(IllegalArgumentException.class, () -> pictures.chosen(new int[] {1, 0}, 1, 3))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> pictures.chosen(new int[] {1, 0}, 1, 1));
  }
}

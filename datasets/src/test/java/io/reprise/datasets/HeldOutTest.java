package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.procedural.Shapes;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
  private static final ImageClassification WHOLE = Shapes.generate(10, 32, 30, 10, new Seed(4));

  private static List<String> names(PictureSource pictures) {
    return IntStream.range(0, pictures.size()).mapToObj(pictures::nameOf).toList();
  }

  @Test
  void theTwoPartsAreTheTrainingPicturesAndNoOthers() throws IOException {
    HeldOut parts = new HeldOut(WHOLE, 8, new Seed(1));
    assertEquals(8, parts.test().size());
    List<String> both = new ArrayList<>(names(parts.train()));
    both.addAll(names(parts.test()));
    assertEquals(30, both.size());
    assertEquals(names(WHOLE.train()).stream().sorted().toList(), both.stream().sorted().toList());
    for (PictureSource part : List.of(parts.train(), parts.test())) {
      for (int i = 0; i < part.size(); i++) {
        int number = names(WHOLE.train()).indexOf(part.nameOf(i));
        assertEquals(WHOLE.train().label(number), part.label(i));
        assertArrayEquals(WHOLE.train().picture(number).values(), part.picture(i).values());
      }
    }
  }

  @Test
  void theSameSeedHoldsOutTheSamePictures() {
    List<String> one = names(new HeldOut(WHOLE, 8, new Seed(1)).test());
    assertEquals(one, names(new HeldOut(WHOLE, 8, new Seed(1)).test()));
    assertNotEquals(one, names(new HeldOut(WHOLE, 8, new Seed(2)).test()));
  }

  @Test
  void whatLeavesNothingIsRefusedWithTheNumbers() {
    for (int n : new int[] {0, 30}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> new HeldOut(WHOLE, n, new Seed(1)))
              .getMessage();
      assertEquals(
          "holding out " + n + " of 30 training pictures of Shapes: expected from 1 to 29",
          message);
    }
  }
}

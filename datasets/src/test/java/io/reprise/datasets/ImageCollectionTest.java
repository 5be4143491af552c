package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.procedural.Shapes;
import io.reprise.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageCollectionTest {
  private final ImageClassification ten = Shapes.generate(10, 32, 10, 10, new Seed(1));
  private final ImageClassification hundred = Shapes.generate(100, 32, 100, 100, new Seed(1));

  @Test
  void aSetIsFoundByItsClasses() {
    ImageCollection both = new ImageCollection(List.of(ten, hundred));
    assertSame(hundred, both.ofClasses(100));
    assertSame(ten, both.ofClasses(10));
    assertEquals("Shapes and Shapes-100", both.name());
    assertNotEquals(both.checksum(), new ImageCollection(List.of(hundred, ten)).checksum());
    String message =
        assertThrows(IllegalArgumentException.class, () -> both.ofClasses(7)).getMessage();
    assertTrue(message.contains("7 classes in Shapes and Shapes-100"), message);
  }

  @Test
  void anOnlySetKeepsItsChecksum() {
    assertEquals(ten.checksum(), new ImageCollection(List.of(ten)).checksum());
  }

  @Test
  void aNameThatIsThereTwiceIsRefused() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new ImageCollection(List.of(ten, ten)))
            .getMessage();
    assertTrue(message.contains("[Shapes, Shapes]"), message);
  }
}

package io.reprise.datasets.landmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.reprise.datasets.Border;
import io.reprise.datasets.Box;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.Warp;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaceCropTest {
  private static Picture picture() {
    byte[] pixels = new byte[40 * 60];
    pixels[20 * 60 + 30] = (byte) 200;
    return new Picture(Shape.of(1, 40, 60), pixels);
  }

  private static Landmarks landmarks() {
    return new Landmarks(List.of(Optional.of(new Point(30, 20)), Optional.empty()));
  }

  @Test
  void whatIsCutOutIsExpandedAndResizedWithItsLandmarks() {
    // 10 wide and 20 high, grown by 2 and 4 to each side: from (23, 6), 14 x 28.
    FaceCrop crop = FaceCrop.cut(picture(), landmarks(), 7, new Box(25, 10, 35, 30), 0.2, 28);
    assertEquals(Shape.of(3, 28, 28), crop.picture().shape());
    // Twice as wide, so the pixel's centre lies between two.
    assertEquals(2 * 7.5 - 0.5, crop.landmarks().point(0).x(), 1e-9);
    assertEquals(14, crop.landmarks().point(0).y(), 1e-9);
    assertFalse(crop.landmarks().isVisible(1));
    assertEquals(crop.picture().at(0, 14, 14), crop.picture().at(2, 14, 15));
    assertEquals(150, crop.picture().at(1, 14, 14));
    Point back = crop.inSource(List.of(new Point(14.5, 14))).get(0);
    assertEquals(30, back.x(), 1e-9);
    assertEquals(20, back.y(), 1e-9);
  }

  @Test
  void aChangeOfPlaceIsUndoneInTheSource() {
    FaceCrop crop =
        FaceCrop.of(picture(), landmarks(), 7).warped(Warp.crop(3, -2, 40, 60, Border.BLACK));
    assertEquals(new Point(32, 17), crop.landmarks().point(0));
    assertEquals(200, crop.picture().at(0, 17, 32));
    assertEquals(new Point(30, 20), crop.inSource().point(0));
  }

  @Test
  void facesInMemoryKeepTheirOrder() throws IOException {
    FaceCrop one = FaceCrop.of(picture(), landmarks(), 1);
    FaceCrop two = FaceCrop.of(picture(), landmarks(), 2);
    FaceSource source = FaceSource.of(List.of(one, two));
    assertEquals(2, source.size());
    assertEquals(two, source.face(1));
    assertThrows(IndexOutOfBoundsException.class, () -> source.faces(1, 2));
    assertThrows(IllegalArgumentException.class, () -> FaceCrop.of(picture(), landmarks(), 0));
  }
}

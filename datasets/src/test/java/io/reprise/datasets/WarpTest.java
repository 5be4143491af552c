package io.reprise.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.augmentation.CentreCrop;
import io.reprise.datasets.augmentation.HorizontalFlip;
import io.reprise.datasets.augmentation.RandomAffine;
import io.reprise.datasets.augmentation.RandomCrop;
import io.reprise.datasets.augmentation.RandomResizedCrop;
import io.reprise.datasets.augmentation.Resize;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class WarpTest {
  private static final Shape SHAPE = Shape.of(1, 60, 80);

  /** A white disc, 4 pixels in radius, on black. */
  private static Picture disc(Point centre) {
    byte[] pixels = new byte[60 * 80];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / 80;
      boolean inside = new Point(i % 80, row).distance(centre) <= 4;
      pixels[i] = (byte) (inside ? 255 : 0);
    }
    return new Picture(SHAPE, pixels);
  }

  private static Point centreOfMass(Picture p) {
    double x = 0;
    double y = 0;
    double mass = 0;
    for (int row = 0; row < p.height(); row++) {
      for (int column = 0; column < p.width(); column++) {
        int value = p.at(0, row, column);
        x += value * column;
        y += value * row;
        mass += value;
      }
    }
    return new Point(x / mass, y / mass);
  }

  private static void assertNear(Point expected, Point actual, double tolerance) {
    assertEquals(0, expected.distance(actual), tolerance, expected + " and " + actual);
  }

  @Test
  void movesLandmarksAndBoxesWithThePixels() {
    List<GeometricAugmentation> all =
        List.of(
            new HorizontalFlip(),
            new RandomCrop(5),
            new RandomResizedCrop(64, 0.7, 1, 0.9, 1.2),
            new RandomResizedCrop(30, 0.7, 1, 0.9, 1.2),
            new Resize(45),
            new CentreCrop(56),
            new RandomAffine(30, 0.05, 0.8, 1.2));
    UniformRandomProvider random = new Seed(4).generator();
    Point at = new Point(36, 33);
    Box around = new Box(32, 29, 41, 38);
    AnnotatedPicture before =
        new AnnotatedPicture(disc(at), List.of(at), MirrorOrder.NONE, List.of(around));
    for (GeometricAugmentation augmentation : all) {
      for (int i = 0; i < 20; i++) {
        AnnotatedPicture after = augmentation.apply(before, random);
        Point centre = centreOfMass(after.picture());
        assertNear(centre, after.landmarks().get(0), 0.1);
        Box box = after.boxes().get(0);
        Point middle =
            new Point((box.left() + box.right()) / 2 - 0.5, (box.top() + box.bottom()) / 2 - 0.5);
        assertNear(centre, middle, 0.1);
        assertTrue(box.area() > 0);
      }
    }
  }

  @Test
  void undoesWhatAMapDid() {
    Affine map = new Affine(0.8, -0.6, 12, 0.7, 1.1, -3);
    Point p = new Point(5, 7);
    assertNear(p, map.inverse().apply(map.apply(p)), 1e-12);
    assertNear(p, map.then(map.inverse()).apply(p), 1e-12);
    assertNear(new Point(0.8 * 5 - 0.6 * 7 + 12, 0.7 * 5 + 1.1 * 7 - 3), map.apply(p), 1e-12);
    Affine other = new Affine(-1, 0, 79, 0, 1, 0);
    assertNear(other.apply(map.apply(p)), map.then(other).apply(p), 1e-12);
    assertTrue(other.mirrors());
    assertFalse(map.mirrors());
    assertThrows(IllegalArgumentException.class, () -> new Affine(1, 2, 0, 2, 4, 0));
    assertThrows(IllegalArgumentException.class, () -> new Affine(1, 0, Double.NaN, 0, 1, 0));
  }

  @Test
  void givesBackTheSamePixelsAfterATurnAndATurnBack() {
    byte[] pixels = new byte[49];
    for (int i = 0; i < 49; i++) {
      pixels[i] = (byte) (i * 5);
    }
    Picture square = new Picture(Shape.of(1, 7, 7), pixels);
    Affine quarter = new Affine(0, -1, 6, 1, 0, 0); // clockwise
    Picture turned = square.moved(quarter);
    assertEquals(square.at(0, 0, 0), turned.at(0, 0, 6));
    assertEquals(square.at(0, 0, 6), turned.at(0, 6, 6));
    assertEquals(square, turned.moved(quarter.inverse()));
    assertEquals(square, square.mirrored().mirrored());
  }

  @Test
  void takesTheBoxAroundATurnedBox() {
    Affine quarter = new Affine(0, -1, 6, 1, 0, 0);
    assertEquals(new Box(6, 0, 7, 2), quarter.apply(new Box(0, 0, 2, 1)));
    assertEquals(new Box(0, 0, 4, 6), Affine.scaling(2, 3).apply(new Box(0, 0, 2, 2)));
  }

  @Test
  void keepsTheNumberOfABoxThatLeavesThePicture() {
    AnnotatedPicture picture =
        new AnnotatedPicture(
            disc(new Point(40, 30)),
            List.of(new Point(2, 2)),
            MirrorOrder.NONE,
            List.of(new Box(0, 0, 5, 5), new Box(20, 20, 60, 50)));
    AnnotatedPicture cut = picture.warped(Warp.crop(10, 10, 30, 40, Border.BLACK));
    assertEquals(List.of(new Box(0, 0, 0, 0), new Box(10, 10, 40, 30)), cut.boxes());
    assertEquals(List.of(new Point(-8, -8)), cut.landmarks());
  }

  @Test
  void exchangesLeftAndRightLandmarksWhenItMirrors() {
    MirrorOrder order = new MirrorOrder(List.of(1, 0, 2));
    AnnotatedPicture face =
        new AnnotatedPicture(
            disc(new Point(40, 30)),
            List.of(new Point(10, 5), new Point(60, 6), new Point(40, 7)),
            order,
            List.of());
    assertEquals(
        List.of(new Point(19, 6), new Point(69, 5), new Point(39, 7)),
        face.warped(Warp.mirror(SHAPE)).landmarks());
    assertEquals(
        face.landmarks(), face.warped(Warp.mirror(SHAPE)).warped(Warp.mirror(SHAPE)).landmarks());
    assertEquals(
        List.of(new Point(11, 5), new Point(61, 6), new Point(41, 7)),
        face.warped(Warp.affine(Affine.translation(1, 0))).landmarks());
  }

  @Test
  void pairsThe68LandmarksOfAFace() {
    List<Integer> partners = MirrorOrder.FACE_68.partners();
    assertEquals(68, partners.size());
    // A face's symmetry: what lies on its middle line is its own partner.
    List<Integer> own = IntStream.range(0, 68).filter(i -> partners.get(i) == i).boxed().toList();
    assertEquals(List.of(8, 27, 28, 29, 30, 33, 51, 57, 62, 66), own);
    int[][] pairs = {
      {0, 16}, {7, 9}, {17, 26}, {21, 22}, {31, 35}, {32, 34}, {36, 45}, {37, 44}, {38, 43},
      {39, 42}, {40, 47}, {41, 46}, {48, 54}, {49, 53}, {50, 52}, {55, 59}, {56, 58}, {60, 64},
      {61, 63}, {65, 67}
    };
    for (int[] pair : pairs) {
      assertEquals(pair[1], partners.get(pair[0]));
    }
  }

  @Test
  void refusesAnOrderThatIsNotOfPairsAndLandmarksOfAnotherNumber() {
    assertEquals(
        "mirror order: landmark 0 has partner 1: expected one from 0 to 2 whose own partner is 0",
        assertThrows(IllegalArgumentException.class, () -> new MirrorOrder(List.of(1, 2, 0)))
            .getMessage());
    List<Point> two = new ArrayList<>(List.of(new Point(0, 0), new Point(1, 1)));
    assertEquals(
        "2 landmarks: expected 68, as in their mirror order",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new AnnotatedPicture(
                        disc(new Point(1, 1)), two, MirrorOrder.FACE_68, List.of()))
            .getMessage());
  }
}

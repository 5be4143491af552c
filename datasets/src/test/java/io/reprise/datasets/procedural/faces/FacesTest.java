package io.reprise.datasets.procedural.faces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.drawing.Vector3;
import io.reprise.datasets.procedural.probes.Checksum;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FacesTest {
  private static final HeadPose STRAIGHT = new HeadPose(0, 0, 0, 0.32, 0.5, 0.5);

  private static FaceConditions plain(Seed seed) {
    return new FaceConditions(
        FaceStyle.PHOTO, new Vector3(0, 0, 1), 0.6, 0, 0, 0, false, false, seed, seed);
  }

  private static Face straight(FaceExpression expression, Seed seed) {
    return new Faces(FaceSettings.of(96, 1), seed).draw(0, expression, STRAIGHT, plain(seed));
  }

  /**
   * A change of this value changes every result that rests on the generator: say so where it is.
   */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    Checksum sum = new Checksum();
    for (Face face : new Faces(FaceSettings.of(48, 5), new Seed(7)).pictures(20)) {
      sum.pictures(List.of(face.picture())).bytes(face.regions().labels());
      face.landmarks().forEach(p -> sum.number(p.x()).number(p.y()));
    }
    assertEquals("b3502504920ffd784360b70c4ae6235cadfc1ccf2e5d8157627223387af95c77", sum.hex());
  }

  @Test
  void aLongerSetStartsWithTheFacesOfAShorterOneAndAnotherSeedGivesOthers() {
    FaceSettings settings = FaceSettings.of(32, 3);
    Face one = new Faces(settings, new Seed(1)).pictures(5).get(4);
    Face same = new Faces(settings, new Seed(1)).picture(4);
    assertEquals(one.landmarks(), same.landmarks());
    assertEquals(1, one.person());
    assertNotEquals(one.landmarks(), new Faces(settings, new Seed(2)).picture(4).landmarks());
  }

  @Test
  void aPictureHasSixtyEightLandmarksWithinItsBox() {
    Face face = new Faces(FaceSettings.of(64, 3), new Seed(1)).picture(0);
    assertEquals(Shape.of(3, 64, 64), face.picture().shape());
    assertEquals(Face.LANDMARKS, face.landmarks().size());
    assertEquals(Face.LANDMARKS, face.visible().size());
    for (Point p : face.landmarks()) {
      assertTrue(p.x() + 0.5 >= face.box().left() && p.x() + 0.5 <= face.box().right());
      assertTrue(p.y() + 0.5 >= face.box().top() && p.y() + 0.5 <= face.box().bottom());
    }
  }

  @Test
  void aStraightFaceIsSymmetricAndItsPointsAreInTheOrderOfIbug() {
    List<Point> p = straight(FaceExpression.NEUTRAL, new Seed(3)).landmarks();
    double axis = p.get(8).x();
    for (int[] pair : new int[][] {{0, 16}, {17, 26}, {36, 45}, {39, 42}, {31, 35}, {48, 54}}) {
      assertEquals(axis, (p.get(pair[0]).x() + p.get(pair[1]).x()) / 2, 1e-9);
      assertTrue(p.get(pair[0]).x() < p.get(pair[1]).x());
    }
    assertTrue(p.get(19).y() < p.get(37).y(), "brows are above eyes");
    assertTrue(p.get(37).y() < p.get(41).y(), "upper lids are above lower ones");
    assertTrue(p.get(30).y() < p.get(51).y(), "the nose is above the mouth");
    assertTrue(p.get(51).y() < p.get(57).y() && p.get(57).y() < p.get(8).y());
  }

  @Test
  void regionsLieWhereTheirLandmarksAre() {
    Face face = straight(new FaceExpression(0.8, 0, 0, 1, 0, 0), new Seed(3));
    List<Point> p = face.landmarks();
    assertEquals(FaceRegion.LEFT_EYE, at(face, middle(p.get(36), p.get(39))));
    assertEquals(FaceRegion.RIGHT_EYE, at(face, middle(p.get(42), p.get(45))));
    assertEquals(FaceRegion.LEFT_BROW, at(face, p.get(19)));
    assertEquals(FaceRegion.RIGHT_BROW, at(face, p.get(24)));
    assertEquals(FaceRegion.NOSE, at(face, p.get(30)));
    assertEquals(FaceRegion.UPPER_LIP, at(face, middle(p.get(51), p.get(62))));
    assertEquals(FaceRegion.INNER_MOUTH, at(face, middle(p.get(62), p.get(66))));
    assertEquals(FaceRegion.LOWER_LIP, at(face, middle(p.get(57), p.get(66))));
    assertEquals(FaceRegion.BACKGROUND, FaceRegion.of(face.regions().at(0, 0)));
  }

  private static FaceRegion at(Face face, Point p) {
    return FaceRegion.of(face.regions().at((int) Math.round(p.y()), (int) Math.round(p.x())));
  }

  private static Point middle(Point a, Point b) {
    return new Point((a.x() + b.x()) / 2, (a.y() + b.y()) / 2);
  }

  @Test
  void expressionsMoveTheirLandmarks() {
    List<Point> neutral = straight(FaceExpression.NEUTRAL, new Seed(4)).landmarks();
    List<Point> open = straight(new FaceExpression(1, 0, 0, 1, 0, 0), new Seed(4)).landmarks();
    List<Point> smile = straight(new FaceExpression(0, 1, 0, 1, 0, 0), new Seed(4)).landmarks();
    List<Point> brows = straight(new FaceExpression(0, 0, 1, 1, 0, 0), new Seed(4)).landmarks();
    List<Point> shut = straight(new FaceExpression(0, 0, 0, 0, 0, 0), new Seed(4)).landmarks();
    assertTrue(open.get(66).y() - open.get(62).y() > neutral.get(66).y() - neutral.get(62).y() + 4);
    assertTrue(
        smile.get(54).x() - smile.get(48).x() > neutral.get(54).x() - neutral.get(48).x() + 2);
    assertTrue(smile.get(48).y() < neutral.get(48).y() - 1);
    assertTrue(brows.get(19).y() < neutral.get(19).y() - 1);
    assertTrue(shut.get(37).y() > neutral.get(37).y() + 1);
  }

  @Test
  void aTurnedHeadMovesItsNoseAndHidesItsFarCheek() {
    Faces faces = new Faces(FaceSettings.of(96, 1), new Seed(5));
    HeadPose right = new HeadPose(0.6, 0, 0, 0.32, 0.5, 0.5);
    Face face = faces.draw(0, FaceExpression.NEUTRAL, right, plain(new Seed(5)));
    List<Point> p = face.landmarks();
    assertTrue(p.get(30).x() > (p.get(36).x() + p.get(45).x()) / 2 + 3);
    assertFalse(face.visible().get(15), "the far side of the jaw");
    assertTrue(face.visible().get(30), "the nose");
  }

  @Test
  void whatHidesAFaceHidesItsLandmarksAndRegions() {
    Faces faces = new Faces(FaceSettings.of(64, 1).withOccluded(1), new Seed(6));
    FaceConditions open = plain(new Seed(6));
    FaceConditions hidden =
        new FaceConditions(
            FaceStyle.PHOTO, open.light(), 0.6, 0, 0, 0, true, false, new Seed(6), new Seed(6));
    Face before = faces.draw(0, FaceExpression.NEUTRAL, STRAIGHT, open);
    Face after = faces.draw(0, FaceExpression.NEUTRAL, STRAIGHT, hidden);
    assertEquals(before.landmarks(), after.landmarks());
    assertTrue(seen(after) < seen(before), seen(before) + " before, " + seen(after) + " after");
    int background = FaceRegion.BACKGROUND.label();
    assertTrue(after.regions().count(background) > before.regions().count(background));
  }

  private static long seen(Face face) {
    return face.visible().stream().filter(v -> v).count();
  }

  @Test
  void peopleWithoutAppearanceDifferInShapeAlone() {
    FaceIdentity a = FaceIdentity.drawn(0, new Seed(1));
    FaceIdentity b = FaceIdentity.drawn(0, new Seed(2));
    for (FaceParameter p : FaceParameter.values()) {
      assertEquals(p.isAppearance(), a.get(p) == b.get(p), p.name());
    }
    for (double v : FaceIdentity.drawn(1, new Seed(3)).vector()) {
      assertTrue(v >= -1 && v <= 1);
    }
  }

  @Test
  void aVideoIsSmoothAndItsDisplacementsAddUp() {
    FaceVideo video = new Faces(FaceSettings.of(64, 2), new Seed(8)).video(0, 12);
    for (int k = 0; k < Face.LANDMARKS; k++) {
      double x = video.frames().get(0).landmarks().get(k).x();
      for (int t = 0; t + 1 < 12; t++) {
        Point step = video.displacement(t, k);
        assertTrue(Math.hypot(step.x(), step.y()) < 4, "landmark " + k + ": " + step);
        x += step.x();
      }
      assertEquals(video.frames().get(11).landmarks().get(k).x(), x, 1e-9);
    }
    assertNotEquals(
        video.frames().get(0).landmarks(), video.frames().get(11).landmarks(), "it moves");
    assertEquals(
        video.frames().get(5).landmarks(),
        new Faces(FaceSettings.of(64, 2), new Seed(8)).video(0, 6).frames().get(5).landmarks());
  }

  @Test
  void refusesSettingsThatMakeNoFace() {
    assertEquals(
        "faces: setting 'side' is 8: expected at least 16 pixels",
        assertThrows(IllegalArgumentException.class, () -> FaceSettings.of(8, 1)).getMessage());
    FaceSettings good = FaceSettings.of(32, 1);
    assertThrows(IllegalArgumentException.class, () -> good.turning(2, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> good.in());
    assertThrows(IllegalArgumentException.class, () -> good.withOccluded(1.5));
    assertThrows(IllegalArgumentException.class, () -> good.withAppearance(-1));
  }
}

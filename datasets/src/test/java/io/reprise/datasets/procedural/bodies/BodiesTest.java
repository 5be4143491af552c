package io.reprise.datasets.procedural.bodies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Picture;
import io.reprise.datasets.procedural.drawing.Canvas;
import io.reprise.datasets.procedural.drawing.Vector3;
import io.reprise.datasets.procedural.probes.Checksum;
import io.reprise.datasets.procedural.probes.ConvProbe;
import io.reprise.datasets.procedural.probes.Probing;
import io.reprise.datasets.procedural.probes.Ridge;
import io.reprise.tensor.Seed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodiesTest {
  private static final int PEOPLE = 100;
  private static final BodyShape SHAPE = BodyShape.drawn(new Seed(1));

  /**
   * A change of this value changes every result that rests on the generator: say so where it is.
   */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    Checksum sum = new Checksum();
    for (Body body : new Bodies(48, 5, new Seed(7)).pictures(10)) {
      sum.pictures(List.of(body.picture(), body.texture()));
      body.mesh().vertices().forEach(v -> sum.number(v.x()).number(v.y()).number(v.z()));
    }
    assertEquals("991ed9144b727c5e1b5660ff10ccddc08bee01db7be787af09af3a9c777f21fb", sum.hex());
  }

  @Test
  void everyPartIsAClosedSurface() {
    Map<List<Integer>, Integer> directed = new HashMap<>();
    for (BodyTopology.Triangle t : BodyTopology.triangles()) {
      for (int i = 0; i < 3; i++) {
        directed.merge(
            List.of(t.vertices().get(i), t.vertices().get((i + 1) % 3)), 1, Integer::sum);
      }
    }
    directed.forEach(
        (edge, times) -> {
          assertEquals(1, times, "each side of an edge is used once");
          assertTrue(
              directed.containsKey(List.of(edge.get(1), edge.get(0))), "and so is the other");
        });
    int euler =
        BodyTopology.vertices() - BodyTopology.edges().size() + BodyTopology.triangles().size();
    assertEquals(2 * BodyPart.values().length, euler, "each part is like a sphere");
  }

  @Test
  void trianglesFaceOutwards() {
    List<Vector3> v = new BodyMesh(SHAPE, BodyPose.REST, false).vertices();
    Map<BodyPart, Double> volumes = new HashMap<>();
    for (BodyTopology.Triangle t : BodyTopology.triangles()) {
      Vector3 a = v.get(t.vertices().get(0));
      Vector3 b = v.get(t.vertices().get(1));
      Vector3 c = v.get(t.vertices().get(2));
      volumes.merge(t.part(), a.dot(b.cross(c)) / 6, Double::sum);
    }
    volumes.forEach((part, volume) -> assertTrue(volume > 0.001, part + " holds " + volume));
  }

  @Test
  void aPoseMovesItsLimbsAndNothingElse() {
    List<Vector3> rest = new BodyMesh(SHAPE, BodyPose.REST, false).vertices();
    List<Vector3> waving = new BodyMesh(SHAPE, new BodyPose(0, 0.12, 2.2, 0, 0), false).vertices();
    assertEquals(BodyTopology.vertices(), rest.size());
    int moved = 0;
    for (int i = 0; i < rest.size(); i++) {
      if (BodyTopology.part(i) == BodyPart.RIGHT_ARM) {
        moved += rest.get(i).minus(waving.get(i)).length() > 0.01 ? 1 : 0;
      } else {
        assertEquals(rest.get(i), waving.get(i));
      }
    }
    assertTrue(moved > 100, moved + " vertices of the arm moved");
  }

  @Test
  void aTextureOfOneColourGivesASilhouetteAndTheFrontShowsTheFront() {
    Picture white = new Canvas(32, 32).picture();
    BodyView.Camera ahead = new BodyView.Camera(0, 0, 0.42, 0.5, 0.5);
    BodyMesh mesh = new BodyMesh(SHAPE, BodyPose.REST, false);
    BodyView front = new BodyView(64, 32, mesh, white, ahead);
    BodyView rear =
        new BodyView(64, 32, mesh, white, new BodyView.Camera(Math.PI, 0, 0.42, 0.5, 0.5));
    int column = 16;
    int row = 24;
    assertEquals(16, front.texel(row, column) % 32, 1.5, "the middle column is in front");
    int behind = rear.texel(row, column) % 32;
    assertTrue(behind <= 2 || behind >= 29, "the seam is behind, not at " + behind);
    assertEquals(-1, front.texel(0, 0));
    int covered = 0;
    for (int y = 0; y < 64; y++) {
      for (int x = 0; x < 32; x++) {
        covered += front.texel(y, x) >= 0 ? 1 : 0;
      }
    }
    assertTrue(covered > 250 && covered < 900, covered + " pixels of a body");
  }

  @Test
  void refusesSizesThatDoNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new Bodies(33, 1, new Seed(1)));
    assertThrows(IllegalArgumentException.class, () -> Outfit.drawn(new Seed(1)).texture(48));
    Body body = new Bodies(48, 1, new Seed(1)).picture(0);
    assertEquals(
        "view of a body: canvas of 48 x 48: expected 48 x 24",
        assertThrows(IllegalArgumentException.class, () -> body.view().paintOn(new Canvas(48, 48)))
            .getMessage());
  }

  /** How often a person is recognised whose other pictures were seen in training. */
  record Accuracies(double linear, double network) {
    static Accuracies of(int seed) {
      List<Body> all = new Bodies(32, PEOPLE, new Seed(seed)).pictures(1_200);
      List<Body> train = all.subList(0, 900);
      List<Body> test = all.subList(900, 1_200);
      List<Picture> pictures = train.stream().map(Body::picture).toList();
      List<Picture> unseen = test.stream().map(Body::picture).toList();
      int[] labels = train.stream().mapToInt(Body::person).toArray();
      int[] truth = test.stream().mapToInt(Body::person).toArray();
      double linear = Ridge.accuracy(pictures, labels, unseen, truth, PEOPLE, 0.1);
      try (Probing probing = new Probing(new Seed(seed).named("probe"))) {
        ConvProbe network =
            new ConvProbe(probing.at("net"), pictures.get(0).shape(), List.of(16, 32, 64), PEOPLE);
        probing.classify(network, pictures, labels, 8, 2e-3);
        return new Accuracies(linear, probing.accuracy(network, unseen, truth));
      }
    }
  }

  @Test
  void peopleAreRecognisedInAnyPoseButNotByALinearMap() {
    Accuracies accuracies = Accuracies.of(1);
    assertTrue(accuracies.network > accuracies.linear + 0.15, accuracies.toString());
    assertTrue(accuracies.network > 0.4 && accuracies.network < 0.97, accuracies.toString());
  }
}

package io.reprise.datasets.procedural.scenes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.reprise.datasets.Box;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.procedural.probes.Checksum;
import io.reprise.datasets.procedural.probes.ConvProbe;
import io.reprise.datasets.procedural.probes.Probing;
import io.reprise.datasets.procedural.probes.Ridge;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ScenesTest {
  private static final List<ObjectClass> KINDS = List.of(ObjectClass.values());
  private static final int BACKGROUND = KINDS.size();
  private static final int CROP = 24;

  /**
   * A change of this value changes every result that rests on the generator: say so where it is.
   */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    Checksum sum = new Checksum();
    for (Scene scene : new Scenes(SceneSettings.of(48), new Seed(7)).scenes(20)) {
      sum.pictures(List.of(scene.picture())).bytes(scene.instances().labels());
      scene.objects().forEach(o -> sum.number(o.box().left()).number(o.box().bottom()));
    }
    for (Interaction i : new Interactions(48, new Seed(7)).pictures(12)) {
      sum.pictures(List.of(i.picture()));
      i.joints().forEach(j -> sum.number(j.x()).number(j.y()));
    }
    assertEquals("a4e4443de4ff118f58556ad00304dd66c7ba602da792223d9dc79230f2bcc104", sum.hex());
  }

  @Test
  void everyVisiblePixelOfAnObjectIsInItsBox() {
    for (Scene scene : new Scenes(SceneSettings.of(64), new Seed(1)).scenes(50)) {
      for (int k = 0; k < scene.objects().size(); k++) {
        SceneObject object = scene.objects().get(k);
        Box box = object.box();
        scene
            .instances()
            .box(k + 1)
            .ifPresent(
                seen -> {
                  assertTrue(seen.left() > box.left() - 1 && seen.right() < box.right() + 1);
                  assertTrue(seen.top() > box.top() - 1 && seen.bottom() < box.bottom() + 1);
                });
        assertEquals(scene.instances().count(k + 1) == 0, object.visible() == 0);
        assertTrue(box.left() >= 0 && box.top() >= 0 && box.right() <= 64 && box.bottom() <= 64);
      }
    }
  }

  @Test
  void theObjectInFrontIsWholeAndSomeAreHiddenTruncatedOrDifficult() {
    int hidden = 0;
    int truncated = 0;
    int difficult = 0;
    int objects = 0;
    for (Scene scene : new Scenes(SceneSettings.of(64), new Seed(2)).scenes(200)) {
      List<SceneObject> all = scene.objects();
      assertEquals(1, all.get(all.size() - 1).visible());
      objects += all.size();
      hidden += (int) all.stream().filter(o -> o.visible() < 0.9).count();
      truncated += (int) all.stream().filter(SceneObject::truncated).count();
      difficult += (int) all.stream().filter(SceneObject::difficult).count();
    }
    for (int some : List.of(hidden, truncated, difficult)) {
      assertTrue(some > 0.05 * objects && some < 0.5 * objects, some + " of " + objects);
    }
  }

  @Test
  void theThingOfAnInteractionIsWhereItsVerbSays() {
    for (Interaction i : new Interactions(64, new Seed(3)).pictures(60)) {
      Box box = i.objects().get(i.object()).box();
      Point centre =
          new Point((box.left() + box.right()) / 2 - 0.5, (box.top() + box.bottom()) / 2 - 0.5);
      double near = 0.25 * 64;
      switch (i.verb()) {
        case CARRY -> assertTrue(centre.y() < i.joints().get(0).y());
        case SIT_ON -> assertTrue(centre.y() > i.joints().get(6).y());
        case KICK ->
            assertTrue(
                Math.min(centre.distance(i.joints().get(8)), centre.distance(i.joints().get(9)))
                    < near);
        case HOLD, PUSH, POINT_AT ->
            assertTrue(
                Math.min(centre.distance(i.joints().get(4)), centre.distance(i.joints().get(5)))
                    < near + 4);
      }
      assertEquals(Interaction.JOINTS, i.joints().size());
      assertTrue(i.objects().size() >= 2, "there are others, too");
    }
  }

  @Test
  void refusesSettingsThatMakeNoScene() {
    assertThrows(IllegalArgumentException.class, () -> new SceneSettings(64, 3, 2, 0.1, 0.2, 0, 0));
    assertEquals(
        "interactions: side 8: expected at least 32",
        assertThrows(IllegalArgumentException.class, () -> new Interactions(8, new Seed(1)))
            .getMessage());
    assertNotEquals(
        new Scenes(SceneSettings.of(48), new Seed(1)).scene(0).objects(),
        new Scenes(SceneSettings.of(48), new Seed(2)).scene(0).objects());
  }

  private record Crops(List<Picture> pictures, List<Integer> kinds) {
    /** Objects in their boxes, and as many pieces as there are scenes with no object in them. */
    static Crops of(int scenes, Seed seed) {
      Crops crops = new Crops(new ArrayList<>(), new ArrayList<>());
      UniformRandomProvider random = seed.named("background").generator();
      for (Scene scene : new Scenes(SceneSettings.of(64), seed).scenes(scenes)) {
        for (SceneObject o : scene.objects()) {
          if (!o.difficult()) {
            crops.add(crop(scene.picture(), o.box()), KINDS.indexOf(o.kind()));
          }
        }
        double size = 12 + 20 * random.nextDouble();
        double left = (64 - size) * random.nextDouble();
        double top = (64 - size) * random.nextDouble();
        Box box = new Box(left, top, left + size, top + size);
        if (scene.objects().stream().allMatch(o -> o.box().intersectionOverUnion(box) < 0.2)) {
          crops.add(crop(scene.picture(), box), BACKGROUND);
        }
      }
      return crops;
    }

    private void add(Picture picture, int kind) {
      pictures.add(picture);
      kinds.add(kind);
    }

    int[] labels() {
      return kinds.stream().mapToInt(k -> k).toArray();
    }

    private static Picture crop(Picture from, Box box) {
      byte[] pixels = new byte[3 * CROP * CROP];
      for (int i = 0; i < pixels.length; i++) {
        double x = box.left() + (i % CROP + 0.5) * box.width() / CROP;
        double y = box.top() + (i / CROP % CROP + 0.5) * box.height() / CROP;
        int column = Math.min(from.width() - 1, (int) x);
        int row = Math.min(from.height() - 1, (int) y);
        pixels[i] = (byte) from.at(i / CROP / CROP, row, column);
      }
      return new Picture(Shape.of(3, CROP, CROP), pixels);
    }
  }

  /** Accuracies on unseen scenes. */
  record Accuracies(double linear, double network) {
    static Accuracies of(int seed) {
      Crops train = Crops.of(300, new Seed(seed).named("train"));
      Crops test = Crops.of(100, new Seed(seed).named("test"));
      double linear =
          Ridge.accuracy(
              train.pictures, train.labels(), test.pictures, test.labels(), BACKGROUND + 1, 0.1);
      try (Probing probing = new Probing(new Seed(seed).named("probe"))) {
        ConvProbe network =
            new ConvProbe(
                probing.at("net"), Shape.of(3, CROP, CROP), List.of(16, 32, 64), BACKGROUND + 1);
        probing.classify(network, train.pictures, train.labels(), 10, 2e-3);
        return new Accuracies(linear, probing.accuracy(network, test.pictures, test.labels()));
      }
    }
  }

  @Test
  void objectsAreToldApartByTheirOutlinesWhichALinearMapDoesNotSee() {
    Accuracies accuracies = Accuracies.of(1);
    assertTrue(accuracies.linear < 0.4, accuracies.toString());
    assertTrue(accuracies.network > accuracies.linear + 0.2, accuracies.toString());
    assertTrue(accuracies.network > 0.55 && accuracies.network < 0.95, accuracies.toString());
  }
}

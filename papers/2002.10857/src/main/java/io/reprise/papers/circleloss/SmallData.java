package io.reprise.papers.circleloss;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.ImageSet;
import io.reprise.datasets.faces.OrlFaces;
import io.reprise.datasets.faces.PairFolds;
import io.reprise.datasets.faces.VerificationScores;
import io.reprise.datasets.openset.OpenSet;
import io.reprise.datasets.procedural.faces.Face;
import io.reprise.datasets.procedural.faces.FaceSettings;
import io.reprise.datasets.procedural.faces.FaceStyle;
import io.reprise.datasets.procedural.faces.Faces;
import io.reprise.datasets.procedural.identities.Pedestrians;
import io.reprise.datasets.procedural.identities.ReIdentification;
import io.reprise.datasets.procedural.identities.ReIdentificationSettings;
import io.reprise.datasets.procedural.identities.Vehicles;
import io.reprise.experiment.Scale;
import io.reprise.tensor.Seed;
import io.reprise.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Data of scales smoke and quick: the ORL faces where they are, procedural faces otherwise;
 * procedural pedestrians and vehicles.
 */
final class SmallData {
  private static final int FOLDS = 10;
  private static final int SIDE = 32;

  /** Photos of ORL are 112x92. */
  private static final int ORL_WIDTH = 26;

  private static final int ORL_TRAINING_PEOPLE = 20;
  private static final Seed SEED = new Seed(2002_10857L);

  /**
   * How much is drawn.
   *
   * @param people to train on
   * @param photos of each of them
   * @param unseen people to test on, with eight photos each
   */
  private record Sizes(
      int people,
      int photos,
      int unseen,
      ReIdentificationSettings persons,
      ReIdentificationSettings vehicles) {}

  private static final int TEST_PHOTOS = 8;

  private static final Sizes SMOKE =
      new Sizes(
          20,
          5,
          20,
          new ReIdentificationSettings(32, 12, 8, 2, 3),
          new ReIdentificationSettings(24, 16, 8, 2, 3));

  private static final Sizes QUICK =
      new Sizes(
          120,
          6,
          40,
          new ReIdentificationSettings(40, 60, 30, 3, 4),
          new ReIdentificationSettings(32, 60, 40, 3, 4));

  private SmallData() {}

  static CircleData of(Scale scale, Path root) throws IOException {
    Sizes sizes = scale == Scale.SMOKE ? SMOKE : QUICK;
    return new CircleData(
        Map.of(
            Task.FACES, faces(sizes, root),
            Task.PERSONS, persons(sizes.persons),
            Task.RETRIEVAL, vehicles(sizes.vehicles)));
  }

  private static JudgedSet faces(Sizes sizes, Path root) throws IOException {
    OpenSet set =
        OrlFaces.isIn(root)
            ? OrlFaces.readByPeople(root, ORL_TRAINING_PEOPLE, SIDE, ORL_WIDTH)
            : OpenSet.of(
                "Faces",
                Dataset.Origin.PROCEDURAL,
                drawn(sizes.people, sizes.photos, SEED.named("faces")),
                drawn(sizes.unseen, TEST_PHOTOS, SEED.named("unseen faces")));
    List<Integer> people = set.testLabels();
    return JudgedSet.verified(
        set,
        PairFolds.of(people, FOLDS, SEED.named("folds")),
        similarity -> VerificationScores.ofAllPairs(people, similarity));
  }

  /** Faces in colour that look ahead, without anything in front of them or behind. */
  private static ImageSet drawn(int people, int photos, Seed seed) {
    FaceSettings settings =
        FaceSettings.of(SIDE, people)
            .in(FaceStyle.PHOTO)
            .turning(0.4, 0.15, 0.2)
            .cluttered(0)
            .withOccluded(0);
    Faces faces = new Faces(settings, seed);
    Shape image = Shape.of(3, SIDE, SIDE);
    int stride = Math.toIntExact(image.elements());
    byte[] pixels = new byte[people * photos * stride];
    int[] labels = new int[people * photos];
    for (int i = 0; i < labels.length; i++) {
      Face face = faces.picture(i);
      System.arraycopy(face.picture().pixels(), 0, pixels, i * stride, stride);
      labels[i] = face.person();
    }
    return new ImageSet(image, people, pixels, labels);
  }

  private static JudgedSet persons(ReIdentificationSettings settings) {
    ReIdentification drawn = Pedestrians.generate(settings, SEED.named("persons"));
    return JudgedSet.queried(
        drawn.openSet("Pedestrians"), drawn.query().size(), drawn.acrossCameras());
  }

  /** Retrieval knows no cameras: what another camera sees is as right as what the same one does. */
  private static JudgedSet vehicles(ReIdentificationSettings settings) {
    ReIdentification drawn = Vehicles.generate(settings, SEED.named("vehicles"));
    return JudgedSet.leaveOneOut(drawn.openSet("Vehicles"));
  }
}

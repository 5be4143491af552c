package io.reprise.papers.sbr;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.faces.Face;
import io.reprise.datasets.procedural.faces.FaceSettings;
import io.reprise.datasets.procedural.faces.FaceStyle;
import io.reprise.datasets.procedural.faces.Faces;
import io.reprise.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Procedural faces in place of the published sets. The labels to train on are clicked: each
 * coordinate is off by a normal number of {@link #CLICK_NOISE} pixels, as people's are. Those to
 * judge by are exact, and so is the motion of the videos. Nobody is in two of the parts.
 */
final class DrawnFaces {
  static final String NAME = "Procedural faces";

  /** Of the square pictures, in pixels; the outer corners of the eyes are about 19 apart. */
  static final int SIDE = 64;

  /**
   * Which of the 68 landmarks: the corners of the eyes, tip and wings of the nose, corners and
   * middle of the lips, the chin.
   */
  static final List<Integer> CHOSEN = List.of(36, 39, 42, 45, 30, 31, 35, 48, 54, 51, 57, 8);

  /** Standard deviation of clicked coordinates, in pixels. */
  static final double CLICK_NOISE = 1.5;

  private final Sizes sizes;
  private final Seed seed;
  private final Checksum checksum = new Checksum();

  /**
   * How much there is.
   *
   * @param labelled images to train on
   * @param videos to train on, of {@code frames} frames each
   * @param testVideos to judge on, of {@code testFrames} frames each
   */
  record Sizes(int labelled, int videos, int frames, int testVideos, int testFrames) {}

  private DrawnFaces(Sizes sizes, Seed seed) {
    this.sizes = sizes;
    this.seed = seed;
  }

  /** Draws all parts. */
  static FaceSet generate(Sizes sizes, Seed seed) {
    return new DrawnFaces(sizes, seed).generate();
  }

  private FaceSet generate() {
    List<FaceCrop> labelled = new ArrayList<>();
    Faces stills = faces("labelled", sizes.labelled, seed);
    for (int i = 0; i < sizes.labelled; i++) {
      labelled.add(crop(stills.picture(i), Optional.of(seed.named("clicks").named("face " + i))));
    }
    List<FaceSource> videos = videos("videos", sizes.videos, sizes.frames);
    List<FaceSource> tests = videos("test videos", sizes.testVideos, sizes.testFrames);
    return new FaceSet(
        NAME,
        Dataset.Origin.PROCEDURAL,
        checksum.hex(),
        CHOSEN.size(),
        FaceSource.of(labelled),
        videos,
        Map.of(),
        tests,
        IntStream.range(0, CHOSEN.size()).boxed().toList());
  }

  /** Exact faces of a part, each of another person. */
  static Faces faces(String part, int people, Seed seed) {
    FaceSettings settings =
        FaceSettings.of(SIDE, people)
            .in(FaceStyle.PHOTO, FaceStyle.GREY)
            .turning(0.35, 0.15, 0.25)
            .withOccluded(0)
            .cluttered(3);
    return new Faces(settings, seed.named(part));
  }

  private List<FaceSource> videos(String part, int n, int frames) {
    Faces faces = faces(part, n, seed);
    List<FaceSource> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(
          FaceSource.of(
              faces.video(i, frames).frames().stream()
                  .map(f -> crop(f, Optional.empty()))
                  .toList()));
    }
    return all;
  }

  /** A face with the chosen landmarks, exact or clicked; those that are hidden are left out. */
  private FaceCrop crop(Face face, Optional<Seed> clicks) {
    float[] noise = clicks.map(s -> s.normal(2 * CHOSEN.size())).orElse(new float[0]);
    List<Optional<Point>> points = new ArrayList<>();
    checksum.add(face.picture().pixels());
    for (int i = 0; i < CHOSEN.size(); i++) {
      int number = CHOSEN.get(i);
      Point exact = face.landmarks().get(number);
      Point p =
          noise.length == 0
              ? exact
              : new Point(
                  exact.x() + CLICK_NOISE * noise[2 * i],
                  exact.y() + CLICK_NOISE * noise[2 * i + 1]);
      boolean visible = face.visible().get(number);
      points.add(visible ? Optional.of(p) : Optional.empty());
      checksum.add((float) p.x(), (float) p.y(), visible ? 1f : 0f);
    }
    return FaceCrop.of(face.picture(), new Landmarks(points), face.interocularDistance());
  }
}

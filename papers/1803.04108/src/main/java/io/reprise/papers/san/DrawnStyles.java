package io.reprise.papers.san;

import io.reprise.datasets.Dataset;
import io.reprise.datasets.IntensityStyle;
import io.reprise.datasets.Picture;
import io.reprise.datasets.Point;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.datasets.landmarks.StyledFaces;
import io.reprise.datasets.procedural.Checksum;
import io.reprise.datasets.procedural.faces.Face;
import io.reprise.datasets.procedural.faces.FaceSettings;
import io.reprise.datasets.procedural.faces.FaceStyle;
import io.reprise.datasets.procedural.faces.Faces;
import io.reprise.tensor.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Procedural faces in three styles, in place of the published sets: normal, dark and washed-out, of
 * which the mixture has 62%, 8% and 30%. Nobody is in both training and test.
 */
final class DrawnStyles {
  static final String NAME = "Procedural faces in three styles";
  static final String MIXED = "mixed";

  /** Of the square pictures, in pixels. */
  static final int SIDE = 48;

  /**
   * Which of the 68 landmarks: the outer corners of the eyes, the tip of the nose, the corners of
   * the mouth.
   */
  static final List<Integer> CHOSEN = List.of(36, 45, 30, 48, 54);

  private static final double NOISE = 0.03;
  static final IntensityStyle NORMAL = IntensityStyle.normal(NOISE);
  static final IntensityStyle DARK = IntensityStyle.dark(NOISE);
  static final IntensityStyle WASHED_OUT = IntensityStyle.washedOut(NOISE);
  private static final List<StyledFaces.Share> SHARES =
      List.of(
          new StyledFaces.Share(NORMAL, 0.62),
          new StyledFaces.Share(DARK, 0.08),
          new StyledFaces.Share(WASHED_OUT, 0.3));

  private DrawnStyles() {}

  /** Draws both parts, each face once, and gives it every style. */
  static StyledSet generate(int training, int tests, Seed seed) {
    Checksum checksum = new Checksum();
    Seed own = seed.named("training");
    FaceSource faces = plain(training, own);
    StyledFaces mixture = mixed(faces, own);
    Map<String, FaceSource> train = styled(faces, own, checksum);
    Seed other = seed.named("test");
    Map<String, FaceSource> test = styled(plain(tests, other), other, checksum);
    return new StyledSet(
        NAME,
        Dataset.Origin.PROCEDURAL,
        checksum.hex(),
        CHOSEN.size(),
        MIXED,
        styles(),
        IntStream.range(0, training)
            .mapToObj(i -> styles().indexOf(mixture.style(i).name()))
            .toList(),
        train,
        test);
  }

  private static List<String> styles() {
    return SHARES.stream().map(s -> s.style().name()).toList();
  }

  private static StyledFaces mixed(FaceSource plain, Seed seed) {
    return StyledFaces.mixed(plain, SHARES, seed.named("mixture"));
  }

  private static Map<String, FaceSource> styled(FaceSource plain, Seed seed, Checksum checksum) {
    Map<String, FaceSource> all = new LinkedHashMap<>();
    all.put(MIXED, inMemory(mixed(plain, seed), checksum));
    for (StyledFaces.Share share : SHARES) {
      String name = share.style().name();
      all.put(name, inMemory(StyledFaces.of(plain, share.style(), seed.named(name)), checksum));
    }
    return all;
  }

  private static FaceSource plain(int people, Seed seed) {
    FaceSettings settings =
        FaceSettings.of(SIDE, people)
            .in(FaceStyle.PHOTO)
            .turning(0.35, 0.15, 0.25)
            .withOccluded(0)
            .cluttered(3);
    Faces faces = new Faces(settings, seed.named("faces"));
    return FaceSource.of(faces.pictures(people).stream().map(DrawnStyles::crop).toList());
  }

  /** The chosen landmarks, exact; those that are hidden are left out. */
  private static FaceCrop crop(Face face) {
    return FaceCrop.of(
        face.picture(),
        new Landmarks(
            CHOSEN.stream()
                .map(
                    k ->
                        face.visible().get(k)
                            ? Optional.of(face.landmarks().get(k))
                            : Optional.<Point>empty())
                .toList()),
        face.interocularDistance());
  }

  /** Styles are given once, not whenever a face is asked for. */
  private static FaceSource inMemory(FaceSource source, Checksum checksum) {
    try {
      List<FaceCrop> all = new ArrayList<>(source.faces(0, source.size()));
      for (FaceCrop face : all) {
        Picture picture = face.picture();
        checksum.add(picture.pixels());
        face.landmarks()
            .points()
            .forEach(p -> p.ifPresent(q -> checksum.add((float) q.x(), (float) q.y())));
      }
      return FaceSource.of(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.reprise.papers.sbr;

import io.reprise.datasets.Box;
import io.reprise.datasets.Dataset;
import io.reprise.datasets.Picture;
import io.reprise.datasets.PictureFile;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.datasets.landmarks.FaceFile;
import io.reprise.datasets.landmarks.FaceList;
import io.reprise.datasets.landmarks.FaceSource;
import io.reprise.datasets.landmarks.Landmarks;
import io.reprise.datasets.landmarks.ListedFaces;
import io.reprise.datasets.landmarks.ListedFaces.Annotation;
import io.reprise.datasets.landmarks.Normalization;
import io.reprise.datasets.landmarks.PointsFile;
import io.reprise.datasets.landmarks.ThreeHundredVw;
import io.reprise.datasets.landmarks.ThreeHundredVw.Part;
import io.reprise.datasets.procedural.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The published sets: 300-W and AFLW by the lists that the authors' code makes ({@code
 * 300W/lists/300w.train.DET}, {@code 300w.test.common.DET}, {@code 300w.test.challenge.DET}; {@code
 * aflw/lists/train.GTB}, {@code test.GTB}; names in them start from the set's folder), and 300-VW,
 * whose training videos both are trained with and whose category C is judged on. Images are read
 * when they are asked for.
 */
final class PublishedFaces {
  static final String THREE_HUNDRED_W = "300-W and 300-VW";
  static final String AFLW = "AFLW and 300-VW";

  /** The landmarks that 300-VW is judged by: no jaw, no inner corners of the mouth. */
  static final List<Integer> INNER =
      IntStream.range(17, 68).filter(i -> i != 60 && i != 64).boxed().toList();

  /** Weights that detectors start from. */
  private static final String CLASSIFIER = "vgg16.npz";

  private static final int SIDE = 256;
  private static final double EXPANSION = 0.2;
  private static final String VIDEOS = "300VW_Dataset_2015_12_14";

  private final Path root;
  private final Published published;
  private final Checksum checksum = new Checksum();

  /**
   * How much there is of each set.
   *
   * @param train of 300-W, and so on
   * @param trainVideos names of folders
   */
  record Published(
      int train,
      int common,
      int challenging,
      int aflwTrain,
      int aflwTest,
      List<String> trainVideos,
      List<String> testVideos) {
    /** All of it. */
    static final Published WHOLE =
        new Published(
            3148, 554, 135, 20_000, 4_386, Part.TRAIN.videos(), Part.CHALLENGING.videos());
  }

  private PublishedFaces(Path root, Published published) {
    this.root = root;
    this.published = published;
  }

  /**
   * Lists all files.
   *
   * @throws IllegalArgumentException if a set is not in the folder
   * @throws IOException if one is damaged
   */
  static SbrData read(Path root) throws IOException {
    return read(root, Published.WHOLE);
  }

  static SbrData read(Path root, Published published) throws IOException {
    for (String folder : List.of("300W/lists", "aflw/lists", VIDEOS)) {
      if (!Files.isDirectory(root.resolve(folder))) {
        throw new IllegalArgumentException(
            "scale 'paper' trains on 300-W, AFLW and 300-VW, which are not all in data folder '"
                + root
                + "': expected a folder "
                + folder
                + " there (-Ddata=DIR)");
      }
    }
    return new PublishedFaces(root, published).read();
  }

  private SbrData read() throws IOException {
    List<FaceSource> training = videos(published.trainVideos);
    FaceSet threeHundredW =
        new FaceSet(
            THREE_HUNDRED_W,
            Dataset.Origin.REAL,
            checksum.hex(),
            Annotation.THREE_HUNDRED_W.landmarks(),
            listed(Annotation.THREE_HUNDRED_W, "300w.train.DET", published.train),
            training,
            Map.of(
                "common",
                    listed(Annotation.THREE_HUNDRED_W, "300w.test.common.DET", published.common),
                "challenging",
                    listed(
                        Annotation.THREE_HUNDRED_W,
                        "300w.test.challenge.DET",
                        published.challenging)),
            videos(published.testVideos),
            INNER);
    FaceSource train = listed(Annotation.AFLW, "train.GTB", published.aflwTrain);
    FaceSource test = listed(Annotation.AFLW, "test.GTB", published.aflwTest);
    return new SbrData(
        List.of(
            threeHundredW,
            new FaceSet(
                AFLW,
                Dataset.Origin.REAL,
                checksum.hex(),
                Annotation.AFLW.landmarks(),
                train,
                training,
                Map.of("full", test),
                List.of(),
                List.of())),
        Optional.of(classifier()));
  }

  private Path classifier() throws IOException {
    Path file = root.resolve(CLASSIFIER);
    if (!Files.isRegularFile(file)) {
      throw new IOException(
          file
              + " is missing: expected torchvision's weights of VGG-16 as NumPy arrays by name,"
              + " features.0.weight to features.21.bias");
    }
    return file;
  }

  /** The faces of a list; their landmarks are read with their images. */
  private FaceSource listed(Annotation annotation, String list, int expected) throws IOException {
    Path set = root.resolve(annotation == Annotation.AFLW ? "aflw" : "300W");
    Path file = set.resolve("lists").resolve(list);
    List<FaceList.Entry> entries = FaceList.read(file, set);
    if (entries.size() != expected) {
      throw new IOException(
          file + " has " + entries.size() + " faces: expected the published " + expected);
    }
    for (FaceList.Entry entry : entries) {
      add(entry.face().image());
    }
    return new ListedFaces(entries, annotation, SIDE);
  }

  /** Names and sizes stand for what is too much to read for a checksum. */
  private void add(Path file) throws IOException {
    checksum.add(root.relativize(file).toString());
    checksum.add(Long.toString(Files.size(file)));
  }

  private List<FaceSource> videos(List<String> names) throws IOException {
    List<FaceSource> all = new ArrayList<>();
    for (String name : names) {
      List<FaceFile> frames = ThreeHundredVw.frames(root.resolve(VIDEOS).resolve(name));
      for (FaceFile frame : frames) {
        add(frame.image());
      }
      all.add(new Video(frames));
    }
    return all;
  }

  /** A video, cut out by the box round the middle frame's landmarks. */
  private record Video(List<FaceFile> frames) implements FaceSource {
    @Override
    public int size() {
      return frames.size();
    }

    @Override
    public List<FaceCrop> faces(int from, int count) throws IOException {
      Objects.checkFromIndexSize(from, count, frames.size());
      Box box = PointsFile.read(frames.get(from + count / 2).annotation()).box();
      List<FaceCrop> all = new ArrayList<>();
      for (FaceFile frame : frames.subList(from, from + count)) {
        Landmarks landmarks = PointsFile.read(frame.annotation());
        Picture picture = PictureFile.read(frame.image());
        all.add(
            FaceCrop.cut(
                picture,
                landmarks,
                Normalization.INTER_OCULAR.distance(landmarks),
                box,
                EXPANSION,
                SIDE));
      }
      return all;
    }
  }
}

package io.reprise.datasets.landmarks;

import io.reprise.datasets.PictureFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The faces of a published list ({@link FaceList}), cut out by their boxes. Image and landmarks are
 * read when they are asked for.
 */
public final class ListedFaces implements FaceSource {
  private static final double EXPANSION = 0.2;

  private final List<FaceList.Entry> entries;
  private final Annotation annotation;
  private final int side;

  /** How a face's landmarks are written, and what its errors are divided by. */
  public enum Annotation {
    /** 300-W: 68 landmarks; the distance of the outer corners of the eyes. */
    THREE_HUNDRED_W(68) {
      @Override
      Landmarks read(Path file) throws IOException {
        return PointsFile.read(file);
      }
    },
    /** AFLW: 19 landmarks, some of them not visible; the size that the list gives. */
    AFLW(19) {
      @Override
      Landmarks read(Path file) throws IOException {
        return PointsFile.readNumbered(file, landmarks());
      }
    };

    private final int landmarks;

    Annotation(int landmarks) {
      this.landmarks = landmarks;
    }

    /** How many a face has. */
    public int landmarks() {
      return landmarks;
    }

    abstract Landmarks read(Path file) throws IOException;

    double normalizer(FaceList.Entry entry, Landmarks landmarks) throws IOException {
      if (entry.size().isPresent()) {
        return entry.size().getAsDouble();
      }
      try {
        return Normalization.INTER_OCULAR.distance(landmarks);
      } catch (IllegalArgumentException e) {
        throw new IOException(entry.face().annotation() + ": " + e.getMessage(), e);
      }
    }
  }

  /**
   * The faces of some entries.
   *
   * @param side of the square that a face's box, grown by a fifth to each side, is resized to
   */
  public ListedFaces(List<FaceList.Entry> entries, Annotation annotation, int side) {
    this.entries = List.copyOf(entries);
    this.annotation = annotation;
    this.side = side;
  }

  @Override
  public int size() {
    return entries.size();
  }

  /**
   * Reads faces.
   *
   * @throws IOException if a file is missing or damaged, or the landmarks that errors are divided
   *     by coincide, naming the file
   */
  @Override
  public List<FaceCrop> faces(int from, int count) throws IOException {
    Objects.checkFromIndexSize(from, count, entries.size());
    List<FaceCrop> all = new ArrayList<>();
    for (FaceList.Entry entry : entries.subList(from, from + count)) {
      Landmarks landmarks = annotation.read(entry.face().annotation());
      all.add(
          FaceCrop.cut(
              PictureFile.read(entry.face().image()),
              landmarks,
              annotation.normalizer(entry, landmarks),
              entry.box(),
              EXPANSION,
              side));
    }
    return all;
  }
}

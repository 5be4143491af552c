package io.reprise.datasets.landmarks;

import java.io.IOException;
import java.util.List;

/** Faces by number, in memory or in files: images, or the frames of a video in order. */
public interface FaceSource {
  /** How many there are. */
  int size();

  /**
   * Faces one after the other, all cut out at the place of the middle one, so that what moves from
   * one to the next is the face alone.
   *
   * @param from the number of the first
   * @param count how many, at least 1
   * @throws IOException if a file is missing or damaged, naming it
   * @throws IndexOutOfBoundsException if there are not as many
   */
  List<FaceCrop> faces(int from, int count) throws IOException;

  /** One face. */
  default FaceCrop face(int i) throws IOException {
    return faces(i, 1).get(0);
  }

  /** Faces in memory, as they are. */
  static FaceSource of(List<FaceCrop> faces) {
    List<FaceCrop> all = List.copyOf(faces);
    return new FaceSource() {
      @Override
      public int size() {
        return all.size();
      }

      @Override
      public List<FaceCrop> faces(int from, int count) {
        return all.subList(from, from + count);
      }
    };
  }
}

package io.reprise.papers.sbr;

import io.reprise.tensor.Shape;

/**
 * What a step learns from, in Java memory.
 *
 * @param labelled inputs of the faces with labels, row-major
 * @param targets of their maps
 * @param counted which of their maps count, {@code [N, K + 1]}
 * @param frames inputs of the videos: all first frames, then all second ones, then all third ones
 * @param face the shape of an input
 * @param map the shape of a face's maps
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, is never compared
record FaceBatch(
    float[] labelled, float[] targets, float[] counted, float[] frames, Shape face, Shape map) {
  /** Frames a sequence. */
  static final int FRAMES = 3;

  int faces() {
    return (int) (labelled.length / face.elements());
  }

  int sequences() {
    return (int) (frames.length / face.elements() / FRAMES);
  }
}

package io.reprise.papers.sbr;

import io.reprise.baselines.landmarks.HeatMapBatch;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;

/**
 * What a step learns from, in Java memory.
 *
 * @param labelled faces and their maps
 * @param frames inputs of the videos: all first frames, then all second ones, then all third ones
 * @param face the shape of an input
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, is never compared
record FaceBatch(HeatMapBatch labelled, float[] frames, Shape face) {
  /** Frames a sequence. */
  static final int FRAMES = 3;

  int sequences() {
    return (int) (frames.length / face.elements() / FRAMES);
  }

  /** The frames, {@code [3 sequences, C, H, W]}. */
  Tensor frames(Engine engine) {
    return engine.tensor(
        frames, Shape.of(FRAMES * sequences(), face.dim(0), face.dim(1), face.dim(2)));
  }
}

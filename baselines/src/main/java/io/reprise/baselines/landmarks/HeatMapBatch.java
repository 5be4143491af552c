package io.reprise.baselines.landmarks;

import io.reprise.datasets.Normalisation;
import io.reprise.datasets.landmarks.FaceCrop;
import io.reprise.tensor.Engine;
import io.reprise.tensor.Shape;
import io.reprise.tensor.Tensor;
import java.util.List;

/** Faces and the heat maps that a detector should put out for them, in Java memory. */
public final class HeatMapBatch {
  private final float[] inputs;
  private final float[] targets;
  private final float[] counted;
  private final Shape face;
  private final Shape map;

  private HeatMapBatch(float[] inputs, float[] targets, float[] counted, Shape face, Shape map) {
    this.inputs = inputs;
    this.targets = targets;
    this.counted = counted;
    this.face = face;
    this.map = map;
  }

  /**
   * Of faces of one size and one number of landmarks.
   *
   * @throws IllegalArgumentException if there is none, or one differs from the first, naming it
   */
  public static HeatMapBatch of(List<FaceCrop> faces, HeatMaps maps, Normalisation normalisation) {
    if (faces.isEmpty()) {
      throw new IllegalArgumentException("a batch of 0 faces: expected at least 1");
    }
    Shape face = faces.get(0).picture().shape();
    int channels = faces.get(0).landmarks().size() + 1;
    Shape map = Shape.of(channels, face.dim(1) / maps.stride(), face.dim(2) / maps.stride());
    int plane = Math.toIntExact(map.elements());
    float[] targets = new float[faces.size() * plane];
    float[] counted = new float[faces.size() * channels];
    for (int i = 0; i < faces.size(); i++) {
      if (faces.get(i).landmarks().size() + 1 != channels) {
        throw new IllegalArgumentException(
            "face "
                + i
                + " of a batch has "
                + faces.get(i).landmarks().size()
                + " landmarks: expected "
                + (channels - 1)
                + " as the first");
      }
      float[] own = maps.targets(faces.get(i).landmarks(), map.dim(1), map.dim(2));
      System.arraycopy(own, 0, targets, i * plane, plane);
      System.arraycopy(
          HeatMaps.counted(faces.get(i).landmarks()), 0, counted, i * channels, channels);
    }
    return new HeatMapBatch(inputs(faces, normalisation), targets, counted, face, map);
  }

  /**
   * The normalised values of faces' pictures, one after the other.
   *
   * @throws IllegalArgumentException if a picture has another shape than the first, naming it
   */
  public static float[] inputs(List<FaceCrop> faces, Normalisation normalisation) {
    Shape face = faces.get(0).picture().shape();
    int size = Math.toIntExact(face.elements());
    float[] inputs = new float[faces.size() * size];
    for (int i = 0; i < faces.size(); i++) {
      if (!faces.get(i).picture().shape().equals(face)) {
        throw new IllegalArgumentException(
            "face "
                + i
                + " of a batch is a "
                + faces.get(i).picture()
                + ": expected "
                + face
                + " as the first");
      }
      normalisation.write(faces.get(i).picture(), inputs, i * size);
    }
    return inputs;
  }

  /** How many faces. */
  public int size() {
    return (int) (inputs.length / face.elements());
  }

  /** The faces' pictures, {@code [N, C, H, W]}. */
  public Tensor inputs(Engine engine) {
    return engine.tensor(inputs, Shape.of(size(), face.dim(0), face.dim(1), face.dim(2)));
  }

  /**
   * The detection loss of a detector's stages, see {@link HeatMaps#loss}.
   *
   * @param stages of these faces
   */
  public Tensor loss(List<Tensor> stages) {
    Engine engine = stages.get(0).engine();
    return HeatMaps.loss(
        stages,
        engine.tensor(targets, Shape.of(size(), map.dim(0), map.dim(1), map.dim(2))),
        engine.tensor(counted, Shape.of(size(), map.dim(0))));
  }
}

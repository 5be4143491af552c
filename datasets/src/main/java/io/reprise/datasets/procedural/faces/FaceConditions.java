package io.reprise.datasets.procedural.faces;

import io.reprise.datasets.procedural.drawing.Vector3;
import io.reprise.tensor.Seed;

/**
 * Everything about a picture that is neither the person nor what the person does.
 *
 * @param light the direction towards the light
 * @param ambient the share of light that comes from everywhere, in [0, 1]
 * @param blur standard deviation of the Gaussian blur in pixels; 0 is sharp
 * @param noise standard deviation of the noise, where 1 is white
 * @param clutter how many shapes lie in the background
 * @param occluded whether something hides a part of the face
 * @param glasses whether the person wears glasses, which hide nothing
 * @param scenery from which background, occluder and clothes are drawn
 * @param grain from which the noise is drawn
 */
public record FaceConditions(
    FaceStyle style,
    Vector3 light,
    double ambient,
    double blur,
    double noise,
    int clutter,
    boolean occluded,
    boolean glasses,
    Seed scenery,
    Seed grain) {
  FaceConditions withGrain(Seed other) {
    return new FaceConditions(
        style, light, ambient, blur, noise, clutter, occluded, glasses, scenery, other);
  }
}

package io.reprise.datasets.procedural.faces;

/**
 * What a face does at one moment.
 *
 * @param mouthOpen from 0, closed, to 1
 * @param smile from -1, corners of the mouth down, to 1, up and apart
 * @param browRaise from -1, frowning, to 1
 * @param eyeOpen from 0, closed, to 1, as the person's eyes are by nature
 * @param gazeX from -1, to the left of the picture, to 1
 * @param gazeY from -1, up, to 1
 */
public record FaceExpression(
    double mouthOpen, double smile, double browRaise, double eyeOpen, double gazeX, double gazeY) {
  public static final FaceExpression NEUTRAL = new FaceExpression(0, 0, 0, 1, 0, 0);
}

package io.reprise.datasets.procedural.scenes;

import io.reprise.datasets.Box;

/**
 * One object of a scene.
 *
 * @param box around the whole object, where something hides it too, cut off at the picture's edge
 * @param visible the share of its pixels in the picture that nothing in front hides
 * @param truncated whether it goes on beyond the edge of the picture
 * @param difficult whether less than half of it is visible, or its box is below 8 pixels wide or
 *     high; as in Pascal VOC, not to be counted for or against a detector
 */
public record SceneObject(
    ObjectClass kind, Box box, double visible, boolean truncated, boolean difficult) {}

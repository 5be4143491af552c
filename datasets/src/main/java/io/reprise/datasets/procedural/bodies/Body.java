package io.reprise.datasets.procedural.bodies;

import io.reprise.datasets.Picture;

/**
 * One body in one picture.
 *
 * @param picture {@code [3, height, width]}
 * @param texture {@code [3, side, side]}, as {@link BodyPart} lays it out
 * @param view which texel each pixel shows
 * @param person the number of the person, counted from 0
 * @param heading which of eight directions the body faces: 0 the viewer, then clockwise as seen
 *     from above, 2 to the right of the picture, 4 away
 */
public record Body(
    Picture picture,
    Picture texture,
    BodyMesh mesh,
    BodyView view,
    BodyShape shape,
    BodyPose pose,
    int person,
    int heading) {}

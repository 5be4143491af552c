package io.reprise.datasets.procedural.identities;

import io.reprise.datasets.Picture;

/**
 * A picture of one person or vehicle.
 *
 * @param picture {@code [3, height, width]}
 * @param identity counted from 0 over the training and the test part together
 * @param camera counted from 0
 */
public record Sighting(Picture picture, int identity, Viewpoint viewpoint, int camera) {}

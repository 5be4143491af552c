package io.reprise.datasets.detection;

import io.reprise.datasets.Box;

/**
 * One annotated object of the class that is scored.
 *
 * @param image the name or number of the image
 * @param ignored whether it counts neither as found nor as missed: difficult objects and crowds
 */
public record GroundTruth(String image, Box box, boolean ignored) {}

package io.reprise.datasets.landmarks;

import java.nio.file.Path;

/** An image and the landmarks of one face in it. */
public record FaceFile(Path image, Path annotation) {}

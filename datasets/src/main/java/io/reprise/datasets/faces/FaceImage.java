package io.reprise.datasets.faces;

import java.nio.file.Path;

/**
 * A photo of a face.
 *
 * @param file decoded when it is needed
 * @param identity the class, counted from 0
 */
public record FaceImage(Path file, int identity) {}

package io.reprise.datasets.faces;

import java.nio.file.Path;

/**
 * Two photos (or two videos, as folders of frames) and whether they show the same person.
 *
 * @param first decoded when it is needed
 */
public record VerificationPair(Path first, Path second, boolean same) {}

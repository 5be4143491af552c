package io.reprise.datasets.deblurring;

import java.nio.file.Path;

/**
 * A blurred photo and the sharp one of the same moment, decoded when they are needed.
 *
 * @param sequence the video they come from
 */
public record BlurredPair(String sequence, Path blurred, Path sharp) {}

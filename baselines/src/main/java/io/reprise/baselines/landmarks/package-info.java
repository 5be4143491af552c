/** Detectors of landmarks, and the networks that prepare their images. */
package io.reprise.baselines.landmarks;

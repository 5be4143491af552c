/** Detectors: backbones with heads for anchors or for regions of interest. */
package io.reprise.baselines.detection;

<<<<<<< HEAD
/** Networks that find objects, and their parts. */
=======
/** Detectors: backbones with heads for anchors or for regions of interest. */
>>>>>>> 462da55 (iCNN and HRNN: their networks, parameters and multiply-adds against the cards)
package io.reprise.baselines.detection;

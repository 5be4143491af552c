<<<<<<< HEAD
/** Detectors of landmarks, and the networks that prepare their images. */
=======
/** Networks that find facial landmarks. */
>>>>>>> 462da55 (iCNN and HRNN: their networks, parameters and multiply-adds against the cards)
package io.reprise.baselines.landmarks;

<<<<<<< HEAD
/** Networks that restore images. */
=======
/** Networks that put out a better image. */
>>>>>>> 462da55 (iCNN and HRNN: their networks, parameters and multiply-adds against the cards)
package io.reprise.baselines.restoration;

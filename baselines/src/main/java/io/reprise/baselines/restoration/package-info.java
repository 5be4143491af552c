/** Networks that restore images. */
package io.reprise.baselines.restoration;

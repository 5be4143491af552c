/** Networks that label or paint every pixel. */
package io.reprise.baselines.segmentation;

/**
 * Faces with landmarks or part labels: the files of 300-W, AFLW, 300-VW and Helen, and how far
 * predictions are off.
 */
package io.reprise.datasets.landmarks;

/**
 * How the procedural generators draw: anti-aliased polygons on a canvas of linear colours, and the
 * same polygons as label maps. Everything is arithmetic, square roots and {@code StrictMath}, so
 * the same calls give the same bytes on every platform. Coordinates are those of {@link
 * io.reprise.datasets.Point}: {@code (0, 0)} is the centre of the upper left pixel.
 */
package io.reprise.datasets.procedural.drawing;

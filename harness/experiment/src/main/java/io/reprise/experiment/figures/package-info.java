/**
 * What figures of several papers are drawn from: colours, heat maps, pictures of inputs, overlays,
 * grids of tiles and moving clips. All of it is arithmetic on pixels, without fonts, screen or
 * graphics card, so the same values give the same pixels on every machine.
 */
package io.reprise.experiment.figures;

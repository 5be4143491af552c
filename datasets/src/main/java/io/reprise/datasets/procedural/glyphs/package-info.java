/** Small binary glyphs drawn at known scales, for networks that choose their receptive field. */
package io.reprise.datasets.procedural.glyphs;

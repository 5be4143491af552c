/** Melodies with bars, beats, chords and cadences. */
package io.reprise.datasets.procedural.melodies;

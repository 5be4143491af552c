/** Melodies of notes at exact times, read from and written to ABC, MusicXML and MIDI files. */
package io.reprise.datasets.music;

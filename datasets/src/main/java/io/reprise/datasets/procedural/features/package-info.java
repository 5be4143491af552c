/** Labelled feature vectors, for hashing and retrieval. */
package io.reprise.datasets.procedural.features;

/** Videos as sequences of feature vectors, with captions from a grammar. */
package io.reprise.datasets.procedural.captions;

/**
 * Data made from a seed, which any machine makes again byte for byte, and a gallery to look at it.
 */
package io.reprise.datasets.procedural;

/**
 * Bodies as triangle meshes whose shape and pose are a few numbers, with clothes as a texture, and
 * pictures of them that know for each pixel which texel it shows.
 */
package io.reprise.datasets.procedural.bodies;

/**
 * Faces drawn from a parametric model: 68 landmarks in the iBUG order, pose, expression, light,
 * style, occlusion, parsing masks and identity, as pictures and as video with known motion.
 */
package io.reprise.datasets.procedural.faces;

/** Convolution on meshes and networks that put out their vertices. */
package io.reprise.baselines.meshes;
